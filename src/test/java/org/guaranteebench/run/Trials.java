package org.guaranteebench.run;

import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.cluster.OwnedCluster;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Single trials on a cluster that a test started. */
final class Trials {
    private Trials() {}

    static TrialRunner on(OwnedCluster cluster, TopicAdmin admin, PrintStream log) throws Exception {
        return new TrialRunner(
                cluster,
                admin,
                new TrialTopics(admin, cluster, Map.of(), Optional.empty()),
                new ProcessBrokers(cluster.nodes().size(), "a test"),
                new CommandLineOptions(),
                log,
                () -> false);
    }
}
