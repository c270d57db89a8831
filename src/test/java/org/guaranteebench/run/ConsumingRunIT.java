package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.guaranteebench.Jar;
import org.guaranteebench.grid.Isolation;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One short block over all readers, as a user starts it: accounts and mechanisms, no speeds. */
class ConsumingRunIT {
    private static final int LOG_RECORDS = 12_000;

    @TempDir
    private static Path home;

    private static Jar jar;
    private static int status;

    @BeforeAll
    static void run() {
        jar = Jar.start(
                home,
                "run",
                "EndToEndLatency",
                "ConsumeThroughput",
                "--nodes",
                "1",
                "--blocks",
                "1",
                "--seed",
                "3",
                "-wf",
                "0",
                "-wi",
                "1",
                "-w",
                "300ms",
                "-i",
                "2",
                "-r",
                "600ms",
                "-p",
                "rate=1000",
                "-p",
                "consumer.max.poll.records=400",
                "-p",
                "logRecords=" + LOG_RECORDS);
        status = jar.await(300);
    }

    @AfterAll
    static void stop() {
        jar.close();
    }

    private static Trial endToEnd(String transactions, Isolation isolation) {
        return jar.trials().stream()
                .filter(t -> t.benchmark().equals("EndToEndLatency")
                        && t.transactions().equals(transactions)
                        && t.idempotence().equals("true")
                        && t.isolation().equals(isolation.toString()))
                .findFirst()
                .orElseThrow();
    }

    private static Trial reader(String label) {
        return jar.trials().stream()
                .filter(t -> t.benchmark().equals("ConsumeThroughput")
                        && t.arm().label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static double value(Trial trial, String metric) {
        return trial.value(metric)
                .orElseThrow(() -> new AssertionError(trial.arm().label() + " has no " + metric));
    }

    @Test
    void everyPlannedTrialIsMeasuredAndTheStatusSaysSo() {
        assertThat(jar.trials())
                .hasSize(12 + 8)
                .allSatisfy(t ->
                        assertThat(t.status()).as(t.arm() + " " + t.reason()).isEqualTo(Status.OK));
        assertThat(status).as(jar.out() + jar.err()).isZero();
    }

    /** Within one trial, as other tests make single trials slower by more than the interval; never faster. */
    @Test
    void committedDataIsSeenAfterTheCommitThatItWaitsFor() {
        Trial trial = endToEnd("100ms", Isolation.READ_COMMITTED);
        // In theory half of the interval, for records come evenly; nothing makes a commit come early.
        assertThat(value(trial, "visible_p50")).isGreaterThan(40_000);
        assertThat(value(trial, "visible_p50") / value(trial, "settled_p50")).isGreaterThan(0.9);
    }

    @Test
    void whatATransactionLeftOpenAtTheEndIsNotMeasured() {
        Trial transactional = endToEnd("100ms", Isolation.READ_COMMITTED);
        Trial plain = endToEnd("none", Isolation.READ_COMMITTED);
        assertThat(value(plain, "unfinished")).isZero();
        assertThat(value(transactional, "unfinished")).isLessThan(value(transactional, "records"));
    }

    @Test
    void readersAreToldApartByWhatTheyFetchForEachRecordThatTheyDeliver() {
        double plain = value(reader("plain"), "fetched");
        // A record and its share of a batch, give or take what was fetched before the window and delivered in it.
        assertThat(plain).isBetween(1000.0, 1300.0);
        assertThat(value(reader("aborted 50% read_committed"), "fetched") / plain)
                .isBetween(1.8, 2.4);
        assertThat(value(reader("aborted 50%"), "fetched") / plain).isBetween(0.8, 1.3);
    }

    @Test
    void commitsAreTimedWhereTheConsumerMakesThem() {
        for (String strategy : List.of("batch-sync", "batch-async", "every-100", "record-sync")) {
            assertThat(value(reader(strategy), "commit_p50")).as(strategy).isPositive();
            assertThat(value(reader(strategy), "records_per_commit"))
                    .as(strategy)
                    .isPositive();
        }
        assertThat(value(reader("record-sync"), "records_per_commit")).isBetween(0.99, 1.01);
        assertThat(value(reader("every-100"), "records_per_commit")).isBetween(90.0, 110.0);
        for (String strategy : List.of("plain", "auto")) {
            assertThat(reader(strategy).value("commit_p50")).as(strategy).isEmpty();
        }
    }

    @Test
    void propertiesOfTheConsumerReachItAndStandInAColumn() throws Exception {
        // Kafka's default is 500, and a prepared log always has as many.
        assertThat(value(reader("batch-sync"), "records_per_commit")).isLessThan(450);
        assertThat(Files.readAllLines(jar.folder().resultsCsv()))
                .filteredOn(line -> line.contains(",ConsumeThroughput,"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains(",max.poll.records=400,"));
    }

    @Test
    void eachBenchmarkHasItsBaselineInTheConditions() throws Exception {
        RunInfo info = RunInfo.read(jar.folder().runJson());
        assertThat(info.baselines()).containsOnlyKeys("EndToEndLatency", "ConsumeThroughput");
        assertThat(info.baselines().get("ConsumeThroughput"))
                .containsAllEntriesOf(Map.of("log", "plain", "commit", "none", "isolation", "read_uncommitted"));
        assertThat(info.baselineOf("EndToEndLatency").arm()).isEqualTo("leader-ack");
    }

    @Test
    void tablesStandApartAndCsvFilesHaveTheNewColumns() throws Exception {
        assertThat(jar.out()).contains("visible p50", "B/record", "ConsumeThroughput, 1024-byte records");
        assertThat(Files.readAllLines(jar.folder().costsCsv()).get(0)).contains("isolation,log,aborted,commit");
    }

    @Test
    void nothingIsLeft() {
        assertThat(jar.children()).isEmpty();
        assertThat(jar.leftovers()).noneMatch(name -> name.startsWith("kgb-"));
    }
}
