package org.guaranteebench.cluster;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.guaranteebench.jvm.Directories;
import org.guaranteebench.jvm.OwnedDirectory;

/** The temporary directory of one cluster: a subdirectory per node, and a file that says whose it is. */
final class ClusterDirectory {
    private static final int DELETIONS = 50;

    private static final String PREFIX = "kgb-cluster-";

    /** $1 is a node's directory, $2 the cluster's. Standard input ends with the JVM that holds its other end. */
    private static final String SWEEP =
            "cat >/dev/null; rm -rf \"$1\"; cd \"$2\" 2>/dev/null || exit 0; case \"$(ls -A)\" in owner|'') rm -rf \"$2\";; esac";

    private ClusterDirectory() {}

    /** Makes one below {@code parent}, after removing those whose owners were killed together with their brokers. */
    static Path create(Path parent) throws IOException {
        return OwnedDirectory.create(parent, PREFIX);
    }

    /** What a node's process does before it halts because its parent is gone. */
    static void halting(Path node) {
        leave(node);
        // A thread that was about to open a partition makes the whole path anew, up to the very end.
        try {
            new ProcessBuilder(
                            "/bin/sh",
                            "-c",
                            SWEEP,
                            "sweep",
                            node.toString(),
                            node.getParent().toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // No shell here; the next start of a cluster looks for directories whose owners are gone.
        }
    }

    /** The last node to leave takes the whole away. */
    static void leave(Path node) {
        // The broker's own threads go on to the end, and may make a file where one was just deleted.
        for (int i = 0; i < DELETIONS && (i == 0 || Files.exists(node)); i++) {
            Directories.delete(node);
        }
        Path directory = node.getParent();
        List<String> left = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            files.forEach(file -> left.add(file.getFileName().toString()));
        } catch (IOException e) {
            // Another node was last.
        }
        if (left.equals(List.of(OwnedDirectory.OWNER))) {
            Directories.delete(directory);
        }
    }
}
