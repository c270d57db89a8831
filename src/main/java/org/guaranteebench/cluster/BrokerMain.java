package org.guaranteebench.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Exit;
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
        // A broker whose files vanish halts the JVM, and would so in the middle of their deletion.
        Exit.setHaltProcedure((status, message) -> LockSupport.park());
        Exit.setExitProcedure((status, message) -> LockSupport.park());
        ClusterDirectory.halting(node);
    }
}
