package org.guaranteebench.report;

import static org.guaranteebench.report.GoldenRun.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Semantics;
import org.guaranteebench.grid.Treatment;
import org.guaranteebench.grid.Workload;

/** What the made-up runs have measured: each arm slower than the baseline by a factor that the plots' tests know. */
final class GoldenFigures {
    private static final String UNCOMMITTED = "read_uncommitted";
    private static final String COMMITTED = "read_committed";
    private static final long HOUR = 3_600_000_000_000L;
    private static final int DIGITS = 3;
    private static final int RECORDS = 400;
    private static final int EVENTS = 80;

    private static final List<Cell> LADDER = Cell.LADDER;
    private static final Cell TRANSACTIONAL = LADDER.get(4);
    private static final Cell IDEMPOTENT = LADDER.get(3);

    private GoldenFigures() {}

    /** Producers alone, with a trial that failed, one with flags, and a combination that Kafka refuses. */
    static GoldenRun ladder() {
        double[] slower = {0.51234, 1, 1.41421, 1.45678, 24.6802};
        GoldenRun run = new GoldenRun("20260102-030405-abcd", 4711, 8, 0.06, 0.15)
                .failed(3, "ProduceThroughput", "all-isr", "broker 2 died, \"at once\"")
                .flagged(5, "ProduceThroughput", "idempotent", "steal", "generator-lag")
                .flagged(5, "ProduceLatency", "idempotent", "steal", "generator-lag")
                .refused(
                        new Arm(
                                "ProduceThroughput",
                                Cell.of("1", "true", "none", UNCOMMITTED),
                                load(0, Map.of()),
                                false),
                        "enable.idempotence=true needs acks=all");
        for (int i = 0; i < slower.length; i++) {
            double by = slower[i];
            double work = StrictMath.pow(by, 0.1);
            add(
                    run,
                    i == 1,
                    new Arm("ProduceThroughput", LADDER.get(i), load(0, Map.of()), false),
                    figures("throughput", 150_000 / by, "client_cpu", 6500 * work, "broker_cpu", 14_000 * work),
                    Map.of());
        }
        for (int i = 0; i < slower.length; i++) {
            double by = slower[i];
            double work = StrictMath.pow(by, 0.1);
            double late = LADDER.get(i).equals(TRANSACTIONAL) ? 1.7 : 1;
            add(
                    run,
                    i == 1,
                    new Arm("ProduceLatency", LADDER.get(i), load(10_000, Map.of()), false),
                    figures(
                            "ack_p50", 1800 * by,
                            "ack_p99", 9000 * by,
                            "ack_p999", 31_000 * by,
                            "settled_p50", 1800 * by,
                            "settled_p99", 9000 * by,
                            "client_cpu", 21_000 * work,
                            "broker_cpu", 48_000 * work,
                            "steal", 0.0),
                    spread(RECORDS, "ack", 1800 * by, "settled", 1800 * by * late, "send_lag", 1.0));
        }
        return run;
    }

    /** All benchmarks with consumers, a stage that always failed, and one that was refused. */
    static GoldenRun consumers() {
        GoldenRun run = new GoldenRun("20260203-040506-beef", 99, 6, 0.01, 0);
        endToEnd(run);
        readers(run);
        stages(run, "PipelineThroughput", load(0, stage()));
        stages(run, "PipelineLatency", load(2000, stage()));
        takeovers(run);
        rebalances(run);
        return run;
    }

    /** The two strong producers with readers of both isolation levels; a commit comes every 104 ms. */
    private static void endToEnd(GoldenRun run) {
        double[] slower = {0.8, 1, 1.2, 1.25, 1.6};
        for (int i = 0; i < slower.length; i++) {
            Cell cell = LADDER.get(i);
            for (String isolation : i < 3 ? List.of(UNCOMMITTED) : List.of(UNCOMMITTED, COMMITTED)) {
                boolean commits = cell.equals(TRANSACTIONAL);
                double wait = commits && isolation.equals(COMMITTED) ? 1 : 0;
                double by = slower[i];
                Map<String, Double> figures = figures(
                        "visible_p50",
                        8000 * by + 52_000 * wait,
                        "ack_p50",
                        6000 * by,
                        "visible_p99",
                        30_000 * by + 101_000 * wait,
                        "achieved_rate",
                        5000.0,
                        "settled_p50",
                        6000 * by + (commits ? 54_000 : 0),
                        "client_cpu",
                        90_000 * by,
                        "broker_cpu",
                        200_000 * by);
                if (commits) {
                    figures.put("records_per_transaction", 520.0);
                }
                Arm arm =
                        new Arm("EndToEndLatency", with(cell, isolation, Treatment.NONE), load(5000, Map.of()), false);
                add(
                        run,
                        i == 1,
                        arm,
                        figures,
                        spread(RECORDS, "ack", 6000 * by, "visible", figures.get("visible_p50")));
            }
        }
    }

