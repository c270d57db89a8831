package org.guaranteebench.cluster;

import java.util.List;

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

    private BrokerJvm() {}
}
