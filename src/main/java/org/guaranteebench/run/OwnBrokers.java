package org.guaranteebench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.guaranteebench.cluster.Advertised;
import org.guaranteebench.cluster.OwnedCluster;

/** Brokers that the suite starts itself, and may therefore disturb. */
public sealed interface OwnBrokers extends Brokers permits ProcessBrokers, ContainerBrokers {

    /** How many. */
    int nodes();

    /**
     * @param between what stands before the brokers' listeners
     * @param more properties of all brokers, stronger than what the suite tells all its clusters
     * @see Brokers#start(Path, Path)
     */
    OwnedCluster start(Path data, Path logs, Advertised between, Map<String, String> more) throws IOException;

    /**
     * Removes what killed runs and audits left of such brokers and what does not end by itself.
     *
     * @return how many brokers that were
     *     <p>Errors: {@link IOException} in one line.
     */
    int sweep() throws IOException;

    @Override
    default OwnedCluster start(Path data, Path logs) throws IOException {
        return start(data, logs, Advertised.OWN_PORTS, Map.of());
    }

    @Override
    default int replication() {
        return nodes();
    }

    @Override
    default boolean replaceable() {
        return true;
    }
}