    private static void readers(GoldenRun run) {
        reader(run, UNCOMMITTED, "plain", "0", "none", "classic", 1, 1060);
        reader(run, COMMITTED, "plain", "0", "none", "classic", 1.01, 1060);
        reader(run, UNCOMMITTED, "plain", "0", "none", "consumer", 0.97, 1062);
        reader(run, UNCOMMITTED, "plain", "0", "auto", "classic", 1.02, 1060);
        reader(run, UNCOMMITTED, "plain", "0", "before", "classic", 1.5, 1061);
        reader(run, UNCOMMITTED, "plain", "0", "batch-async", "classic", 1.3, 1061);
        reader(run, UNCOMMITTED, "plain", "0", "batch-sync", "classic", 1.6, 1061);
        reader(run, UNCOMMITTED, "plain", "0", "every-100", "classic", 9, 1075);
        reader(run, UNCOMMITTED, "plain", "0", "record-sync", "classic", 700, 1456);
        reader(run, UNCOMMITTED, "committed", "0", "none", "classic", 1.03, 1066);
        reader(run, COMMITTED, "committed", "0", "none", "classic", 1.05, 1066);
        reader(run, COMMITTED, "committed", "10", "none", "classic", 1.1, 1186);
        reader(run, UNCOMMITTED, "committed", "50", "none", "classic", 1.04, 1066);
        reader(run, COMMITTED, "committed", "50", "none", "classic", 1.9, 2134);
    }

    private static void reader(
            GoldenRun run,
            String isolation,
            String log,
            String aborted,
            String commit,
            String protocol,
            double slower,
            double fetched) {
        Treatment treatment =
                new Treatment(Map.of("log", log, "aborted", aborted, "commit", commit, "group.protocol", protocol));
        Map<String, Double> figures = figures(
                "throughput",
                450_000 / slower,
                "fetched",
                fetched,
                "client_cpu",
                1900 * slower,
                "broker_cpu",
                900 * StrictMath.pow(slower, 0.9));
        if (!commit.equals("none") && !commit.equals("auto")) {
            figures.putAll(figures("commit_p50", 1200.0, "commit_p90", 3000.0, "records_per_commit", 500.0));
        }
        Workload load = load(0, more("logRecords", 200_000, "transactionSize", 100));
        boolean baseline = slower == 1;
        Arm arm = new Arm("ConsumeThroughput", with(IDEMPOTENT, isolation, treatment), load, false);
        add(run, baseline, arm, figures, Map.of());
    }

    private static Map<String, Integer> stage() {
        return more("batch", 500, "processing", 0, "failures", 0);
    }

    /** Every promise; of the usual producer all figures, of others one or two. */
    private static void stages(GoldenRun run, String benchmark, Workload load) {
        boolean flatOut = load.rate().isEmpty();
        double[] slower = {0.9, 0.85, 1, 1.05, 2.2, 3.1, 2.6};
        for (Semantics semantics : Semantics.values()) {
            Treatment treatment = new Treatment(Map.of("semantics", semantics.toString()));
            for (int i = 1; i < LADDER.size(); i++) {
                Cell cell = with(LADDER.get(i), semantics.isolation().toString(), treatment);
                boolean usual = LADDER.get(i).equals(IDEMPOTENT);
                double by = slower[semantics.ordinal()] * new double[] {0, 0.8, 0.96, 1, 1.28}[i];
                Map<String, Double> figures = flatOut
                        ? figures("throughput", 60_000 / by)
                        : figures("visible_p50", 15_000 * by, "visible_p99", 60_000 * by);
                if (usual && semantics != Semantics.AUTO_COMMIT) {
                    figures.put("commit_p50", 2500 * by);
                }
                if (usual) {
                    figures.put("client_cpu", 40_000 * by);
                }
                Arm arm = new Arm(benchmark, cell, load, false);
                Map<String, Histogram> spread =
                        flatOut ? Map.of() : spread(RECORDS, "visible", figures.get("visible_p50"));
                add(run, usual && semantics == Semantics.AT_LEAST_ONCE, arm, figures, spread);
                if (i == 2 && semantics == Semantics.EXACTLY_ONCE_EXTERNAL) {
                    for (int block = 1; block <= 6; block++) {
                        run.failed(block, benchmark, arm.label(), "the store was gone");
                    }
                }
            }
        }
        if (!flatOut) {
            Cell exactly = with(LADDER.get(0), COMMITTED, new Treatment(Map.of("semantics", "exactly-once")));
            run.refused(new Arm(benchmark, exactly, load, false), "made up: refused in this run");
        }
    }

