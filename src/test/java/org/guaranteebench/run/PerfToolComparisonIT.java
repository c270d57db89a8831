package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guaranteebench.Alone;
import org.guaranteebench.client.ProducerConfiguration;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.cluster.Advertised;
import org.guaranteebench.cluster.ProcessCluster;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Workload;
import org.guaranteebench.stats.PairedRatio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Is the harness the bottleneck? {@code ProduceThroughput} against Kafka's own perf tool with the same client
 * properties, topic layout and heap, in turn. Runs in the profile {@code perf-tool-comparison} only, which brings the
 * tool: {@code mvn verify -Pperf-tool-comparison}.
 */
@Alone
class PerfToolComparisonIT {
    private static final int PAIRS = Integer.getInteger("pairs", 8);
    private static final int RECORD_SIZE = 200;
    private static final int PARTITIONS = 6;
    private static final int WARMUP_RECORDS = 1_000_000;
    private static final int RECORDS = 2_500_000;

    @TempDir
    private Path tmp;

    @Test
    void theSuiteIsAtLeastAsFastAsKafkasPerfTool() throws Exception {
        double[] suite = new double[PAIRS];
        double[] tool = new double[PAIRS];
        try (ProcessCluster cluster = ProcessCluster.start(3, tmp, tmp, ClusterProbe::new, Advertised.OWN_PORTS);
                TopicAdmin admin = new TopicAdmin(cluster.bootstrap())) {
            for (int warmup = 0; warmup < 3; warmup++) {
                suite(cluster, admin, "warm-suite-" + warmup);
                tool(cluster, admin, "warm-tool-" + warmup);
            }
            for (int pair = 0; pair < PAIRS; pair++) {
                if (pair % 2 == 0) {
                    suite[pair] = suite(cluster, admin, "suite-" + pair);
                    tool[pair] = tool(cluster, admin, "tool-" + pair);
                } else {
                    tool[pair] = tool(cluster, admin, "tool-" + pair);
                    suite[pair] = suite(cluster, admin, "suite-" + pair);
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

    private static Map<String, String> load() {
        return new TreeMap<>(Map.of(
                "recordSize", Integer.toString(RECORD_SIZE),
                "keySize", "0",
                "partitions", Integer.toString(PARTITIONS),
                "linger.ms", "5",
                "batch.size", "16384",
                "max.in.flight", "5",
                "compression", "none"));
    }

    private static double suite(ProcessCluster cluster, TopicAdmin admin, String name) throws Exception {
        Arm arm = new Arm("ProduceThroughput", Cell.DEFAULT_BASELINE, Workload.of(load()), false);
        String method = Benchmarks.matching(List.of("ProduceThroughput"), List.of())
                .get(0)
                .method();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        TrialRunner.Outcome outcome =
                Trials.on(cluster, admin, nowhere).run(method, arm, new Timing(4, 1, 4, 1), name, List.of());
        assertThat(outcome.measured()).as(outcome.reason()).isTrue();
        return outcome.metrics().stream()
                .filter(m -> m.name().equals("throughput"))
                .findFirst()
                .orElseThrow()
                .value();
    }

    /** The tool's own figure for its steady state: after its warm-up records. */
    private double tool(ProcessCluster cluster, TopicAdmin admin, String topic) throws Exception {
        admin.create(topic, PARTITIONS, cluster.replication(), cluster.nodes());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms1g",
                "-Xmx1g",
                "-XX:+UseG1GC",
                "-cp",
                System.getProperty("java.class.path"),
                "org.apache.kafka.tools.ProducerPerformance",
                "--topic",
                topic,
                "--num-records",
                Integer.toString(RECORDS),
                "--warmup-records",
                Integer.toString(WARMUP_RECORDS),
                "--record-size",
                Integer.toString(RECORD_SIZE),
                "--throughput",
                "-1",
                "--producer-props",
                "bootstrap.servers=" + cluster.bootstrap(),
                "acks=1",
                "enable.idempotence=false",
                "linger.ms=5",
                "batch.size=16384",
                "max.in.flight.requests.per.connection=5",
                "compression.type=none"));
        ProducerConfiguration.suiteSettings().forEach((name, value) -> command.add(name + "=" + value));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        admin.delete(topic);
        Thread.sleep(500);
        Matcher matcher = Pattern.compile("(\\d+) steady state records sent, ([0-9.]+) records/sec .*99\\.9th")
                .matcher(output);
        double rate = Double.NaN;
        while (matcher.find()) {
            assertThat(matcher.group(1)).isEqualTo(Integer.toString(RECORDS - WARMUP_RECORDS));
            rate = Double.parseDouble(matcher.group(2));
        }
        assertThat(rate).as(output).isPositive();
        return rate;
    }
}
