package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.guaranteebench.stats.Verdict.Better;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {
    @ParameterizedTest
    @ValueSource(strings = {"throughput"})
    void moreIsBetterForTheScore(String metric) {
        assertThat(Metrics.better(metric)).isEqualTo(Better.HIGHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ack_p50",
                "ack_p90",
                "ack_p99",
                "ack_p999",
                "ack_max",
                "ack_service_p50",
                "send_lag_p99",
                "commit_max",
                "settled_p999",
                "visible_p50",
                "takeover_p50",
                "lso_stall_p90",
                "join_pause_max",
                "leave_pause_p50",
                "partition_pause_p99",
                "takeover_mean",
                "leave_pause_mean",
                "commit_mean",
                "redelivered_per_rebalance",
                "client_cpu",
                "broker_cpu",
                "alloc"
            })
    void lessIsBetterForLatenciesAndCosts(String metric) {
        assertThat(Metrics.better(metric)).isEqualTo(Better.LOWER);
        assertThat(Metrics.comparable(metric)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch_size_avg", "records_per_request", "retries_per_record", "gc.alloc.rate", "ack_p5"})
    void whatIsNeitherScoreNorLatencyNorCostExplains(String metric) {
        assertThat(Metrics.better(metric)).isEqualTo(Better.NEITHER);
        assertThat(Metrics.comparable(metric)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_cpu", "alloc", "throughput", "ack", "p99"})
    void onlyPercentilesOfADistributionAreLatencies(String metric) {
        assertThat(Metrics.latency(metric)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "records",
                "overflows",
                "unfinished",
                "in_log",
                "window",
                "steal",
                "generator_lag_p99",
                "takeovers",
                "fenced",
                "redelivered"
            })
    void accountsAreNotComparable(String metric) {
        assertThat(Metrics.comparable(metric)).isFalse();
    }
}
