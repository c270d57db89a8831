package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.guaranteebench.Alone;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.cluster.Advertised;
import org.guaranteebench.cluster.ProcessCluster;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Treatment;
import org.guaranteebench.grid.Workload;
import org.guaranteebench.stats.PairedRatio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does the harness slow the consumer down? {@code ConsumeThroughput} without commits against Kafka's own perf tool on
 * the same log of one broker with the same heap, in turn. The tool can read the log only once and warms up for 4 s, the
 * suite for 10 s, which favours the suite: with 4 s for both its ratio to the tool was seen at 0.93 (0.83-0.99).
 *
 * <p>Records have the suite's usual size; {@code -DrecordSize=100} asks the same of small ones.
 *
 * <p>Runs in the profile {@code perf-tool-comparison} only: {@code mvn verify -Pperf-tool-comparison}.
 */
@Alone
class ConsumerPerfToolComparisonIT {
    private static final int PAIRS = Integer.getInteger("pairs", 8);
    private static final int RECORD_SIZE = Integer.getInteger("recordSize", 1024);
    private static final int RECORDS = Integer.getInteger("records", 10_000_000);
    private static final int OVERHEAD = 30;
    private static final int WARM_PAIRS = 2;
    private static final Duration TOOL_WARM_UP = Duration.ofSeconds(4);
    private static final Timing SUITE = new Timing(1, 10, 4, 1);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss:SSS", Locale.ROOT);
    private static final int RECORDS_READ = 4;

    @TempDir
    private Path tmp;

    @Test
    void theSuiteReadsAtLeastAsFastAsKafkasPerfTool() throws Exception {
        double[] suite = new double[PAIRS];
        double[] tool = new double[PAIRS];
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Path data = DataDirectory.choose(java.util.Optional.empty(), (long) RECORDS * (RECORD_SIZE + OVERHEAD));
        try (ProcessCluster cluster = ProcessCluster.start(1, data, tmp, ClusterProbe::new, Advertised.OWN_PORTS);
                TopicAdmin admin = new TopicAdmin(cluster.bootstrap())) {
            TrialRunner trials = Trials.on(cluster, admin, nowhere);
            for (int pair = 0; pair < WARM_PAIRS; pair++) {
                suite(trials, "warm-suite-" + pair);
                tool(cluster.bootstrap(), "warm-tool-" + pair);
            }
            for (int pair = 0; pair < PAIRS; pair++) {
                if (pair % 2 == 0) {
                    suite[pair] = suite(trials, "suite-" + pair);
                    tool[pair] = tool(cluster.bootstrap(), "tool-" + pair);
                } else {
                    tool[pair] = tool(cluster.bootstrap(), "tool-" + pair);
                    suite[pair] = suite(trials, "suite-" + pair);
                }
                System.out.printf(
                        Locale.ROOT,
                        "pair %d: suite %,.0f, perf tool %,.0f records/s, ratio %.3f%n",
                        pair + 1,
                        suite[pair],
                        tool[pair],
                        suite[pair] / tool[pair]);
            }
        }
        PairedRatio ratio = PairedRatio.of(suite, tool);
        System.out.printf(
                Locale.ROOT, "ratio %.3f (%.3f-%.3f), %d pairs%n", ratio.ratio(), ratio.low(), ratio.high(), ratio.n());
        assertThat(ratio.ratio()).isGreaterThanOrEqualTo(1.0);
    }

    private static Arm arm() {
        Treatment treatment =
                new Treatment(Map.of("log", "plain", "aborted", "0", "commit", "none", "group.protocol", "classic"));
        Map<String, String> load = new TreeMap<>(Map.of(
                "recordSize", Integer.toString(RECORD_SIZE),
                "keySize", "0",
                "partitions", "6",
                "linger.ms", "5",
                "batch.size", "16384",
                "max.in.flight", "5",
                "compression", "none",
                "logRecords", Integer.toString(RECORDS),
                "transactionSize", "100"));
        // The tool leaves the records' checksums unread, and lets nobody decide otherwise; its socket buffer is larger.
        load.put(
                Workload.CONSUMER_FIELD,
                Workload.encode(Map.of("check.crcs", "false", "receive.buffer.bytes", "2097152")));
        Cell cell = Cell.of("all", "true", "none", "read_uncommitted", treatment);
        return new Arm("ConsumeThroughput", cell, Workload.of(load), false);
    }

    private static double suite(TrialRunner trials, String name) {
        String method = Benchmarks.matching(List.of("ConsumeThroughput"), List.of())
                .get(0)
                .method();
        TrialRunner.Outcome outcome = trials.run(method, arm(), SUITE, name, List.of());
        assertThat(outcome.measured()).as(outcome.reason()).isTrue();
        return outcome.metrics().stream()
                .filter(m -> m.name().equals("throughput"))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private double tool(String bootstrap, String group) throws Exception {
        Path config = tmp.resolve("consumer.properties");
        Files.writeString(config, "enable.auto.commit=false\nisolation.level=read_uncommitted\nfetch.max.wait.ms=0\n");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms1g",
                        "-Xmx1g",
                        "-XX:+UseG1GC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.apache.kafka.tools.ConsumerPerformance",
                        "--bootstrap-server",
                        bootstrap,
                        "--topic",
                        Trials.PREFIX + "-log-01",
                        "--group",
                        group,
                        "--num-records",
                        Integer.toString(RECORDS),
                        "--show-detailed-stats",
                        "--reporting-interval",
                        "250",
                        "--command-config",
                        config.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return steadyRate(output);
    }

    /** From lines of {@code time, thread, MB, MB/s, records, …}, where time is {@code 2025-01-02 03:04:05:678}. */
    private static double steadyRate(String output) {
        List<String[]> reports = output.lines()
                .map(line -> line.split(", "))
                .filter(fields -> fields.length > RECORDS_READ && fields[0].matches("[0-9-]+ [0-9:]+"))
                .toList();
        assertThat(reports).as(output).hasSizeGreaterThan(2);
        LocalDateTime warm = time(reports.get(0)).plus(TOOL_WARM_UP);
        String[] first = reports.stream()
                .filter(fields -> !time(fields).isBefore(warm))
                .findFirst()
                .orElseThrow(() -> new AssertionError("it ended while it warmed up: more -Drecords\n" + output));
        String[] last = reports.get(reports.size() - 1);
        long millis = Duration.between(time(first), time(last)).toMillis();
        assertThat(millis).as(output).isGreaterThan(500);
        return 1000.0 * (Long.parseLong(last[RECORDS_READ]) - Long.parseLong(first[RECORDS_READ])) / millis;
    }

    private static LocalDateTime time(String[] fields) {
        return LocalDateTime.parse(fields[0], TIME);
    }
}
