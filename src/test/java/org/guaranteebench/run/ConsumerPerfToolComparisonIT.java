package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
 * How much does the harness slow the consumer down? {@code ConsumeThroughput} without commits against Kafka's own perf
 * tool on the same log of one broker with the same heap, in turn, both measured for the same time after the same warm-up:
 * the compiler is at work for 10 s in either. docs/DEVELOPING.md says what came out.
 *
 * <p>Two trials of the same program differ by about a tenth on two shared cores, where the broker, the reader and the
 * compiler have no third; the interval says what the pairs can tell. {@code -Dpairs=} asks for more of them, {@code
 * -DrecordSize=100} the same of small records.
 *
 * <p>Runs in the profile {@code perf-tool-comparison} only: {@code mvn verify -Pperf-tool-comparison}.
 */
@Alone
class ConsumerPerfToolComparisonIT {
    private static final int PAIRS = Integer.getInteger("pairs", 12);
    private static final int RECORD_SIZE = Integer.getInteger("recordSize", 1024);
    private static final int RECORDS = Integer.getInteger("records", 5_000_000);
    private static final int OVERHEAD = 30;
    private static final int WARM_SECONDS = 12;
    private static final int SECONDS = 8;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss:SSS", Locale.ROOT);
    private static final int RECORDS_READ = 4;

    @TempDir
    private Path tmp;

    @Test
    void theSuiteReadsWithinATenthOfKafkasPerfTool() throws Exception {
        double[] suite = new double[PAIRS];
        double[] tool = new double[PAIRS];
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Path data = DataDirectory.choose(java.util.Optional.empty(), (long) RECORDS * (RECORD_SIZE + OVERHEAD));
        try (ProcessCluster cluster = ProcessCluster.start(1, data, tmp, ClusterProbe::new, Advertised.OWN_PORTS);
                TopicAdmin admin = new TopicAdmin(cluster.bootstrap())) {
            TrialRunner trials = Trials.on(cluster, admin, nowhere);
            suite(trials, "warm-suite");
            tool(cluster.bootstrap(), "warm-tool");
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
        assertThat(ratio.ratio()).isGreaterThan(0.9);
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

    private static double suite(TrialRunner trials, String name) throws IOException {
        String method = Benchmarks.matching(List.of("ConsumeThroughput"), List.of())
                .get(0)
                .method();
        TrialRunner.Outcome outcome =
                trials.run(method, arm(), new Timing(1, WARM_SECONDS, SECONDS, 1), name, List.of());
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
                        PerfToolPasses.class.getName(),
                        Integer.toString(WARM_SECONDS + SECONDS),
                        group,
                        "--bootstrap-server",
                        bootstrap,
                        "--topic",
                        Trials.PREFIX + "-log-01",
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

    /**
     * Records per second after the warm-up, without what lies between two passes. From lines of {@code time, thread, MB,
     * MB/s, records, …}, where time is {@code 2025-01-02 03:04:05:678} and records are those of the pass so far.
     */
    private static double steadyRate(String output) {
        List<Report> reports = output.lines()
                .map(line -> line.split(", "))
                .filter(fields -> fields.length > RECORDS_READ && fields[0].matches("[0-9-]+ [0-9:]+"))
                .map(fields -> new Report(LocalDateTime.parse(fields[0], TIME), Long.parseLong(fields[RECORDS_READ])))
                .toList();
        assertThat(reports).as(output).isNotEmpty();
        LocalDateTime warm = reports.get(0).time().plusSeconds(WARM_SECONDS);
        long records = 0;
        long millis = 0;
        for (int i = 1; i < reports.size(); i++) {
            Report before = reports.get(i - 1);
            Report now = reports.get(i);
            boolean samePass = now.records() > before.records();
            if (samePass && !before.time().isBefore(warm)) {
                records += now.records() - before.records();
                millis += Duration.between(before.time(), now.time()).toMillis();
            }
        }
        assertThat(millis).as(output).isGreaterThan(SECONDS * 1000L / 2);
        return 1000.0 * records / millis;
    }

    private record Report(LocalDateTime time, long records) {}
}
