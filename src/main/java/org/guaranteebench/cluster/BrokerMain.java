package org.guaranteebench.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * A broker's JVM: formats its directory if that is new, then becomes Kafka.
 *
 * <p>Standard input is a pipe from the parent. When it ends, the parent is gone, however it went, and so are this JVM
 * and its data.
 */
public final class BrokerMain {
    private BrokerMain() {}

    /** {@code args}: cluster id, the properties file, and the data directory, which lies in the node's own. */
    public static void main(String[] args) {
        String clusterId = args[0];
        Path properties = Path.of(args[1]);
        Path data = Path.of(args[2]);
        Thread watch = new Thread(() -> dieWithParent(data.getParent()), "parent-watch");
        watch.setDaemon(true);
        watch.start();
        if (!Files.exists(data.resolve("meta.properties"))) {
            int status = StorageTool.execute(
                    new String[] {"format", "-t", clusterId, "-c", properties.toString()}, System.out);
            if (status != 0) {
                Runtime.getRuntime().halt(status);
            }
        }
        Kafka.main(new String[] {properties.toString()});
    }

    private static void dieWithParent(Path directory) {
        try {
            while (System.in.read() >= 0) {
                // The parent writes nothing; only the end matters.
            }
        } catch (IOException e) {
            // A broken pipe is an end, too.
        }
        ClusterDirectory.leave(directory);
        Runtime.getRuntime().halt(0);
    }
}
