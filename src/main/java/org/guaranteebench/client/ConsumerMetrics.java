package org.guaranteebench.client;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * The client's own account of what it read, from {@code consumer.metrics()}. Totals count from the client's start.
 *
 * @param incomingBytes everything that came over the client's connections: records of aborted transactions, which the
 *     client throws away itself, markers, headers, and answers that have nothing to do with records
 * @param consumedBytes of records handed to the application, as they were stored uncompressed; without aborted ones
 * @param fetches fetch requests answered, empty answers included
 * @param recordsPerFetch records handed to the application per fetch over the client's last metric windows; NaN before
 *     the first
 * @param commits answered offset commits of any kind, timed and failed ones included; empty where the client has no
 *     group
 */
public record ConsumerMetrics(
        double incomingBytes, double consumedBytes, double fetches, double recordsPerFetch, OptionalDouble commits) {
    private static final String NETWORK = "consumer-metrics";
    private static final String FETCHES = "consumer-fetch-manager-metrics";
    private static final String COORDINATOR = "consumer-coordinator-metrics";

    /** Topics and partitions have metrics of the same names; the client's own have no other tag than its id. */
    private static final Set<String> CLIENT = Set.of("client-id");

    public static ConsumerMetrics of(Consumer<?, ?> consumer) {
        Map<MetricName, ? extends Metric> metrics = consumer.metrics();
        Optional<Double> commits = find(metrics, COORDINATOR, "commit-total");
        return new ConsumerMetrics(
                value(metrics, NETWORK, "incoming-byte-total"),
                value(metrics, FETCHES, "bytes-consumed-total"),
                value(metrics, FETCHES, "fetch-total"),
                value(metrics, FETCHES, "records-per-request-avg"),
                commits.isPresent() ? OptionalDouble.of(commits.get()) : OptionalDouble.empty());
    }

    private static double value(Map<MetricName, ? extends Metric> metrics, String group, String name) {
        return find(metrics, group, name)
                .orElseThrow(() -> new IllegalStateException("this client has no consumer metric " + name));
    }

    private static Optional<Double> find(Map<MetricName, ? extends Metric> metrics, String group, String name) {
        return metrics.entrySet().stream()
                .filter(e -> e.getKey().group().equals(group)
                        && e.getKey().name().equals(name)
                        && e.getKey().tags().keySet().equals(CLIENT))
                .map(e -> ((Number) e.getValue().metricValue()).doubleValue())
                .findFirst();
    }
}
