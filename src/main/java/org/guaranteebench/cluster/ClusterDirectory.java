package org.guaranteebench.cluster;

import java.io.IOException;
import java.nio.file.Path;
import org.guaranteebench.jvm.OwnedDirectory;

/** The temporary directory of one cluster: a subdirectory per node, and a file that says whose it is. */
final class ClusterDirectory {
    private static final String PREFIX = "kgb-cluster-";

    /** $1 is a node's directory, $2 the cluster's. Standard input ends with the JVM that holds its other end. */
    private static final String SWEEP = "cat >/dev/null; rm -rf \"$1\"; cd \"$2\" 2>/dev/null || exit 0;"
            + " case \"$(ls -A)\" in owner|'') rm -rf \"$2\";; esac";

    private ClusterDirectory() {}

    /** Makes one below {@code parent}, after removing those whose owners were killed together with their brokers. */
    static Path create(Path parent) throws IOException {
        return OwnedDirectory.create(parent, PREFIX);
    }

    /**
     * Begins what outlives the calling node's process: when that has ended its directory goes, and with the last node's
     * the whole. While a broker's JVM runs, its threads make files where others were just deleted, or halt it for those
     * that are missing.
     *
     * @return a process that waits for the end of its standard input, which is the caller's end
     *     <p>Errors: {@link IOException} where there is no shell; the next start of a cluster looks for directories whose
     *     owners are gone.
     */
    static Process sweepAfterwards(Path node) throws IOException {
        return new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        SWEEP,
                        "sweep",
                        node.toString(),
                        node.getParent().toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
