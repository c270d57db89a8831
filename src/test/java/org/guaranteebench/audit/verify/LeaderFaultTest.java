package org.guaranteebench.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.guaranteebench.audit.TwinFiles;
import org.guaranteebench.audit.verdict.ClientFact;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Expectation;
import org.guaranteebench.audit.verdict.FaultEvidence;
import org.guaranteebench.audit.verdict.FaultFacts;
import org.guaranteebench.audit.verdict.LeaderFact;
import org.guaranteebench.audit.verdict.LeaderFact.ReplicaLog;
import org.guaranteebench.audit.verdict.LeaderFact.View;
import org.guaranteebench.audit.verdict.TwinFacts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever says that a leader died with what nobody had copied must have cut it off himself, and in time. */
class LeaderFaultTest {
    private static final int RECORDS = 20;
    private static final int COPIED = 18;
    private static final List<View> VIEWS =
            List.of(new View(1, 0, List.of(1, 2, 3)), new View(1, 0, List.of(1, 2, 3)), new View(2, 1, List.of(2, 3)));
    private static final List<ReplicaLog> LOGS =
            List.of(new ReplicaLog(1, 900, 1000), new ReplicaLog(2, 900, 900), new ReplicaLog(3, 900, 900));

    @TempDir
    private Path home;

    private TwinFiles files;
    private long cutAt;
    private long struckAt;

    /** The last tenth is acknowledged between cut and kill. */
    @BeforeEach
    void play() throws IOException {
        files = new TwinFiles(home);
        for (int i = 0; i < RECORDS; i++) {
            cutAt = i == COPIED ? System.nanoTime() : cutAt;
            files.sent(files.plain(0, i));
        }
        struckAt = System.nanoTime() + 1;
        files.write();
        log("2 connections open", "999 bytes are lost");
    }

    private void log(String cut, String healed) throws IOException {
        Files.writeString(
                files.folder().proxyLog(),
                "2025-01-02T03:04:05Z before replicas of broker 1: cut with " + cut + "\n"
                        + "2025-01-02T03:04:06Z before replicas of broker 1: healed; 3 connections met the cut, "
                        + healed
                        + "\n");
    }

    private LeaderFact fact(int connections, long highWatermark, List<ReplicaLog> logs, List<View> views) {
        return new LeaderFact(
                1,
                "broker 1 (process 7) ended with status 137, which is SIGKILL",
                cutAt,
                struckAt,
                connections,
                999,
                COPIED,
                highWatermark,
                0,
                logs,
                views);
    }

    private LeaderFact good() {
        return fact(2, COPIED, LOGS, VIEWS);
    }

    private List<String> flaws(boolean weak, LeaderFact fact) throws IOException {
        FaultFacts figures = new FaultFacts(
                List.of(ClientFact.source(0, 7, 0).at("acked:" + (COPIED - 1))), List.of(), List.of(fact));
        TwinFacts facts = new TwinFacts(
                "run",
                "F5",
                "",
                1,
                weak,
                "",
                Map.of("acks", "1", "idempotence", "false", "transactions", "none", "isolation", "read_uncommitted"),
                new Expectation("F5", Set.of(Counter.LOST), Set.of(), Set.of(Counter.LOST)),
                "read_uncommitted",
                new FaultEvidence(true, "it did", figures),
                "",
                "topic",
                null,
                1);
        return FaultCheck.flaws(RawTwin.open(files.folder(), facts), RECORDS);
    }

    private void assertFlaw(LeaderFact fact, String flaw) throws IOException {
        assertThat(flaws(true, fact)).contains(flaw);
    }

    private static <T> List<T> with(List<T> list, int at, UnaryOperator<T> change) {
        List<T> changed = new ArrayList<>(list);
        changed.set(at, change.apply(list.get(at)));
        return changed;
    }

    @Test
    void whatWasCutInTimeIsProven() throws IOException {
        assertThat(flaws(true, good())).isEmpty();
    }

    @Test
    void withoutItsOwnCutThereIsNone() throws IOException {
        assertFlaw(fact(1, COPIED, LOGS, VIEWS), "no more than 1 connections were cut");
        assertFlaw(fact(3, COPIED, LOGS, VIEWS), "the proxies' log does not hold the cut of 3 connections");
        log("2 connections open", "998 bytes are lost");
        assertFlaw(good(), "the proxies' log does not hold the loss of 999 bytes");
        Files.writeString(files.folder().proxyLog(), "");
        assertFlaw(good(), "the proxies' log does not hold the cut of 2 connections");
    }

    @Test
    void whatSomebodyHasCopiedSinceTheCutIsNoSilence() throws IOException {
        assertFlaw(fact(2, COPIED + 1, LOGS, VIEWS), "the high watermark was 19, and copied were 18");
        assertFlaw(
                fact(2, COPIED, with(LOGS, 1, log -> new ReplicaLog(2, 900, 950)), VIEWS),
                "a follower's log has changed after the cut");
        assertFlaw(
                fact(2, COPIED, with(LOGS, 0, log -> new ReplicaLog(1, 900, 900)), VIEWS),
                "the leader's log was no longer than that of another");
    }

    @Test
    void leadersAndEpochsAreKnownAndTheRightOnes() throws IOException {
        List<View> unknown =
                with(with(VIEWS, 0, v -> new View(1, -1, v.inSync())), 1, v -> new View(1, -1, v.inSync()));
        assertThat(flaws(true, fact(2, COPIED, LOGS, unknown)))
                .singleElement()
                .asString()
                .startsWith("before the kill led View[leader=1, epoch=-1");
        assertFlaw(
                fact(2, COPIED, LOGS, with(VIEWS, 2, v -> new View(1, 1, v.inSync()))),
                "after it led View[leader=1, epoch=1, inSync=[2, 3]]");
        assertFlaw(
                fact(2, COPIED, LOGS, with(VIEWS, 1, v -> new View(1, 0, List.of(1, 2)))),
                "in sync were only [1, 2] when it was killed");
        assertFlaw(
                fact(2, COPIED, with(LOGS, 2, log -> new ReplicaLog(7, 900, 900)), VIEWS),
                "in sync were only [1, 2, 3] when it was killed");
    }

    /** A strong twin is told nothing before the next leader, and something by it. */
    @Test
    void whoAcknowledgedIsSeenInTheLedger() throws IOException {
        assertThat(flaws(false, good()))
                .containsExactly(
                        "the ledger of incarnation 0 has 2 acknowledgements between cut and kill",
                        "nothing was acknowledged after another had taken over");
        struckAt = cutAt;
        assertThat(flaws(true, good()))
                .containsExactly(
                        "the ledger of incarnation 0 has 2 acknowledgements after the kill, the evidence 0",
                        "the ledger of incarnation 0 has 0 acknowledgements between cut and kill");
    }
}
