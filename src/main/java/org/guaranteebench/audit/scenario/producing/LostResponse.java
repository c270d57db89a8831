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
import org.guaranteebench.grid.Cell;

/** F3. The source stands before its middle record while the rule is armed, so the next request holds that record alone. */
final class LostResponse implements Scenario {
    private static final int PARTITION = 0;

    @Override
    public String name() {
        return "F3";
    }

    @Override
    public String fault() {
        return "response to a Produce request swallowed, connection closed";
    }

    @Override
    public Expectation expectation() {
        return new Expectation(
                name(),
                EnumSet.of(Counter.DUPLICATED),
                EnumSet.noneOf(Counter.class),
                EnumSet.of(Counter.LOST, Counter.DUPLICATED, Counter.REORDERED));
    }

    @Override
    public Script weak() {
        return new CellScript(
                Cell.of("all", "false", "none", "read_uncommitted"),
                "acks=all, retries without idempotence",
                LostResponse::play);
    }

    @Override
    public Script strong() {
        return new CellScript(
                Cell.of("all", "true", "none", "read_uncommitted"),
                "acks=all, retries with idempotence",
                LostResponse::play);
    }

    private static Played play(Scene scene, Cell cell) throws IOException, InterruptedException {
        Sources sources = Sources.to(scene, cell, 1);
        Point before = SourcePoint.INTENDED.at(scene.records() / 2);
        SourceJob job = sources.job().stopAt(before);
        ClientProcess source = sources.start(job);
        source.awaitPoint(before, scene.patience());
        int leader = sources.leader(PARTITION);
        KafkaProxy proxy = scene.brokers().beforeClients(leader);
        Fault fault = proxy.arm(Rule.produce()
                .nth(1)
                .fromClient(job.clientId())
                .swallowResponse()
                .thenClose());
        source.go();
        source.awaitEnd(scene.patience());
        proxy.disarm(fault);
        return sources.played(
                ProxyEvidence.of(fault, leader, Sources.fact(job, source).at(before)));
    }
}
