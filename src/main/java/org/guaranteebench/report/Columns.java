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
            column(Metrics.THROUGHPUT, RECORDS),
            column("ack_p50", MICROS),
            column("ack_p99", MICROS),
            column("ack_p999", MICROS));

    /** Below {@link #PRODUCE}, of transactions. */
    static final Columns UNTIL_COMMITTED = of(
            new Column("", "", ""),
            new Column("", MICROS, "settled_p50"),
            new Column("", MICROS, "settled_p99"),
            new Column("", MICROS, "settled_p999"));

    private static final Map<String, Columns> BY_BENCHMARK = Map.of(
            "EndToEndLatency",
            of(
                    column("visible_p50", MICROS),
                    column("visible_p99", MICROS),
                    column("ack_p50", MICROS),
                    column("settled_p50", MICROS)),
            "ConsumeThroughput",
            of(
                    column(Metrics.THROUGHPUT, RECORDS),
                    column("commit_p50", MICROS),
                    column("commit_p99", MICROS),
                    column("fetched", "B/record")),
            "TakeoverLatency",
            of(
                    column("takeover_mean", MICROS),
                    column("takeover_max", MICROS),
                    column("lso_stall_mean", MICROS),
                    column("commit_mean", MICROS)),
            "RebalancePause",
            of(
                    column("join_pause_mean", MICROS),
                    column("leave_pause_mean", MICROS),
                    new Column("delivered again", "per rebalance", "redelivered_per_rebalance"),
                    column("visible_p99", MICROS)));

    private static final Columns STAGE = of(
            column(Metrics.THROUGHPUT, RECORDS),
            column("visible_p50", MICROS),
            // At the default rate a trial is too short for p99.
            column("visible_p90", MICROS),
            column("commit_p50", MICROS));

    /** The benchmarks that stand in one table have one name here; empty for those of producers alone. */
    static String family(String benchmark) {
        return benchmark.startsWith("Produce") ? "" : benchmark.startsWith("Pipeline") ? "Pipeline" : benchmark;
    }

    static Columns ofFamily(String family) {
        return family.isEmpty() ? PRODUCE : BY_BENCHMARK.getOrDefault(family, STAGE);
    }

    private static Column column(String metric, String unit) {
        return new Column(MetricText.name(metric), unit, metric);
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
