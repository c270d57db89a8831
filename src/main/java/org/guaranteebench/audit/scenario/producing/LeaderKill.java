package org.guaranteebench.audit.scenario.producing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guaranteebench.audit.proxy.KafkaProxy;
import org.guaranteebench.audit.proxy.ProxyEvent;
import org.guaranteebench.audit.scenario.AuditBrokers;
import org.guaranteebench.audit.scenario.AuditBrokers.Leadership;
import org.guaranteebench.audit.scenario.Scene;
import org.guaranteebench.audit.verdict.ClientFact;
import org.guaranteebench.audit.verdict.FaultEvidence;
import org.guaranteebench.audit.verdict.FaultFacts;
import org.guaranteebench.audit.verdict.LeaderFact;
import org.guaranteebench.client.TopicAdmin;

/** The death of a partition's leader that holds what none of its followers has, and the evidence. One thread. */
final class LeaderKill {
    private static final int PARTITION = 0;

    private final AuditBrokers brokers;
    private final String topic;
    private final long copied;
    private final Leadership first;
    private final KafkaProxy link;
    private final int earlier;

    private long cutAt;
    private Map<Integer, Long> bytesAtCut = Map.of();
    private long struckAt;
    private Map<Integer, Long> bytes = Map.of();
    private long highWatermark;
    private Leadership before;
    private String death = "";
    private Leadership after;

    /** @param copied records that all replicas have */
    LeaderKill(AuditBrokers brokers, String topic, long copied) throws IOException, InterruptedException {
        this.brokers = brokers;
        this.topic = topic;
        this.copied = copied;
        first = brokers.leadership(topic, PARTITION);
        link = brokers.beforeReplicas(first.leader());
        earlier = link.events().size();
    }

    /** From now on nobody copies anything from the leader. */
    void cut(TopicAdmin admin) throws IOException {
        link.cut();
        cutAt = System.nanoTime();
        bytesAtCut = logBytes(admin);
    }

    /** How many bytes the leader's log is longer than that of the follower who has most. */
    long ahead(TopicAdmin admin) throws IOException {
        return ahead(logBytes(admin));
    }

    private long ahead(Map<Integer, Long> logs) {
        long followers = logs.entrySet().stream()
                .filter(entry -> entry.getKey() != first.leader())
                .mapToLong(Map.Entry::getValue)
                .max()
                .orElse(0);
        return logs.getOrDefault(first.leader(), 0L) - followers;
    }

    private Map<Integer, Long> logBytes(TopicAdmin admin) throws IOException {
        return Sources.answer(() -> admin.logBytes(topic, PARTITION));
    }

    /** Kills the leader, heals the link that nobody answers on any more, and waits for the next leader. */
    void strike(TopicAdmin admin, Scene scene) throws IOException, InterruptedException {
        bytes = logBytes(admin);
        highWatermark = Sources.answer(() -> admin.endOffsets(topic, PARTITION + 1));
        before = brokers.leadership(topic, PARTITION);
        struckAt = System.nanoTime();
        death = brokers.kill(first.leader());
        link.heal();
        after = brokers.awaitOtherLeader(topic, PARTITION, first.leader(), scene.patience());
    }

    /** Leaves a whole cluster behind, wherever the twin has come to. */
    void restore(Scene scene) throws IOException, InterruptedException {
        link.heal();
        if (!death.isEmpty()) {
            brokers.restart(first.leader());
            brokers.awaitInSync(topic, PARTITION, scene.patience());
        }
    }

    /**
     * To be asked for when it has struck, and the source has ended.
     *
     * @param waited whether the source has waited for all that are in sync, so that what was acknowledged late is
     *     acknowledged by the next leader
     *     <p>Errors: {@link IOException} when the source's ledger cannot be read.
     */
    FaultEvidence evidence(ClientFact source, SourceNotes notes, boolean waited) throws IOException {
        LeaderFact fact = fact(notes.acknowledgedSince(struckAt));
        boolean cut = fact.connections() >= brokers.nodes().size() - 1;
        boolean silent = highWatermark == copied
                && fact.logs().stream().allMatch(log -> log.node() == first.leader() || log.atKill() == log.atCut());
        boolean led = first.leader() == before.leader() && before.epoch() >= 0 && before.epoch() == first.epoch();
        boolean inSync = before.inSync().containsAll(brokers.nodes());
        boolean other = after.leader() != before.leader() && after.epoch() > before.epoch();
        boolean proven = cut && silent && led && inSync && other && ahead(bytes) > 0;
        return new FaultEvidence(
                proven && (!waited || fact.acknowledged() > 0),
                words(fact, silent, waited),
                new FaultFacts(List.of(source), List.of(), List.of(fact)));
    }

    private String words(LeaderFact fact, boolean silent, boolean waited) {
        return "proxy: " + fact.connections() + " connections fell silent, " + fact.lostBytes()
                + " bytes sent on them were lost; " + ahead(bytes) + " bytes of its log were on no other node, "
                + (silent ? "for since the cut nobody had copied anything" : "but not because of the cut alone")
                + " (high watermark " + highWatermark + "), and in sync were " + before.inSync() + "; " + death
                + "; leader " + words(before) + " before, " + words(after) + " after"
                + (waited ? ", which acknowledged " + fact.acknowledged() : "");
    }

    private LeaderFact fact(long acknowledged) {
        int connections = 0;
        long lostBytes = 0;
        List<ProxyEvent> events = link.events();
        for (ProxyEvent event : events.subList(earlier, events.size())) {
            if (event instanceof ProxyEvent.Cut cut) {
                connections = cut.connections();
            } else if (event instanceof ProxyEvent.Healed healed) {
                lostBytes = healed.bytes();
            }
        }
        List<LeaderFact.ReplicaLog> logs = new ArrayList<>();
        bytes.forEach(
                (node, size) -> logs.add(new LeaderFact.ReplicaLog(node, bytesAtCut.getOrDefault(node, -1L), size)));
        return new LeaderFact(
                first.leader(),
                death,
                cutAt,
                struckAt,
                connections,
                lostBytes,
                copied,
                highWatermark,
                acknowledged,
                logs,
                List.of(view(first), view(before), view(after)));
    }

    private static LeaderFact.View view(Leadership leadership) {
        return new LeaderFact.View(leadership.leader(), leadership.epoch(), leadership.inSync());
    }

    private static String words(Leadership leadership) {
        return leadership.leader() + " (epoch " + leadership.epoch() + ")";
    }
}
