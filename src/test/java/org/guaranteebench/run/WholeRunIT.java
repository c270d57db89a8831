package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.guaranteebench.Jar;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Parameter;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One short run over the whole ladder, as a user starts it, seen from all sides. */
class WholeRunIT {
    @TempDir
    private static Path home;

    private static Jar jar;
    private static int status;

    @BeforeAll
    static void run() {
        jar = Jar.start(
                home,
                "run",
                "--blocks",
                "2",
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
                "acks=1,all",
                "-p",
                "idempotence=false,true",
                "-p",
                "transactions=none,100ms",
                "-p",
                "rate=2000",
                "-prof",
                "gc",
                "-rf",
                "json",
                "-rff",
                "jmh.json");
        status = jar.await(240);
    }

    @AfterAll
    static void stop() {
        jar.close();
    }

    @Test
    void everyPlannedTrialIsMeasuredAndTheStatusSaysSo() {
        assertThat(jar.trials())
                .filteredOn(t -> t.block() > 0)
                .hasSize(2 * 2 * 5)
                .allSatisfy(t ->
                        assertThat(t.status()).as(t.arm() + " " + t.reason()).isEqualTo(Status.OK));
        assertThat(status).as(jar.out() + jar.err()).isZero();
    }

    @Test
    void whatKafkaRejectsHasItsRow() {
        assertThat(jar.trials())
                .filteredOn(t -> t.block() == 0)
                .hasSize(2 * 4)
                .allSatisfy(t -> assertThat(t.status()).isEqualTo(Status.INVALID))
                .extracting(Trial::reason)
                .contains("enable.idempotence=true needs acks=all", "a transactional.id needs enable.idempotence=true");
    }

    @Test
    void aBlockHoldsEveryArmOnceAndTheControlToo() {
        for (int block : List.of(1, 2)) {
            assertThat(jar.trials())
                    .filteredOn(t -> t.block() == block)
                    .extracting(Trial::arm)
                    .doesNotHaveDuplicates()
                    .hasSize(10);
        }
        assertThat(jar.trials()).filteredOn(Trial::control).hasSize(4);
    }

    @Test
    void everyIterationCountsIntoATrialsAccounts() {
        assertThat(jar.trials())
                .filteredOn(t -> t.benchmark().equals("ProduceThroughput") && t.status() == Status.OK)
                .allSatisfy(t -> {
                    assertThat(t.iterations()).hasSize(2);
                    // Two iterations of 0.6 s or, with transactions, up to the end of a commit; and a gap between.
                    assertThat(value(t, "window")).isBetween(1.14, 10.0);
                    assertThat(value(t, "acknowledged_so_far")).isGreaterThanOrEqualTo(value(t, "records"));
                    assertThat(value(t, "in_log")).isGreaterThanOrEqualTo(value(t, "acknowledged_so_far"));
                });
    }

    @Test
    void openLoopTrialsSendWhatIsDueAndNothingElse() {
        assertThat(jar.trials())
                .filteredOn(t -> t.benchmark().equals("ProduceLatency") && t.status() == Status.OK)
                .allSatisfy(t -> {
                    // Two iterations of 0.6 s at 2000/s; more than one holds. A trial of which a busy machine gets less
                    // sent in time says so.
                    if (value(t, "records") < 1_260) {
                        assertThat(t.flags()).extracting(Flag::code).contains("rate-not-sustained");
                    }
                    // Never more than are due in the time that was measured, which a busy machine makes longer.
                    assertThat(value(t, "achieved_rate")).isPositive().isLessThanOrEqualTo(2_050);
                    assertThat(t.value("ack_p50")).isPresent();
                    assertThat(t.value("ack_p99"))
                            .as("2,400 samples are too few")
                            .isEmpty();
                    assertThat(value(t, "ack_max")).isGreaterThanOrEqualTo(value(t, "ack_p50"));
                    assertThat(value(t, "ack_service_max")).isGreaterThan(0);
                    assertThat(t.value("send_lag_p50")).isPresent();
                    assertThat(t.value("commit_max").isPresent())
                            .isEqualTo(t.arm().cell().transactions().enabled());
                    assertThat(home.resolve("results")
                                    .resolve(t.run())
                                    .resolve("histograms")
                                    .resolve(t.histograms()))
                            .isNotEmptyFile();
                });
    }

    @Test
    void anIntervalOf100MillisecondsIsTheAgeOfTheOldestRecordInACommit() {
        assertThat(jar.trials())
                .filteredOn(t -> t.benchmark().equals("ProduceLatency")
                        && t.status() == Status.OK
                        && t.arm().cell().transactions().enabled())
                .allSatisfy(t -> {
                    // 2000/s for 100 ms. A commit takes its time, too, and records that become due meanwhile wait.
                    assertThat(value(t, "records_per_transaction")).isBetween(150.0, 2_000.0);
                    assertThat(value(t, "settled_max")).isGreaterThan(100_000);
                });
    }

