package org.guaranteebench.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.guaranteebench.jvm.ParentWatch;

/**
 * A broker's JVM: formats its directory if that is new, then becomes Kafka.
 *
 * <p>When the parent is gone, however it went, so are this JVM and its data.
 */
public final class BrokerMain {
    private BrokerMain() {}

    /** {@code args}: cluster id, the properties file, and the data directory, which lies in the node's own. */
    public static void main(String[] args) {
        String clusterId = args[0];
        Path properties = Path.of(args[1]);
        Path data = Path.of(args[2]);
        ParentWatch.start(() -> leave(data.getParent()));
        if (!Files.exists(data.resolve("meta.properties"))) {
            int status = StorageTool.execute(
                    new String[] {"format", "-t", clusterId, "-c", properties.toString()}, System.out);
            if (status != 0) {
                Runtime.getRuntime().halt(status);
            }
        }
        Kafka.main(new String[] {properties.toString()});
    }

    private static void leave(Path node) {
        try {
            ClusterDirectory.sweepAfterwards(node);
        } catch (IOException e) {
            System.err.println(node + " stays: " + e.getMessage());
        }
    }
}
