package org.guaranteebench.run;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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

    /** Errors: {@link IllegalStateException} when the cluster refuses, as it does when the name is taken. */
    void create(String topic, int partitions) throws IOException {
        note(Event.INTENDED, topic, "");
        String id = admin.create(topic, partitions, cluster.replication(), cluster.nodes(), settings);
        ids.put(topic, id);
        note(Event.CREATED, topic, id);
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

    private void note(Event event, String topic, String id) throws IOException {
        if (ledger.isPresent()) {
            ledger.get().note(event, topic, id);
        }
    }
}