    @Test
    void mechanismColumnsAreThere() {
        assertThat(jar.trials()).filteredOn(t -> t.status() == Status.OK).allSatisfy(t -> {
            for (String metric : List.of(
                    "client_cpu",
                    "broker_cpu",
                    "alloc",
                    "batch_size_avg",
                    "records_per_request",
                    "requests_per_record")) {
                assertThat(value(t, metric)).as(metric).isGreaterThan(0);
            }
            assertThat(value(t, "retries_per_record")).isGreaterThanOrEqualTo(0);
        });
    }

    @Test
    void profilersOfJmhBecomeMetrics() {
        assertThat(jar.trials())
                .filteredOn(t -> t.status() == Status.OK)
                .allSatisfy(t -> assertThat(t.metrics())
                        .anySatisfy(m -> assertThat(m.name()).contains("gc.alloc.rate")));
    }

    @Test
    void theResultFileOfJmhHoldsParametersForksAndSecondaryMetrics() throws IOException {
        JsonNode cells = JmhJson.viewable(home.resolve("jmh.json"), 2, 2);
        assertThat(cells).hasSize(2 * 4);
        assertThat(cells).allSatisfy(cell -> {
            assertThat(cell.at("/secondaryMetrics/client_cpu/scoreUnit").asText())
                    .isEqualTo("ns/record");
            assertThat(cell.path("secondaryMetrics").fieldNames())
                    .toIterable()
                    .anyMatch(name -> name.contains("gc.alloc.rate"));
        });
        // Of each cell that was measured there is one entry, with all of its parameters by JMH's names.
        assertThat(cells)
                .extracting(cell -> cell.path("benchmark").asText().replaceAll(".*\\.(\\w+)\\.\\w+", "$1")
                        + parameters(cell.path("params")))
                .containsExactlyInAnyOrderElementsOf(jar.trials().stream()
                        .filter(t -> t.status() == Status.OK && !t.control())
                        .map(t -> t.benchmark() + parameters(t.arm()))
                        .distinct()
                        .toList());
    }

    private static Map<String, String> parameters(JsonNode given) {
        Map<String, String> parameters = new TreeMap<>();
        given.properties()
                .forEach(
                        field -> parameters.put(field.getKey(), field.getValue().asText()));
        return parameters;
    }

    private static Map<String, String> parameters(Arm arm) {
        Map<String, String> parameters = new TreeMap<>();
        Stream.of(arm.cell().values(), arm.workload().values())
                .flatMap(values -> values.entrySet().stream())
                .forEach(e -> parameters.put(
                        Parameter.bySpelling(e.getKey()).map(Parameter::field).orElse(e.getKey()), e.getValue()));
        return parameters;
    }

    @Test
    void theConditionsAreKept() throws IOException {
        RunInfo info = RunInfo.read(jar.folder().runJson());
        assertThat(info.seed()).isEqualTo(3);
        assertThat(info.blocks()).isEqualTo(2);
        assertThat(info.baseline().acks()).isEqualTo("1");
        assertThat(info.arguments()).contains("--seed", "3");
        assertThat(info.suite().get("jar.sha256")).matches("[0-9a-f]{64}");
        assertThat(info.versions()).containsKeys("client", "broker", "jdk", "jmh", "os", "transaction.version");
        assertThat(info.topology()).containsEntry("nodes", "3").containsEntry("min.insync.replicas", "2");
        assertThat(info.brokerProperties()).containsEntry("min.insync.replicas", "2");
        assertThat(info.finished()).isNotEmpty();
    }

    @Test
    void tablesAreWrittenAndCanBeRebuiltByteForByte() throws IOException {
        Path folder = jar.folder().path();
        byte[] costs = Files.readAllBytes(folder.resolve("costs.csv"));
        byte[] trials = Files.readAllBytes(folder.resolve("trials.csv"));
        Files.delete(folder.resolve("costs.csv"));
        Files.delete(folder.resolve("trials.csv"));
        Path elsewhere = Files.createDirectory(home.resolve("report"));
        try (Jar report = Jar.start(elsewhere, "report", folder.toString())) {
            assertThat(report.await(60)).as(report.err()).isZero();
            assertThat(report.out()).contains("leader-ack", "A/A");
        }
        assertThat(folder.resolve("costs.csv")).hasBinaryContent(costs);
        assertThat(folder.resolve("trials.csv")).hasBinaryContent(trials);
    }

    @Test
    void theConsoleStaysWithin100ColumnsAndFreeOfChatter() {
        assertThat(jar.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(jar.out()).doesNotContain("# JMH", "WARN", "Exception");
        assertThat(jar.err()).isEmpty();
        assertThat(jar.out()).contains("estimate", "baseline", "transactional 100ms", "precision not reached", "files");
        assertThat(jar.folder().logs().resolve("jmh.log")).content().contains("# JMH version");
    }

    @Test
    void nothingIsLeftBehind() {
        assertThat(jar.children()).isEmpty();
        assertThat(jar.leftovers()).isEmpty();
    }

    private static double value(Trial trial, String metric) {
        return trial.value(metric).orElseThrow(() -> new AssertionError(metric + " is missing in " + trial));
    }
}
