package org.guaranteebench.report;

import java.util.List;
import java.util.Map;

/** The four metrics that a table shows of its benchmarks; all others are in the CSV files. */
record Columns(List<Column> all) {

    /** @param metric of one benchmark; empty for a column without one */
    record Column(String head, String unit, String metric) {}

    private static final String RECORDS = "records/s";
    private static final String MICROS = "us";

    /** Of a producer's throughput and latency, which stand side by side. */
    static final Columns PRODUCE = of(
            new Column("throughput", RECORDS, Metrics.THROUGHPUT),
            new Column("ack p50", MICROS, "ack_p50"),
            new Column("ack p99", MICROS, "ack_p99"),
            new Column("ack p99.9", MICROS, "ack_p999"));

    /** Below {@link #PRODUCE}, of transactions. */
    static final Columns UNTIL_COMMITTED = of(
            new Column("", "", ""),
            new Column("", MICROS, "settled_p50"),
            new Column("", MICROS, "settled_p99"),
            new Column("", MICROS, "settled_p999"));

    private static final Map<String, Columns> BY_BENCHMARK = Map.of(
            "EndToEndLatency",
            of(
                    new Column("visible p50", MICROS, "visible_p50"),
                    new Column("visible p99", MICROS, "visible_p99"),
                    new Column("ack p50", MICROS, "ack_p50"),
                    new Column("until settled p50", MICROS, "settled_p50")),
            "ConsumeThroughput",
            of(
                    new Column("throughput", RECORDS, Metrics.THROUGHPUT),
                    new Column("commit p50", MICROS, "commit_p50"),
                    new Column("commit p99", MICROS, "commit_p99"),
                    new Column("fetched", "B/record", "fetched")),
            "TakeoverLatency",
            of(
                    new Column("takeover mean", MICROS, "takeover_mean"),
                    new Column("takeover max", MICROS, "takeover_max"),
                    new Column("readers stall mean", MICROS, "lso_stall_mean"),
                    new Column("commit mean", MICROS, "commit_mean")),
            "RebalancePause",
            of(
                    new Column("join pause mean", MICROS, "join_pause_mean"),
                    new Column("leave pause mean", MICROS, "leave_pause_mean"),
                    new Column("delivered again", "per rebalance", "redelivered_per_rebalance"),
                    new Column("visible p99", MICROS, "visible_p99")));

    private static final Columns STAGE = of(
            new Column("throughput", RECORDS, Metrics.THROUGHPUT),
            new Column("visible p50", MICROS, "visible_p50"),
            // At the default rate a trial is too short for p99.
            new Column("visible p90", MICROS, "visible_p90"),
            new Column("commit p50", MICROS, "commit_p50"));

    /** The benchmarks that stand in one table have one name here; empty for those of producers alone. */
    static String family(String benchmark) {
        return benchmark.startsWith("Produce") ? "" : benchmark.startsWith("Pipeline") ? "Pipeline" : benchmark;
    }

    static Columns ofFamily(String family) {
        return family.isEmpty() ? PRODUCE : BY_BENCHMARK.getOrDefault(family, STAGE);
    }

    private static Columns of(Column... columns) {
        return new Columns(List.of(columns));
    }

    List<String> heads() {
        return all.stream().map(Column::head).toList();
    }

    List<String> units() {
        return all.stream().map(Column::unit).toList();
    }
}
