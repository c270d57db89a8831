package org.guaranteebench.audit.scenario.producing;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.guaranteebench.audit.proxy.KafkaProxy;
import org.guaranteebench.audit.scenario.AuditBrokers;
import org.guaranteebench.audit.scenario.AuditBrokers.Leadership;
import org.guaranteebench.audit.scenario.Scene;
import org.guaranteebench.audit.verdict.FaultEvidence;
import org.guaranteebench.client.TopicAdmin;

/** The death of a partition's leader that holds what none of its followers has, and the evidence. One thread. */
final class LeaderKill {
    private static final int PARTITION = 0;

    private final AuditBrokers brokers;
    private final String topic;
    private final Leadership first;
    private final KafkaProxy link;

    private long ahead;
    private Leadership before;
    private Optional<String> death = Optional.empty();
    private Leadership after;

    LeaderKill(AuditBrokers brokers, String topic) throws IOException, InterruptedException {
        this.brokers = brokers;
        this.topic = topic;
        first = brokers.leadership(topic, PARTITION);
        link = brokers.beforeReplicas(first.leader());
    }

    /** From now on nobody copies anything from the leader. */
    void cut() {
        link.cut();
    }

    /** How many bytes the leader's log is longer than that of the follower who has most. */
    long ahead(TopicAdmin admin) throws IOException {
        Map<Integer, Long> bytes = Sources.answer(() -> admin.logBytes(topic, PARTITION));
        long followers = bytes.entrySet().stream()
                .filter(entry -> entry.getKey() != first.leader())
                .mapToLong(Map.Entry::getValue)
                .max()
                .orElse(0);
        return bytes.getOrDefault(first.leader(), 0L) - followers;
    }

    /** Kills the leader, heals the link that nobody answers on any more, and waits for the next leader. */
    void strike(TopicAdmin admin, Scene scene) throws IOException, InterruptedException {
        ahead = ahead(admin);
        before = brokers.leadership(topic, PARTITION);
        death = Optional.of(brokers.kill(first.leader()));
        link.heal();
        after = brokers.awaitOtherLeader(topic, PARTITION, first.leader(), scene.patience());
    }

    /** Leaves a whole cluster behind, wherever the twin has come to. */
    void restore(Scene scene) throws IOException, InterruptedException {
        link.heal();
        if (death.isPresent()) {
            brokers.restart(first.leader());
            brokers.awaitInSync(topic, PARTITION, scene.patience());
        }
    }

    /** To be asked for when it has struck. */
    FaultEvidence evidence() {
        boolean sameLeader = before.leader() == first.leader();
        boolean inSync = before.inSync().containsAll(brokers.nodes());
        boolean other = after.leader() != before.leader() && after.epoch() > before.epoch();
        String words =
                ProxyEvidence.ofCut(link) + "; " + ahead + " bytes of its log were on no other node, and in sync were "
                        + before.inSync() + "; " + death.orElseThrow() + "; leader " + words(before) + " before, "
                        + words(after)
                        + " after";
        return new FaultEvidence(sameLeader && inSync && other && ahead > 0, words);
    }

    private static String words(Leadership leadership) {
        return leadership.leader() + " (epoch " + leadership.epoch() + ")";
    }
}
