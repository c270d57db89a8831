package org.guaranteebench.report;

import java.util.Set;
import org.guaranteebench.stats.Verdict.Better;

/** What the report knows of metrics by name. */
final class Metrics {
    static final String THROUGHPUT = "throughput";

    /** Bookkeeping of a trial: in trials.csv for those who check, never compared between arms. */
    private static final Set<String> ACCOUNTS = Set.of(
            "records",
            "overflows",
            "unfinished",
            "acknowledged_so_far",
            "in_log",
            "window",
            "steal",
            "foreign_cpu",
            "client_gc",
            "broker_gc",
            "context_switches",
            "preemptions",
            "drift",
            "shift",
            "backlog_growth",
            "achieved_rate",
            "source_records",
            "results",
            "lost",
            "duplicated",
            "skipped",
            "topped_up",
            "takeovers",
            "fenced",
            "aborted_read",
            "joins",
            "leaves",
            "redelivered");

    private static final Set<String> COSTS =
            Set.of("client_cpu", "broker_cpu", "alloc", "fetched", "redelivered_per_rebalance");

    private Metrics() {}

    static boolean comparable(String metric) {
        return !ACCOUNTS.contains(metric) && !metric.startsWith("generator_lag");
    }

    /** Latencies end in their percentile; what is neither a score, a latency nor a cost explains. */
    static Better better(String metric) {
        if (metric.equals(THROUGHPUT)) {
            return Better.HIGHER;
        }
        return COSTS.contains(metric) || latency(metric) ? Better.LOWER : Better.NEITHER;
    }

    static boolean latency(String metric) {
        return metric.matches("(takeover|lso_stall|join_pause|leave_pause|partition_pause|commit)_mean")
                || metric.matches("(ack|ack_service|send_lag|commit|settled|visible|poll|takeover|lso_stall|join_pause"
                        + "|leave_pause|partition_pause)_(p50|p90|p99|p999|max)");
    }
}
