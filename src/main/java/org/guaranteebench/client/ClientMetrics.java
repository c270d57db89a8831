package org.guaranteebench.client;

import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * The client's own account of why it was fast or slow, read from {@code producer.metrics()}.
 *
 * @param requests all requests since the client started, transactional and metadata ones included
 * @param retries records sent again since the client started
 * @param batchSizeAverage bytes per batch over the client's last metric windows; NaN before the first batch
 * @param recordsPerRequest records per produce request over the same windows; NaN before the first
 */
public record ClientMetrics(double requests, double retries, double batchSizeAverage, double recordsPerRequest) {

    public static ClientMetrics of(Producer<?, ?> producer) {
        Map<MetricName, ? extends Metric> metrics = producer.metrics();
        return new ClientMetrics(
                value(metrics, "request-total"),
                value(metrics, "record-retry-total"),
                value(metrics, "batch-size-avg"),
                value(metrics, "records-per-request-avg"));
    }

    private static double value(Map<MetricName, ? extends Metric> metrics, String name) {
        return metrics.entrySet().stream()
                .filter(e -> e.getKey().group().equals("producer-metrics")
                        && e.getKey().name().equals(name))
                .map(e -> ((Number) e.getValue().metricValue()).doubleValue())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this client has no producer metric " + name));
    }
}
