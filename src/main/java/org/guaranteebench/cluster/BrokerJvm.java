package org.guaranteebench.cluster;

import java.util.List;
import java.util.Map;
import org.guaranteebench.jvm.AddedOptions;

/** What every broker's JVM is told, whatever it runs in. */
final class BrokerJvm {
    /** Three of these and their metaspace, stacks and buffers stay under 2 GiB together. */
    static final List<String> HEAP = List.of("-Xms384m", "-Xmx384m");

    static final List<String> PERFORMANCE = List.of(
            "-XX:MaxDirectMemorySize=64m",
            "-XX:ReservedCodeCacheSize=64m",
            // What Kafka's own start script asks for.
            "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=20",
            "-XX:InitiatingHeapOccupancyPercent=35",
            "-XX:+ExplicitGCInvokesConcurrent",
            "-Djava.awt.headless=true");

    private static final String MORE = "kgb.broker.jvm";

    private BrokerJvm() {}

    /**
     * What this JVM's property {@code kgb.broker.jvm} adds, separated by blanks; nothing as a rule. Tests that look at
     * accounts and not at speed want brokers that do not spend their short lives on compiling.
     */
    static List<String> more() {
        return AddedOptions.of(MORE);
    }

    /** Such brokers are not those that others measure. */
    static void describe(Map<String, String> topology) {
        if (!more().isEmpty()) {
            topology.put("broker.jvm", String.join(" ", more()));
        }
    }
}
