package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

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
import org.guaranteebench.Alone;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.cluster.Advertised;
import org.guaranteebench.cluster.ProcessCluster;
import org.guaranteebench.grid.Acks;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Workload;
import org.guaranteebench.journal.Metric;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Latencies whose true size is known, because the test made them. */
@Alone
class KnownAnswerIT {
    private static final Map<String, String> WORKLOAD = Map.of(
            "recordSize", "1024",
            "keySize", "16",
            "partitions", "1",
            "linger.ms", "0",
            "batch.size", "16384",
            "max.in.flight", "5",
            "compression", "none");

    @TempDir
    private static Path tmp;

    private static DelayProxy proxy;
    private static ProcessCluster cluster;
    private static TopicAdmin admin;
    private static int trials;

    @BeforeAll
    static void start() throws Exception {
        proxy = new DelayProxy();
        cluster = ProcessCluster.start(1, tmp, tmp, ClusterProbe::new, Advertised.toClients(proxy::before));
        admin = new TopicAdmin(cluster.bootstrap());
    }

    @AfterAll
    static void stop() throws Exception {
        admin.close();
        cluster.close();
        proxy.close();
    }

    /** At 200/s a response of 6 ms leaves the five requests in flight free: nothing waits for its turn. */
    @Test
    void fiveMillisecondsInEveryResponseAreFiveMillisecondsOfAckP50() throws Exception {
        long delay = TimeUnit.MILLISECONDS.toNanos(5);
        latency(0, 200, 2);
        List<Double> differences = new ArrayList<>();
        for (int pair = 0; pair < 5; pair++) {
            double first = latency(pair % 2 == 0 ? 0 : delay, 200, 2).get("ack_p50");
            double second = latency(pair % 2 == 0 ? delay : 0, 200, 2).get("ack_p50");
            differences.add(pair % 2 == 0 ? second - first : first - second);
        }
        double[] sorted = differences.stream().mapToDouble(d -> d).sorted().toArray();
        System.out.println("5 ms in every response added, us of ack_p50: " + Arrays.toString(sorted));
        assertThat(sorted[2]).as("us, all: " + Arrays.toString(sorted)).isCloseTo(5_000, within(500.0));
    }

    /**
     * One request of 16 KiB in flight and 20 ms for its answer carry half of what is due: a queue grows as long as the
     * trial lasts. A small buffer keeps it out of the client, where it would count as service.
     */
    @Test
    void aboveCapacityResponseGrowsWithTheTrialAndServiceDoesNot() throws Exception {
        long delay = TimeUnit.MILLISECONDS.toNanos(20);
        String[] narrow = {"max.in.flight=1", "producer=buffer.memory=65536"};
        Map<String, Double> brief = latency(delay, 1_500, 2, narrow);
        Map<String, Double> lengthy = latency(delay, 1_500, 6, narrow);
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

    /**
     * One iteration from an empty topic on: all that the score counts must be in the log, and what is in the log beyond
     * it can only have been on its way when the iteration ended.
     */
    @Test
    void theThroughputScoreIsTheGrowthOfTheLog() throws Exception {
        for (Cell cell : Cell.LADDER) {
            Map<String, String> load = new TreeMap<>(WORKLOAD);
            load.put("partitions", "2");
            Map<String, Double> values = trial("ProduceThroughput", cell, load, 0, new Timing(0, 1, 1, 2));
            double records = values.get("records");
            assertThat(values.get("throughput") * values.get("window"))
                    .as(cell + " score × window")
                    .isCloseTo(records, withinPercentage(2));
            double buffered = 4 * 1024 * 1024 / 1024.0;
            if (cell.transactions().enabled()) {
                double commits = records / values.get("records_per_transaction");
                double mostMarkers = 2 * (commits + 2);
                assertThat(values.get("in_log"))
                        .as(cell + " in log")
                        .isBetween(
                                records + commits, records + 2 * values.get("records_per_transaction") + mostMarkers);
            } else {
                assertThat(values.get("acknowledged_so_far"))
                        .as(cell + " acknowledged")
                        .isBetween(records, records + 10 + buffered);
                assertThat(values.get("in_log"))
                        .as(cell + " in log")
                        .isBetween(cell.acks() == Acks.NONE ? 0.9 * records : records, records + 10 + 2 * buffered);
            }
        }
    }

    private static Map<String, Double> latency(long delayNanos, int rate, double seconds, String... parameters)
            throws Exception {
        Map<String, String> load = new TreeMap<>(WORKLOAD);
        load.put("rate", Integer.toString(rate));
        for (String parameter : parameters) {
            load.put(parameter.split("=", 2)[0], parameter.split("=", 2)[1]);
        }
        return trial("ProduceLatency", Cell.DEFAULT_BASELINE, load, delayNanos, new Timing(1, 1, 1, seconds));
    }

    private static Map<String, Double> trial(
            String benchmark, Cell cell, Map<String, String> load, long delayNanos, Timing timing) throws Exception {
        Arm arm = new Arm(benchmark, cell, Workload.of(load), false);
        String method =
                Benchmarks.matching(List.of(benchmark), List.of()).get(0).method();
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        proxy.delay(delayNanos);
        TrialRunner runner = Trials.on(cluster, admin, new PrintStream(log, true, StandardCharsets.UTF_8));
        TrialRunner.Outcome outcome = runner.run(method, arm, timing, "known-" + trials++, List.of());
        assertThat(outcome.measured()).as(outcome.reason() + log).isTrue();
        Map<String, Double> values = new TreeMap<>();
        for (Metric metric : outcome.metrics()) {
            values.put(metric.name(), metric.value());
        }
        return values;
    }
}
