package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.guaranteebench.measure.HistogramResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.IterationResultMetaData;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.results.ThroughputResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;

class JmhResultsTest {
    @TempDir
    private Path home;

    private static BenchmarkParams cell(Map<String, String> values) {
        WorkloadParams parameters = new WorkloadParams();
        values.forEach((name, value) -> parameters.put(name, value, 0));
        IterationParams warmup = new IterationParams(IterationType.WARMUP, 1, TimeValue.seconds(1), 1);
        IterationParams measurement = new IterationParams(IterationType.MEASUREMENT, 2, TimeValue.seconds(1), 1);
        return new BenchmarkParams(
                "org.guaranteebench.bench.ProduceThroughput.settledRecords",
                "generated",
                false,
                1,
                new int[] {1},
                List.of(),
                1,
                0,
                warmup,
                measurement,
                Mode.Throughput,
                parameters,
                TimeUnit.SECONDS,
                10,
                "java",
                List.of(),
                "17",
                "VM",
                "17",
                "1.37",
                TimeValue.minutes(1));
    }

    /** One fork of two iterations of a second. */
    private static RunResult trial(String acks, int first, int second) {
        return trial(Map.of("acks", acks), first, second);
    }

    private static RunResult trial(Map<String, String> values, int first, int second) {
        BenchmarkParams params = cell(values);
        List<IterationResult> iterations = Stream.of(first, second)
                .map(operations -> {
                    IterationResult iteration = new IterationResult(
                            params, params.getMeasurement(), new IterationResultMetaData(operations, operations));
                    iteration.addResult(new ThroughputResult(
                            ResultRole.PRIMARY, "settledRecords", operations, 1_000_000_000L, TimeUnit.SECONDS));
                    iteration.addResult(
                            new ScalarResult("client_cpu", operations / 10.0, "ns/record", AggregationPolicy.AVG));
                    return iteration;
                })
                .toList();
        return new RunResult(params, List.of(new BenchmarkResult(params, iterations)));
    }

    private static final List<RunResult> TWO_BLOCKS =
            List.of(trial("1", 100, 200), trial("all", 10, 20), trial("all", 30, 40), trial("1", 300, 400));

    /** One fork of two iterations, each of which saw as many latencies, 1, 2, 3 us and so on. */
    private static RunResult latencies(int eachIteration) {
        RunResult trial = trial("all", 10, 20);
        trial.getBenchmarkResults().iterator().next().getIterationResults().forEach(iteration -> {
            Histogram latencies = new Histogram(3);
            LongStream.rangeClosed(1, eachIteration).forEach(micros -> latencies.recordValue(micros * 1000));
            iteration.addResult(new HistogramResult("ack", latencies));
        });
        return trial;
    }

    private Path written(String format, List<RunResult> trials) throws IOException {
        Path file = home.resolve("jmh." + format);
        JmhResults.requested(Request.jmh("-rf " + format + " -rff " + file)).write(trials);
        return file;
    }

    @Test
    void theForksOfAllBlocksAreOneResultPerCell() throws IOException {
        JsonNode cells = JmhJson.viewable(written("json", TWO_BLOCKS), 2, 2);
        assertThat(cells).hasSize(2);
        JsonNode one = cells.get(0);
        assertThat(one.at("/params/acks").asText()).isEqualTo("1");
        assertThat(one.at("/benchmark").asText()).endsWith("ProduceThroughput.settledRecords");
        assertThat(one.at("/primaryMetric/rawData").toString()).isEqualTo("[[100.0,200.0],[300.0,400.0]]");
        assertThat(one.at("/primaryMetric/score").asDouble()).isCloseTo(250, within(1e-9));
        assertThat(one.at("/secondaryMetrics/client_cpu/score").asDouble()).isCloseTo(25, within(1e-9));
        assertThat(one.at("/secondaryMetrics/client_cpu/scoreUnit").asText()).isEqualTo("ns/record");
        assertThat(one.at("/secondaryMetrics/client_cpu/rawData").toString()).isEqualTo("[[10.0,20.0],[30.0,40.0]]");
        JsonNode all = cells.get(1);
        assertThat(all.at("/params/acks").asText()).isEqualTo("all");
        assertThat(all.at("/primaryMetric/rawData").toString()).isEqualTo("[[10.0,20.0],[30.0,40.0]]");
    }

    @Test
    void aPercentileThatTakesAWholeForkStandsInItsRawDataOnce() throws IOException {
        RunResult one = latencies(6_000);
        JsonNode metrics = JmhJson.viewable(written("json", List.of(one, latencies(8_000))), 2, 2)
                .at("/0/secondaryMetrics");
        JsonNode p99 = metrics.path("ack_p99");
        assertThat(p99.path("rawData")).allSatisfy(fork -> assertThat(fork).hasSize(1));
        assertThat(p99.at("/rawData/0/0").asDouble()).isCloseTo(5_940, withinPercentage(0.2));
        assertThat(p99.at("/rawData/1/0").asDouble()).isCloseTo(7_920, withinPercentage(0.2));
        // Of the cell it is that of all samples, 1 % of which are above it, and neither sum nor mean of the forks'.
        assertThat(p99.path("score").asDouble()).isCloseTo(7_860, withinPercentage(0.2));
        assertThat(metrics.path("ack_p50").path("rawData"))
                .allSatisfy(fork -> assertThat(fork).hasSize(2));
        assertThat(metrics.has("ack_p999")).isFalse();
        assertThat(metrics.at("/client_cpu/rawData").toString()).isEqualTo("[[1.0,2.0],[1.0,2.0]]");
        assertThat(one.getBenchmarkResults().iterator().next().getIterationResults())
                .noneMatch(
                        iteration -> iteration.getRawSecondaryResults().keys().contains("ack_p99"));
    }

