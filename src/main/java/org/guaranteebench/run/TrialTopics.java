package org.guaranteebench.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.acl.AclOperation;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.cluster.Cluster;
import org.guaranteebench.journal.TopicLedger;
import org.guaranteebench.journal.TopicLedger.Event;

/**
 * The topics of a run's trials: always fresh, deleted by id, and where the cluster is not the run's own noted before
 * and after each step. One thread.
 */
final class TrialTopics {
    /** Of everything that the suite makes on a cluster: topics, transactional ids. */
    static final String PREFIX = "kgb-";

    /** READ is for the brokers' account of producers. */
    private static final Set<AclOperation> NEEDED =
            EnumSet.of(AclOperation.DESCRIBE, AclOperation.WRITE, AclOperation.READ, AclOperation.DELETE);

    private final TopicAdmin admin;
    private final Cluster cluster;
    private final Map<String, String> settings;
    private final Optional<TopicLedger> ledger;
    private final Map<String, String> ids = new ConcurrentHashMap<>();

    /** @param ledger none for a cluster that goes with the run */
    TrialTopics(TopicAdmin admin, Cluster cluster, Map<String, String> settings, Optional<TopicLedger> ledger) {
        this.admin = admin;
        this.cluster = cluster;
        this.settings = settings;
        this.ledger = ledger;
    }

    /**
     * Errors: {@link IllegalStateException} when the cluster refuses, as it does when the name is taken; {@link
     * UnwritableFolderException} when it cannot be noted.
     */
    void create(String topic, int partitions) throws IOException {
        note(Event.INTENDED, topic, "");
        String id = admin.create(topic, partitions, cluster.replication(), cluster.nodes(), settings);
        ids.put(topic, id);
        try {
            note(Event.CREATED, topic, id);
        } catch (UnwritableFolderException e) {
            // By its name alone nobody would take it away.
            admin.delete(id);
            ids.remove(topic);
            throw e;
        }
    }

    /**
     * Makes one empty topic and takes it away, to learn whether trials could.
     *
     * <p>Errors: {@link IOException} in one line that says what may not be done. Whoever may not delete has left the one
     * topic, and the ledger knows.
     */
    void rehearse(String topic) throws IOException {
        create(topic, 1);
        Set<AclOperation> forbidden = admin.forbidden(topic, NEEDED);
        if (forbidden.contains(AclOperation.DELETE)) {
            throw notGranted(forbidden);
        }
        delete(topic);
        if (!forbidden.isEmpty()) {
            throw notGranted(forbidden);
        }
    }

    private static IOException notGranted(Set<AclOperation> forbidden) {
        return new IOException(
                "needed on topics with the prefix " + PREFIX + " and not granted: " + new TreeSet<>(forbidden));
    }

    /** Does nothing for a topic that was not created here. */
    void delete(String topic) throws IOException {
        String id = ids.get(topic);
        if (id != null) {
            admin.delete(id);
            ids.remove(topic);
            note(Event.DELETED, topic, id);
        }
    }

    /**
     * Those made here that somebody else has deleted, which clients tell late and in many ways; none where the cluster
     * does not say.
     */
    List<String> gone() {
        List<String> gone = new ArrayList<>();
        try {
            for (Map.Entry<String, String> made : new TreeMap<>(ids).entrySet()) {
                if (!admin.topicId(made.getKey()).equals(Optional.of(made.getValue()))) {
                    gone.add(made.getKey());
                }
            }
        } catch (RuntimeException e) {
            // What failed has a reason of its own, and this would only have explained it.
            return List.of();
        }
        return gone;
    }

    private void note(Event event, String topic, String id) throws IOException {
        if (ledger.isPresent()) {
            try {
                ledger.get().note(event, topic, id);
            } catch (IOException e) {
                throw new UnwritableFolderException(ledger.get().file(), e);
            }
        }
    }
}
