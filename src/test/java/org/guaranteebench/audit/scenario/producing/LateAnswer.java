package org.guaranteebench.audit.scenario.producing;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
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
import org.guaranteebench.audit.verdict.FaultEvidence;
import org.guaranteebench.audit.verdict.FaultFacts;
import org.guaranteebench.grid.Cell;

/** F11. A record is in the log, and its answer comes when the source has stopped waiting and sent it again. */
public final class LateAnswer implements Scenario {
    @Override
    public String name() {
        return "F11";
    }

    @Override
    public String fault() {
        return "response to a Produce request later than its client waits";
    }

    @Override
    public Expectation expectation() {
        return new Expectation(name(), Set.of(Counter.DUPLICATED), Set.of(), Set.of(Counter.LOST, Counter.DUPLICATED));
    }

    @Override
    public Script weak() {
        return new CellScript(Cell.of("all", "false", "none", "read_uncommitted"), "acks=all", LateAnswer::play);
    }

    @Override
    public Script strong() {
        return new CellScript(Cell.of("all", "true", "none", "read_uncommitted"), "idempotent", LateAnswer::play);
    }

    private static Played play(Scene scene, Cell cell) throws IOException, InterruptedException {
        Sources sources = Sources.to(scene, cell, 1);
        Point before = SourcePoint.INTENDED.at(scene.records() / 2);
        SourceJob job = sources.job().kafka("request.timeout.ms", 2_000).stopAt(before);
        ClientProcess source = sources.start(job);
        source.awaitPoint(before, scene.patience());
        KafkaProxy proxy = scene.brokers().beforeClients(sources.leader(0));
        Rule rule = Rule.produce().nth(1).fromClient(job.clientId()).delayResponse(Duration.ofSeconds(4));
        Fault fault = proxy.arm(rule);
        source.go();
        boolean late = fault.awaitFired(scene.patience());
        source.awaitEnd(scene.patience());
        proxy.disarm(fault);
        FaultFacts facts = FaultFacts.of(Sources.fact(job, source).at(before));
        return sources.played(new FaultEvidence(late, fault.fired().size() + " late after " + before, facts));
    }
}
