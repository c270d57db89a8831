package org.guaranteebench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class ClientMetricsTest {
    private final MockProducer<byte[], byte[]> producer = new MockProducer<>();

    private void metric(String group, String name, double value) {
        MetricName metricName = new MetricName(name, group, "", Map.of());
        producer.setMockMetrics(metricName, new Metric() {
            @Override
            public MetricName metricName() {
                return metricName;
            }

            @Override
            public Object metricValue() {
                return value;
            }
        });
    }

    @Test
    void theyAreTheProducersOwnAndNotThoseOfOneNodeOrTopic() {
        metric("producer-node-metrics", "request-total", 1);
        metric("producer-topic-metrics", "record-retry-total", 1);
        metric("producer-metrics", "request-total", 10);
        metric("producer-metrics", "record-retry-total", 2);
        metric("producer-metrics", "batch-size-avg", 12_000.5);
        metric("producer-metrics", "records-per-request-avg", 12.25);

        ClientMetrics metrics = ClientMetrics.of(producer);

        assertThat(metrics.requests()).isEqualTo(10);
        assertThat(metrics.retries()).isEqualTo(2);
        assertThat(metrics.batchSizeAverage()).isEqualTo(12_000.5);
        assertThat(metrics.recordsPerRequest()).isEqualTo(12.25);
    }

    @Test
    void aMetricThatTheClientNoLongerHasIsNamed() {
        metric("producer-node-metrics", "request-total", 1);

        assertThatIllegalStateException()
                .isThrownBy(() -> ClientMetrics.of(producer))
                .withMessage("this client has no producer metric request-total");
    }
}
