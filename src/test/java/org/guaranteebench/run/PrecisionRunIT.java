package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guaranteebench.Alone;
import org.guaranteebench.Jar;
import org.guaranteebench.journal.Journal;
import org.guaranteebench.journal.Precision;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Segment;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that go on until their ratios are known well enough, or until their time is over. */
@Alone
class PrecisionRunIT {
    /** Ten blocks of two rungs and the control on one broker, by the estimate in less than one and a half. */
    private static final List<String> TWO_RUNGS = List.of(
            "run",
            "ProduceThroughput",
            "--nodes",
            "1",
            "--seed",
            "1",
            "-wf",
            "0",
            "-wi",
            "0",
            "-i",
            "2",
            "-r",
            "150ms",
            "-p",
            "acks=1,all",
            "-p",
            "idempotence=false",
            "-p",
            "transactions=none",
            // Of such records a cold client sends about as many as a warm one, so that a precision is reached soon.
            "-p",
            "recordSize=100000");

    @TempDir
    private Path home;

    private Jar run(String... more) {
        return Jar.start(
                home, Stream.concat(TWO_RUNGS.stream(), Stream.of(more)).toArray(String[]::new));
    }

    /** Every block that was begun is whole, and in the order that any run with this seed has. */
    private static void assertWholeBlocks(List<Trial> trials, int blocks) {
        RunPlan any = new Request()
                .seed(1)
                .blocks(3)
                .jmhLine("ProduceThroughput")
                .with("acks", "1", "all")
                .with("idempotence", "false")
                .with("transactions", "none")
                .with("recordSize", "100000")
                .plan();
        assertThat(trials).extracting(Trial::status).containsOnly(Status.OK);
        assertThat(trials)
                .extracting(Trial::arm)
                .isEqualTo(IntStream.rangeClosed(1, blocks)
                        .boxed()
                        .flatMap(block -> any.order(block).stream())
                        .toList());
    }

    @Test
    void whatIsNotReachedInTimeIsSaidWithWhatMoreWouldBring() throws IOException {
        try (Jar jar = run("--precision", "0.5%", "--max-time", "1.5")) {
            assertThat(jar.await(300)).as(jar.out() + jar.err()).isZero();
            Precision precision =
                    RunInfo.read(jar.folder().runJson()).stopping().orElseThrow();
            assertThat(precision.stopped()).as(jar.out()).isEqualTo(Precision.MAX_TIME);
            assertThat(precision.blocks()).isPositive();
            assertWholeBlocks(jar.trials(), precision.blocks());
            assertThat(jar.out()).contains("PRECISION NOT REACHED").contains("(--max-time)");
        }
    }

    /** Killed it goes on, its rule counts the blocks of both segments, and so does the report. */
    @Test
    void itEndsWhenItsRatiosAreKnownAndNotBeforeTenBlocks() throws Exception {
        RunFolder folder;
        try (Jar jar = run("--precision", "50%", "--max-time", "8", "--reject-disturbed", "drift>0%")) {
            jar.awaitOutput("8/30", 120);
            jar.signal("KILL");
            jar.await(30);
            folder = jar.folder();
        }
        Path elsewhere = Files.createDirectory(home.resolve("second"));
        try (Jar jar = Jar.startPlain(
                elsewhere,
                home.resolve("tmp"),
                Map.of(),
                "run",
                "--resume",
                folder.path().toString())) {
            assertThat(jar.await(540)).as(jar.out() + jar.err()).isZero();
            assertThat(jar.out())
                    .contains("from block 3 on, for segment 1 ended without a word")
                    .contains("after 6 blocks throughput ratios are known to ±", "blocks are expected")
                    .contains("Precision reached: throughput from rung to rung is known to ±")
                    .contains("--reject-disturbed drift>0%, fixed before the run, leaves out ");
        }
        RunInfo info = RunInfo.read(folder.runJson());
        Precision precision = info.stopping().orElseThrow();
        assertThat(precision.stopped()).isEqualTo(Precision.REACHED);
        assertThat(precision.blocks()).isBetween(10, 49);
        assertThat(precision.reached()).isBetween(0.0, 0.5);
        assertThat(precision.widest()).isEqualTo("all-isr / leader-ack");
        assertThat(info.blocks()).isEqualTo(precision.blocks());
        assertThat(info.rejectDisturbed()).isEqualTo("drift>0%");
        assertThat(info.segments()).extracting(Segment::block).containsExactly(1, 3);
        List<Trial> kept = Journal.read(folder.journal()).stream()
                .filter(t -> t.status() != Status.SUPERSEDED)
                .toList();
        assertWholeBlocks(kept, precision.blocks());
        assertThat(kept)
                .allSatisfy(trial -> assertThat(trial.metrics())
                        .extracting(m -> m.name())
                        .contains(
                                "steal",
                                "context_switches",
                                "preemptions",
                                "foreign_cpu",
                                "client_gc",
                                "broker_gc",
                                "drift",
                                "shift"));
        assertThat(folder.costsCsv()).content().contains(",kept_verdict");
        assertThat(Files.readAllLines(folder.path().resolve("variance.csv"))).hasSize(1 + 3);
        try (Jar report =
                Jar.start(elsewhere, "report", "--detail", folder.path().toString())) {
            assertThat(report.await(60)).as(report.err()).isZero();
            assertThat(report.out()).contains("Precision reached", "Where the uncertainty of the throughput ratios");
        }
    }
}
