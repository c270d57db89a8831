package org.guaranteebench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.guaranteebench.cluster.Advertised;
import org.guaranteebench.cluster.ContainerCluster;
import org.guaranteebench.cluster.DockerEngine;
import org.guaranteebench.cluster.OwnedCluster;

/**
 * Containers.
 *
 * @param image as the engine knows it
 */
public record ContainerBrokers(int nodes, DockerEngine engine, String image, String reason) implements OwnBrokers {
    /** Measured with three on two cores, until all are in the cluster. */
    private static final double START_SECONDS = 9;

    @Override
    public String description() {
        return (nodes == 1 ? "1 broker, a container of " : nodes + " brokers, containers of ") + image;
    }

    @Override
    public String phase() {
        return nodes == 1 ? "starting 1 broker in a container" : "starting " + nodes + " brokers in containers";
    }

    @Override
    public double startSeconds() {
        return START_SECONDS;
    }

    @Override
    public boolean dataOnThisMachine() {
        return engine.onThisMachine();
    }

    @Override
    public int sweep() throws IOException {
        return engine.sweep();
    }

    @Override
    public OwnedCluster start(Path data, Path logs, Advertised between, Map<String, String> more) throws IOException {
        return ContainerCluster.start(engine, image, nodes, data, logs, ClusterProbe::new, between, more);
    }
}
