package org.guaranteebench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.guaranteebench.client.ClientFile;
import org.guaranteebench.client.Secrets;
import org.guaranteebench.cluster.Cluster;

/** The brokers that a run measures, decided before it is planned. {@link #start} brings them up. */
public sealed interface Brokers permits OwnBrokers, ExternalBrokers {

    /** For plans and reports: how many and what. */
    String description();

    /** What {@link #start} is doing, for somebody who waits. */
    String phase();

    /** Why these, in a few words. */
    String reason();

    /** Copies of each record. */
    int replication();

    /** Whether a new cluster may be had now and then, so that no run rests on one start's accidents. */
    boolean replaceable();

    /** Where they are {@link #replaceable}: after so many blocks there are new ones. */
    default int blocksPerStart() {
        return RunPlan.BLOCKS_PER_INCARNATION;
    }

    /** Estimate of the time that {@link #start} takes, s. */
    double startSeconds();

    /** Whether the brokers write to a directory of this machine that the suite may choose. */
    boolean dataOnThisMachine();

    /** What a run may take of them. */
    default Caps caps() {
        return Caps.NONE;
    }

    /** How clients are let in. */
    default Optional<ClientFile> clientFile() {
        return Optional.empty();
    }

    /** What must appear nowhere. */
    default Secrets secrets() {
        return Secrets.NONE;
    }

    /** Settings of the run's own topics, where the brokers' defaults are not the suite's. */
    default Map<String, String> topicSettings() {
        return Map.of();
    }

    /**
     * Everything that can be found out before the run's folder is made; leaves nothing behind.
     *
     * <p>Errors: {@link IllegalArgumentException} in one line.
     */
    default void check(String run) throws IOException {}

    /**
     * @param data directory for the brokers' data, where {@link #dataOnThisMachine}
     * @param logs where brokers' logs are kept when they fail to start
     */
    Cluster start(Path data, Path logs) throws IOException;
}
