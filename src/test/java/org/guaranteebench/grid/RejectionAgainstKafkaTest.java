package org.guaranteebench.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.guaranteebench.client.ForkTarget;
import org.guaranteebench.client.ProducerConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the grid calls invalid, held against the reading of Kafka's own producer. */
class RejectionAgainstKafkaTest {
    private static final int MOST_IN_FLIGHT = 5;

    static List<Cell> product() {
        List<Cell> cells = new ArrayList<>();
        for (String acks : List.of("0", "1", "all")) {
            for (String idempotence : List.of("false", "true")) {
                for (String transactions : List.of("none", "1", "100", "10000", "100ms", "1s")) {
                    for (String isolation : List.of("read_uncommitted", "read_committed")) {
                        cells.add(Cell.of(acks, idempotence, transactions, isolation));
                    }
                }
            }
        }
        return cells;
    }

    @Test
    void theProductHasEveryCombinationAndKafkaAcceptsFewOfThem() {
        assertThat(product()).hasSize(3 * 2 * 6 * 2).doesNotHaveDuplicates();
        assertThat(product()).filteredOn(cell -> cell.rejection().isEmpty()).hasSize((3 + 6) * 2);
    }

    @ParameterizedTest
    @MethodSource("product")
    void aCellIsRejectedExactlyWhenTheClientRefusesIt(Cell cell) {
        assertThat(cell.rejection().isPresent()).isEqualTo(kafkaRefuses(cell, MOST_IN_FLIGHT));
    }

    @ParameterizedTest
    @MethodSource("product")
    void requestsInFlightAreRejectedExactlyWhenTheClientRefusesThem(Cell cell) {
        for (int maxInFlight : new int[] {1, MOST_IN_FLIGHT, MOST_IN_FLIGHT + 1, 100}) {
            Optional<String> rejection =
                    cell.rejection().or(() -> workload(maxInFlight).rejection(cell));

            assertThat(rejection.isPresent())
                    .as("%s max.in.flight=%d", cell, maxInFlight)
                    .isEqualTo(kafkaRefuses(cell, maxInFlight));
        }
    }

    private static Workload workload(int maxInFlight) {
        return new Workload(100, 0, 1, OptionalInt.empty(), 5, 16_384, maxInFlight, "none", Map.of());
    }

    private static boolean kafkaRefuses(Cell cell, int maxInFlight) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        properties.put(ProducerConfig.ACKS_CONFIG, cell.acks().toString());
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, cell.idempotence());
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, maxInFlight);
        if (cell.transactions().enabled()) {
            properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "t");
        }
        try {
            new ProducerConfig(properties);
            return false;
        } catch (ConfigException e) {
            return true;
        }
    }

    @Test
    void noRetriesWithIdempotenceIsRejectedAsKafkaDoes() {
        Workload workload = new Workload(1024, 16, 6, OptionalInt.empty(), 5, 16384, 5, "none", Map.of("retries", "0"));
        Cell idempotent = Cell.LADDER.get(3);
        ForkTarget target = new ForkTarget("localhost:1", "t", "x");
        assertThatThrownBy(() -> new ProducerConfig(ProducerConfiguration.of(target, idempotent, workload, 0)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("retries");
        assertThat(workload.rejection(idempotent)).hasValue("enable.idempotence=true needs retries > 0");
        assertThat(workload.rejection(Cell.DEFAULT_BASELINE)).isEmpty();
    }

    @Test
    void theLongestIntervalStaysBelowTheClientsTransactionTimeout() {
        int timeout = (int) ProducerConfig.configDef().defaultValues().get(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        assertThat(Transactions.LONGEST_INTERVAL.toMillis()).isLessThan(timeout);
    }
}