    private static void takeovers(GoldenRun run) {
        double[] slower = {1, 1.2, 20};
        String[] predecessors = {"none", "committed", "open"};
        for (int i = 0; i < slower.length; i++) {
            double by = slower[i];
            Map<String, Double> figures = figures(
                    "takeover_mean", 6000 * by, "takeover_max", 9000 * by, "commit_mean", 8000.0, "broker_cpu", 9e6);
            Map<String, Histogram> spread = new LinkedHashMap<>(events("takeover", 6000 * by));
            if (i == 2) {
                figures.put("lso_stall_mean", 14_000.0);
                spread.putAll(events("lso_stall", 14_000));
            }
            Cell cell = Cell.of("all", "true", "1", COMMITTED, new Treatment(Map.of("predecessor", predecessors[i])));
            add(run, i == 0, new Arm("TakeoverLatency", cell, load(0, Map.of()), false), figures, spread);
        }
    }

    private static void rebalances(GoldenRun run) {
        for (String protocol : List.of("classic", "consumer")) {
            double by = protocol.equals("classic") ? 1 : 1.6;
            Map<String, Histogram> spread = new LinkedHashMap<>(spread(RECORDS, "visible", 8000.0));
            spread.putAll(events("join_pause", 60_000 * by));
            spread.putAll(events("leave_pause", 180_000 * by));
            spread.putAll(events("partition_pause", 180_000 * by));
            add(
                    run,
                    by == 1,
                    new Arm(
                            "RebalancePause",
                            with(
                                    IDEMPOTENT,
                                    UNCOMMITTED,
                                    new Treatment(Map.of("commit", "every-100", "group.protocol", protocol))),
                            load(2000, more("heartbeat", 300)),
                            false),
                    figures(
                            "join_pause_mean",
                            60_000 * by,
                            "leave_pause_mean",
                            180_000 * by,
                            "redelivered_per_rebalance",
                            150 / by,
                            "visible_p50",
                            8000.0,
                            "visible_p99",
                            150_000 * by,
                            "client_cpu",
                            150_000.0,
                            "broker_cpu",
                            300_000.0),
                    spread);
        }
    }

    private static void add(
            GoldenRun run, boolean baseline, Arm arm, Map<String, Double> figures, Map<String, Histogram> spread) {
        if (baseline) {
            run.baseline(arm, figures, spread);
        } else {
            run.arm(arm, figures, spread);
        }
    }

    private static Cell with(Cell producer, String isolation, Treatment treatment) {
        return Cell.of(
                producer.acks().toString(),
                Boolean.toString(producer.idempotence()),
                producer.transactions().toString(),
                isolation,
                treatment);
    }

    private static Map<String, Double> figures(Object... pairs) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            figures.put((String) pairs[i], (Double) pairs[i + 1]);
        }
        return figures;
    }

    private static Map<String, Integer> more(Object... pairs) {
        Map<String, Integer> more = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            more.put((String) pairs[i], (Integer) pairs[i + 1]);
        }
        return more;
    }

    /** Exponential, as waits are: each distribution's name, and its median in µs. */
    static Map<String, Histogram> spread(int samples, Object... pairs) {
        Map<String, Histogram> histograms = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            Histogram histogram = new Histogram(HOUR, DIGITS);
            for (int n = 0; n < samples; n++) {
                double share = (n + 0.5) / samples;
                double nanos = -1000 * (Double) pairs[i + 1] * StrictMath.log(1 - share) / StrictMath.log(2);
                histogram.recordValue(Math.max(1, (long) nanos));
            }
            histograms.put((String) pairs[i], histogram);
        }
        return histograms;
    }

    /** Evenly from half the mean to one and a half of it. */
    private static Map<String, Histogram> events(String name, double micros) {
        Histogram histogram = new Histogram(HOUR, DIGITS);
        for (int n = 0; n < EVENTS; n++) {
            histogram.recordValue((long) (1000 * micros * (0.5 + (n + 0.5) / EVENTS)));
        }
        return Map.of(name, histogram);
    }
}
