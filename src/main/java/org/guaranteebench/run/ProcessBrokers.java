package org.guaranteebench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.guaranteebench.cluster.Advertised;
import org.guaranteebench.cluster.OwnedCluster;
import org.guaranteebench.cluster.ProcessCluster;

/**
 * JVMs on this machine.
 *
 * @param between what stands before the listeners of a run's brokers; audits say so themselves
 */
public record ProcessBrokers(int nodes, String reason, Advertised between, int blocksPerStart) implements OwnBrokers {
    /** Measured with three on two cores, until all are in the cluster. */
    private static final double START_SECONDS = 7;

    public ProcessBrokers(int nodes, String reason) {
        this(nodes, reason, Advertised.OWN_PORTS, RunPlan.BLOCKS_PER_INCARNATION);
    }

    @Override
    public String description() {
        return nodes == 1 ? "1 broker, a process" : nodes + " brokers, processes";
    }

    @Override
    public String phase() {
        return nodes == 1 ? "starting 1 broker" : "starting " + nodes + " brokers";
    }

    @Override
    public double startSeconds() {
        return START_SECONDS;
    }

    @Override
    public boolean dataOnThisMachine() {
        return true;
    }

    /** Processes end with the pipe from their parent. */
    @Override
    public int sweep() {
        return 0;
    }

    @Override
    public OwnedCluster start(Path data, Path logs) throws IOException {
        return start(data, logs, between, Map.of());
    }

    @Override
    public OwnedCluster start(Path data, Path logs, Advertised between, Map<String, String> more) throws IOException {
        return ProcessCluster.start(nodes, data, logs, ClusterProbe::new, between, more);
    }
}
