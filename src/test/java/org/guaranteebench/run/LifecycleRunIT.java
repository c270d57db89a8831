package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.guaranteebench.Jar;
import org.guaranteebench.grid.GroupProtocol;
import org.guaranteebench.grid.Predecessor;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One short block over takeovers and rebalances, as a user starts it: accounts and mechanisms, no speeds. */
class LifecycleRunIT {
    private static final String TAKEOVER = "TakeoverLatency";
    private static final String REBALANCE = "RebalancePause";

    @TempDir
    private static Path home;

    private static Jar jar;
    private static int status;

    @BeforeAll
    static void run() {
        jar = Jar.start(
                home,
                "run",
                "--plan",
                "lifecycle",
                "--blocks",
                "1",
                "--seed",
                "4",
                "-wf",
                "0",
                "-wi",
                "1",
                "-w",
                "300ms",
                "-i",
                "1",
                "-r",
                "4s",
                "-p",
                "rate=500",
                "-p",
                "heartbeat=200");
        status = jar.await(300);
    }

    @AfterAll
    static void stop() {
        jar.close();
    }

    private static List<Trial> trials(String benchmark) {
        return jar.trials().stream()
                .filter(t -> t.benchmark().equals(benchmark))
                .toList();
    }

    private static Trial takeover(Predecessor predecessor) {
        return trials(TAKEOVER).stream()
                .filter(t -> predecessorOf(t) == predecessor)
                .findFirst()
                .orElseThrow();
    }

    private static Predecessor predecessorOf(Trial trial) {
        return trial.arm().cell().treatment().predecessor().orElseThrow();
    }

    private static double value(Trial trial, String metric) {
        return trial.value(metric)
                .orElseThrow(() -> new AssertionError(trial.arm().label() + " has no " + metric + ": " + trial));
    }

    @Test
    void everyPlannedTrialIsMeasuredAndTheStatusSaysSo() {
        assertThat(jar.trials())
                .hasSize(4 + 3)
                .allSatisfy(t ->
                        assertThat(t.status()).as(t.arm() + " " + t.reason()).isEqualTo(Status.OK));
        assertThat(status).as(jar.out() + jar.err()).isZero();
    }

    @Test
    void everyPredecessorIsFencedWhereThereIsOne() {
        assertThat(trials(TAKEOVER)).hasSize(4).allSatisfy(t -> {
            double takeovers = value(t, "takeovers");
            assertThat(takeovers).isGreaterThan(3);
            assertThat(value(t, "fenced")).isEqualTo(predecessorOf(t) == Predecessor.NONE ? 0 : takeovers);
        });
    }

    @Test
    void whoReadsCommittedRecordsIsGivenThoseOfEachSuccessorAndNoOthers() {
        assertThat(trials(TAKEOVER)).allSatisfy(t -> {
            double takeovers = value(t, "takeovers");
            // The six first predecessors have one each, too, and behind each open transaction there is one more.
            double expected = switch (predecessorOf(t)) {
                case NONE -> takeovers;
                case COMMITTED -> takeovers + 6;
                case OPEN -> 2 * (takeovers + 6);
            };
            assertThat(value(t, "source_records")).isEqualTo(expected);
            assertThat(value(t, "lost")).isZero();
            assertThat(value(t, "duplicated")).isZero();
            assertThat(value(t, "aborted_read")).isZero();
        });
    }

    @Test
    void theLogHoldsWhatWasAcknowledgedAndAMarkerForEachTransaction() {
        assertThat(trials(TAKEOVER)).allSatisfy(t -> {
            double acknowledged = value(t, "acknowledged_so_far");
            double producers = value(t, "takeovers") + (predecessorOf(t) == Predecessor.NONE ? 0 : 6);
            // Open ones end with an abort, which has its marker as well.
            double markers = predecessorOf(t) == Predecessor.OPEN ? 2 * producers : producers;
            assertThat(value(t, "in_log")).as(t.arm().label()).isEqualTo(acknowledged + markers);
        });
    }

    @Test
    void onlyTheCallIsTimedAndOnlyOpenTransactionsHoldReadersBack() {
        for (Predecessor predecessor : Predecessor.values()) {
            Trial trial = takeover(predecessor);
            assertThat(value(trial, "takeover_mean")).isPositive().isLessThanOrEqualTo(value(trial, "takeover_max"));
            assertThat(value(trial, "commit_max")).isPositive();
            assertThat(trial.value("lso_stall_max").isPresent()).isEqualTo(predecessor == Predecessor.OPEN);
            assertThat(trial.value("throughput")).isEmpty();
            assertThat(trial.value("alloc")).isEmpty();
        }
    }

    @Test
    void everyRecordIsDeliveredUnderBothProtocolsHoweverOftenAMemberComesAndGoes() {
        assertThat(trials(REBALANCE).stream()
                        .collect(Collectors.groupingBy(
                                t -> t.arm().cell().treatment().groupProtocol().orElseThrow(), Collectors.counting())))
                .isEqualTo(Map.of(GroupProtocol.CLASSIC, 2L, GroupProtocol.CONSUMER, 1L));
        assertThat(trials(REBALANCE)).allSatisfy(t -> {
            double source = value(t, "source_records");
            assertThat(source).isGreaterThanOrEqualTo(value(t, "records"));
            assertThat(value(t, "acknowledged_so_far")).isEqualTo(source);
            assertThat(value(t, "in_log")).isEqualTo(source);
            assertThat(value(t, "lost")).isZero();
            assertThat(value(t, "joins")).isPositive();
            assertThat(value(t, "leaves")).isPositive();
        });
    }

    @Test
    void eachComingAndGoingHasAPauseAndRecordsThatComeAgain() {
        assertThat(trials(REBALANCE)).allSatisfy(t -> {
            assertThat(value(t, "join_pause_mean"))
                    .isPositive()
                    .isLessThanOrEqualTo(value(t, "join_pause_max") * 1.001);
            assertThat(value(t, "leave_pause_mean"))
                    .isPositive()
                    .isLessThanOrEqualTo(value(t, "leave_pause_max") * 1.001);
            assertThat(value(t, "visible_max") * 1.001)
                    .as("a record that waited during a pause was delivered late")
                    .isGreaterThanOrEqualTo(Math.max(value(t, "join_pause_max"), value(t, "leave_pause_max")));
            // Members commit after every hundred records and not when they lose partitions.
            assertThat(value(t, "redelivered")).isPositive();
            assertThat(value(t, "redelivered_per_rebalance")).isNotNegative();
        });
    }

    @Test
    void tablesColumnsAndBaselinesAreTheirOwn() throws Exception {
        assertThat(jar.out())
                .contains("TakeoverLatency, 1024-byte records", "takeover mean", "readers' stall mean")
                .contains("RebalancePause, 1024-byte records", "leave pause mean", "delivered again");
        assertThat(Files.readAllLines(jar.folder().costsCsv()).get(0))
                .contains("isolation,commit,group.protocol,predecessor")
                .contains("heartbeat");
        RunInfo info = RunInfo.read(jar.folder().runJson());
        assertThat(info.baselineOf(TAKEOVER).arm()).isEqualTo("no predecessor");
        assertThat(info.baselineOf(REBALANCE).arm()).isEqualTo("classic every-100");
    }

    @Test
    void nothingIsLeft() {
        assertThat(jar.children()).isEmpty();
        assertThat(jar.leftovers()).noneMatch(name -> name.startsWith("kgb-"));
    }
}