    @Test
    void aLabelEndsWithWhatArmsDifferIn() throws IOException {
        Map<String, String> values = Map.of(
                "acks", "all",
                "isolation", "read_committed",
                "lingerMs", "5",
                "producer", "",
                "semantics", "auto-commit",
                "consumer", "");
        JsonNode parameters = JmhJson.viewable(written("json", List.of(trial(values, 1, 2))), 1, 2)
                .at("/0/params");
        assertThat(parameters.properties().stream().map(Map.Entry::getKey))
                .containsExactly("consumer", "producer", "lingerMs", "semantics", "isolation", "acks");
        values.forEach((name, value) ->
                assertThat(parameters.path(name).asText()).as(name).isEqualTo(value));
    }

    @Test
    void textAndSeparatedValuesHoldEveryCellToo() throws IOException {
        assertThat(Files.readString(written("text", TWO_BLOCKS)))
                .containsPattern("settledRecords +1 +thrpt +4 +250[.,]000")
                .containsPattern("settledRecords +all +thrpt +4 +25[.,]000");
        assertThat(Files.readAllLines(written("csv", TWO_BLOCKS)))
                .hasSize(1 + 2 * 2)
                .first()
                .asString()
                .startsWith("\"Benchmark\",\"Mode\",\"Threads\",\"Samples\",\"Score\"")
                .contains("\"Param: acks\"");
        assertThat(Files.readAllLines(written("scsv", TWO_BLOCKS)).get(0)).startsWith("\"Benchmark\";\"Mode\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "csv", "scsv", "json"})
    void aRunThatWasStoppedBeforeItsFirstResultHasAFileWithoutAny(String format) throws IOException {
        assertThat(written(format, List.of())).exists();
        assertThat(Files.readString(written(format, List.of()))).doesNotContain("settledRecords");
    }

    @Test
    void aResultReplacesWhatWasInTheFile() throws IOException {
        Files.writeString(home.resolve("jmh.json"), "x".repeat(100_000));
        assertThat(Files.readString(written("json", TWO_BLOCKS)))
                .startsWith("[")
                .doesNotContain("xxx");
        try (var files = Files.list(home)) {
            assertThat(files).containsExactly(home.resolve("jmh.json"));
        }
    }

    @Test
    void askingDoesNotDestroyAnOlderFile() throws IOException {
        Path file = Files.writeString(home.resolve("jmh.json"), "older");
        JmhResults.requested(Request.jmh("-rf json -rff " + file));
        assertThat(file).hasContent("older");
    }

    @Test
    void withoutARequestNothingIsWritten() throws IOException {
        List<Path> before = filesHere();
        JmhResults.requested(Request.jmh("")).write(TWO_BLOCKS);
        assertThat(filesHere()).isEqualTo(before);
    }

    private static List<Path> filesHere() throws IOException {
        try (var files = Files.list(Path.of(""))) {
            return files.sorted().toList();
        }
    }

    @Test
    void aFileWithoutAFormatHasThatOfJmh() throws IOException {
        Path file = home.resolve("results");
        JmhResults.requested(Request.jmh("-rff " + file)).write(TWO_BLOCKS);
        assertThat(Files.readAllLines(file)).first().asString().startsWith("\"Benchmark\",\"Mode\"");
    }

    @Test
    void aFileThatCannotBeWrittenIsOneLineBeforeTheRun() {
        for (Path file : List.of(home, home.resolve("nowhere").resolve("jmh.json"))) {
            assertThatThrownBy(() -> JmhResults.requested(Request.jmh("-rf json -rff " + file)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("-rff " + file + ": cannot be written (")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
        }
    }

    @Test
    void aDiskThatFailsAfterTheRunIsNotSwallowed() throws IOException {
        Path folder = Files.createDirectory(home.resolve("gone"));
        JmhResults results = JmhResults.requested(Request.jmh("-rf json -rff " + folder.resolve("jmh.json")));
        Files.delete(folder.resolve("jmh.json"));
        Files.delete(folder);
        assertThatThrownBy(() -> results.write(TWO_BLOCKS)).isInstanceOf(IOException.class);
    }

    @Test
    void separatedValuesAreTheSameInEveryLocale() throws IOException {
        Locale before = Locale.getDefault();
        Path file = home.resolve("jmh.csv");
        try {
            Locale.setDefault(Locale.GERMANY);
            JmhResults.requested(Request.jmh("-rf csv -rff " + file)).write(TWO_BLOCKS);
        } finally {
            Locale.setDefault(before);
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(1)).containsPattern(Pattern.quote("250.000000"));
    }

    @Test
    void aLaterSegmentWritesBesideTheFileOfTheFirstAndNotOverIt() throws IOException {
        Path file = home.resolve("jmh.json");
        JmhResults.requested(Request.jmh("-rff " + file)).write(TWO_BLOCKS);
        byte[] first = Files.readAllBytes(file);
        try (OpenSegment second = OpenSegment.next(new CutShort(home, 2).save())) {
            JmhResults.requested(Request.jmh("-rff " + file), second).write(List.of());
        }
        assertThat(file).hasBinaryContent(first);
        assertThat(home.resolve("jmh-s2.json")).exists();
    }
}
