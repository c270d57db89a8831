package org.guaranteebench.audit.scenario.producing;

import java.io.IOException;
import java.util.EnumSet;
import org.guaranteebench.audit.process.ClientProcess;
import org.guaranteebench.audit.process.Point;
import org.guaranteebench.audit.process.SourceJob;
import org.guaranteebench.audit.process.SourcePoint;
import org.guaranteebench.audit.proxy.Fault;
import org.guaranteebench.audit.proxy.KafkaProxy;
import org.guaranteebench.audit.proxy.Rule;
import org.guaranteebench.audit.scenario.Played;
import org.guaranteebench.audit.scenario.Scenario;
import org.guaranteebench.audit.scenario.Scene;
import org.guaranteebench.audit.scenario.Script;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Expectation;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.grid.Cell;

/** F9. From one record on nothing that the source produces arrives; the last tenth is sent into the void. */
final class LostRequests implements Scenario {
    private static final int PARTITION = 0;
    private static final int SHARE = 10;

    /**
     * Whoever is told something is told within seconds, and not within Kafka's default two minutes; but none whose
     * request arrives is to try again because the machine is slow.
     */
    private static final int REQUEST_TIMEOUT_MS = 4_000;

    private static final int DELIVERY_TIMEOUT_MS = 6_000;

    @Override
    public String name() {
        return "F9";
    }

    @Override
    public String fault() {
        return "Produce requests swallowed from one record on";
    }

    @Override
    public Expectation expectation() {
        return new Expectation(
                name(), EnumSet.of(Counter.LOST), EnumSet.noneOf(Counter.class), EnumSet.of(Counter.LOST));
    }

    @Override
    public Script weak() {
        return new CellScript(
                Cell.of("0", "false", "none", "read_uncommitted"), "acks=0, nobody is waited for", LostRequests::play);
    }

    @Override
    public Script strong() {
        return new CellScript(
                Cell.of("1", "false", "none", "read_uncommitted"),
                "acks=1, the leader is waited for",
                LostRequests::play);
    }

    private static Played play(Scene scene, Cell cell) throws IOException, InterruptedException {
        Sources sources = Sources.to(scene, cell, 1);
        long arriving = scene.records() - scene.records() / SHARE;
        Point before = SourcePoint.ACKED.at(arriving - 1);
        SourceJob job = sources.job()
                .kafka("request.timeout.ms", REQUEST_TIMEOUT_MS)
                .kafka("delivery.timeout.ms", DELIVERY_TIMEOUT_MS)
                .stopAt(before);
        ClientProcess source = sources.start(job);
        source.awaitPoint(before, scene.patience());
        try (TopicAdmin admin = new TopicAdmin(scene.brokers().bootstrap())) {
            // With acks=0 what was acknowledged may still be on its way, and the rule would strike it.
            sources.awaitReplicated(admin, arriving);
        }
        int leader = sources.leader(PARTITION);
        KafkaProxy proxy = scene.brokers().beforeClients(leader);
        Fault fault =
                proxy.arm(Rule.produce().from(1).fromClient(job.clientId()).swallowRequest());
        source.go();
        source.awaitEnd(scene.patience());
        // With acks=0 the source ends before the proxy has read all of it.
        sources.await("the proxy has read what the source sent", () -> !proxy.connected(job.clientId()));
        proxy.disarm(fault);
        return sources.played(
                ProxyEvidence.of(fault, leader, Sources.fact(job, source).at(before)));
    }
}
