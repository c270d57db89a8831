package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.cluster.ProcessCluster;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Workload;
import org.guaranteebench.journal.Metric;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Latencies whose true size is known, because the test made them. */
class KnownAnswerIT {
    private static final String METHOD = "org.guaranteebench.bench.ProduceLatency.record";

    @TempDir
    private static Path tmp;

    private static DelayProxy proxy;
    private static ProcessCluster cluster;
    private static TopicAdmin admin;
    private static int trials;

    @BeforeAll
    static void start() throws Exception {
        proxy = new DelayProxy();
        try (ClusterReadiness readiness = new ClusterReadiness()) {
            cluster = ProcessCluster.start(1, tmp, tmp, readiness, proxy::before);
        }
        admin = new TopicAdmin(cluster.bootstrap());
    }

    @AfterAll
    static void stop() throws Exception {
        admin.close();
        cluster.close();
        proxy.close();
    }

    @Test
    void fiveMillisecondsInEveryResponseAreFiveMillisecondsOfAckP50() throws Exception {
        long delay = TimeUnit.MILLISECONDS.toNanos(5);
        latency(0, 1000, 2);
        List<Double> differences = new ArrayList<>();
        for (int pair = 0; pair < 5; pair++) {
            double first = latency(pair % 2 == 0 ? 0 : delay, 1000, 2).get("ack_p50");
            double second = latency(pair % 2 == 0 ? delay : 0, 1000, 2).get("ack_p50");
            differences.add(pair % 2 == 0 ? second - first : first - second);
        }
        double[] sorted = differences.stream().mapToDouble(d -> d).sorted().toArray();
        assertThat(sorted[2]).as("us, all: " + Arrays.toString(sorted)).isCloseTo(5_000, within(500.0));
    }

    /** 100 ms each way and one request in flight carry less than is due: a queue grows as long as the trial lasts. */
    @Test
    void aboveCapacityResponseGrowsWithTheTrialAndServiceDoesNot() throws Exception {
        long delay = TimeUnit.MILLISECONDS.toNanos(100);
        Map<String, Double> brief = latency(delay, 20_000, 2, "batch.size=4096", "max.in.flight=1");
        Map<String, Double> lengthy = latency(delay, 20_000, 6, "batch.size=4096", "max.in.flight=1");
        assertThat(lengthy.get("ack_p50") / brief.get("ack_p50")).as("response").isBetween(2.0, 4.5);
        assertThat(lengthy.get("ack_service_p50") / brief.get("ack_service_p50"))
                .as("service")
                .isBetween(0.5, 1.5);
        assertThat(lengthy.get("send_lag_p50") / brief.get("send_lag_p50"))
                .as("lag")
                .isGreaterThan(2);
        assertThat(lengthy.get("generator_lag_p50"))
                .as("us; not the generator's fault")
                .isLessThan(1_000);
    }

    private static Map<String, Double> latency(long delayNanos, int rate, double seconds, String... parameters)
            throws Exception {
        Map<String, String> load = new TreeMap<>(Map.of(
                "recordSize", "1024",
                "keySize", "16",
                "partitions", "1",
                "rate", Integer.toString(rate),
                "linger.ms", "0",
                "batch.size", "16384",
                "max.in.flight", "5",
                "compression", "none"));
        for (String parameter : parameters) {
            load.put(parameter.split("=")[0], parameter.split("=")[1]);
        }
        Arm arm = new Arm("ProduceLatency", Cell.DEFAULT_BASELINE, Workload.of(load), false);
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        proxy.delay(delayNanos);
        TrialRunner runner = new TrialRunner(
                cluster,
                admin,
                new CommandLineOptions(),
                new PrintStream(log, true, StandardCharsets.UTF_8),
                () -> false);
        TrialRunner.Outcome outcome = runner.run(METHOD, arm, new Timing(1, 1, 1, seconds), "known-" + trials++);
        assertThat(outcome.measured()).as(outcome.reason() + log).isTrue();
        Map<String, Double> values = new TreeMap<>();
        for (Metric metric : outcome.metrics()) {
            values.put(metric.name(), metric.value());
        }
        return values;
    }
}
