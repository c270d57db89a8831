package org.guaranteebench.run;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.cluster.OwnedCluster;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Single trials on a cluster that a test started. */
final class Trials {
    /** Of the topics of logs that are written before they are read. */
    static final String PREFIX = "kgb-test";

    private Trials() {}

    static TrialRunner on(OwnedCluster cluster, TopicAdmin admin, PrintStream log) throws Exception {
        TrialTopics topics = new TrialTopics(admin, cluster, Map.of(), Optional.empty());
        ProcessBrokers brokers = new ProcessBrokers(cluster.nodes().size(), "a test");
        return new TrialRunner(
                cluster,
                admin,
                topics,
                new PreparedLogs(cluster, topics, brokers, PREFIX),
                new TrialStore(StoreChoice.OWN, Path.of("."), Path.of("."), "test", settings -> {}),
                brokers,
                new CommandLineOptions(),
                log,
                () -> false);
    }
}
