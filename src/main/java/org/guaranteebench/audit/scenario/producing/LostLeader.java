package org.guaranteebench.audit.scenario.producing;

import java.io.IOException;
import java.util.EnumSet;
import org.guaranteebench.audit.process.ClientProcess;
import org.guaranteebench.audit.process.Point;
import org.guaranteebench.audit.process.SourceJob;
import org.guaranteebench.audit.process.SourcePoint;
import org.guaranteebench.audit.scenario.Played;
import org.guaranteebench.audit.scenario.Scenario;
import org.guaranteebench.audit.scenario.Scene;
import org.guaranteebench.audit.scenario.Script;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Expectation;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.grid.Acks;
import org.guaranteebench.grid.Cell;

/**
 * F5. The leader takes the last tenth of the messages while nobody can copy them from it, and dies before anybody finds
 * its followers out of sync ({@code replica.lag.time.max.ms}, 30 s), so that one of them may lead.
 */
final class LostLeader implements Scenario {
    private static final int SHARE = 10;

    @Override
    public String name() {
        return "F5";
    }

    @Override
    public String fault() {
        return "leader cut off from its followers, then killed";
    }

    @Override
    public int nodes() {
        return 3;
    }

    @Override
    public Expectation expectation() {
        return new Expectation(
                name(), EnumSet.of(Counter.LOST), EnumSet.noneOf(Counter.class), EnumSet.of(Counter.LOST));
    }

    @Override
    public Script weak() {
        return new CellScript(
                Cell.of("1", "false", "none", "read_uncommitted"),
                "acks=1, the leader is waited for",
                LostLeader::play);
    }

    @Override
    public Script strong() {
        return new CellScript(
                Cell.of("all", "false", "none", "read_uncommitted"),
                "acks=all, all in sync are waited for, at least two",
                LostLeader::play);
    }

    private static Played play(Scene scene, Cell cell) throws IOException, InterruptedException {
        Sources sources = Sources.to(scene, cell, 1);
        long copied = scene.records() - scene.records() / SHARE;
        Point before = SourcePoint.ACKED.at(copied - 1);
        // One request at a time: what is sent again to the next leader keeps its order without idempotence, too.
        SourceJob job = sources.job().stopAt(before).kafka("max.in.flight.requests.per.connection", 1);
        ClientProcess source = sources.start(job);
        source.awaitPoint(before, scene.patience());
        LeaderKill kill = new LeaderKill(scene.brokers(), sources.topic(), copied);
        try (TopicAdmin admin = new TopicAdmin(scene.brokers().bootstrap())) {
            sources.awaitReplicated(admin, copied);
            kill.cut(admin);
            source.go();
            if (cell.acks() == Acks.ALL) {
                // Nobody is told anything before there is another leader.
                sources.await("the leader is ahead of its followers", () -> kill.ahead(admin) > 0);
            } else {
                source.awaitEnd(scene.patience());
            }
            kill.strike(admin, scene);
            source.awaitEnd(scene.patience());
        } catch (IOException | RuntimeException e) {
            // An interruption passes: the audit is to end, and its brokers with it.
            try {
                kill.restore(scene);
            } catch (IOException | RuntimeException another) {
                e.addSuppressed(another);
            }
            throw e;
        }
        kill.restore(scene);
        return sources.played(
                kill.evidence(Sources.fact(job, source).at(before), SourceNotes.of(job), cell.acks() == Acks.ALL));
    }
}
