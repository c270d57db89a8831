package org.guaranteebench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsumerMetricsTest {
    private static final Map<String, String> CLIENT = Map.of("client-id", "kgb-consumer-0");
    private static final Map<String, String> TOPIC = Map.of("client-id", "kgb-consumer-0", "topic", "t");

    private final Map<MetricName, Metric> metrics = new HashMap<>();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public synchronized Map<MetricName, Metric> metrics() {
            return metrics;
        }
    };

    private void metric(String group, String name, Map<String, String> tags, double value) {
        MetricName metricName = new MetricName(name, group, "", tags);
        metrics.put(metricName, new Metric() {
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

    @BeforeEach
    void read() {
        metric("consumer-node-metrics", "incoming-byte-total", CLIENT, 1);
        metric("consumer-metrics", "incoming-byte-total", CLIENT, 10_000);
        metric("consumer-fetch-manager-metrics", "bytes-consumed-total", TOPIC, 2);
        metric("consumer-fetch-manager-metrics", "bytes-consumed-total", CLIENT, 5_000);
        metric("consumer-fetch-manager-metrics", "fetch-total", CLIENT, 7);
        metric("consumer-fetch-manager-metrics", "records-per-request-avg", TOPIC, 3);
        metric("consumer-fetch-manager-metrics", "records-per-request-avg", CLIENT, 12.5);
    }

    @Test
    void theyAreTheClientsOwnAndNotThoseOfOneNodeOrTopic() {
        metric("consumer-coordinator-metrics", "commit-total", CLIENT, 4);

        ConsumerMetrics read = ConsumerMetrics.of(consumer);

        assertThat(read.incomingBytes()).isEqualTo(10_000);
        assertThat(read.consumedBytes()).isEqualTo(5_000);
        assertThat(read.fetches()).isEqualTo(7);
        assertThat(read.recordsPerFetch()).isEqualTo(12.5);
        assertThat(read.commits()).hasValue(4);
    }

    @Test
    void aClientWithoutAGroupHasNoCommits() {
        assertThat(ConsumerMetrics.of(consumer).commits()).isEmpty();
    }

    @Test
    void aMetricThatTheClientNoLongerHasIsNamed() {
        metrics.keySet().removeIf(name -> name.group().equals("consumer-metrics"));

        assertThatIllegalStateException()
                .isThrownBy(() -> ConsumerMetrics.of(consumer))
                .withMessage("this client has no consumer metric incoming-byte-total");
    }
}
