package org.guaranteebench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProducerConfigurationTest {
    private static final ForkTarget TARGET = new ForkTarget("localhost:19092", "topic", "kgb-run-tx");
    private static final Cell FIRE_AND_FORGET = Cell.LADDER.get(0);
    private static final Cell ALL_ISR = Cell.LADDER.get(2);
    private static final Cell IDEMPOTENT = Cell.LADDER.get(3);
    private static final Cell TRANSACTIONAL = Cell.LADDER.get(4);
    private static final Workload WORKLOAD = workload(Map.of());

    /** Values that are nobody's default. */
    private static Workload workload(Map<String, String> producer) {
        return new Workload(100, 0, 1, OptionalInt.empty(), 7, 12_345, 3, "lz4", producer);
    }

    private static Map<String, Object> properties(Cell cell) {
        return ProducerConfiguration.of(TARGET, cell, WORKLOAD, 2);
    }

    static List<Cell> ladder() {
        return Cell.LADDER;
    }

    @ParameterizedTest
    @CsvSource({"0, 0, false", "1, 1, false", "2, all, false", "3, all, true", "4, all, true"})
    void acksAndIdempotenceAreAlwaysSaidExplicitly(int rung, String acks, boolean idempotence) {
        assertThat(properties(Cell.LADDER.get(rung)))
                .containsEntry("acks", acks)
                .containsEntry("enable.idempotence", idempotence);
    }

    @ParameterizedTest
    @MethodSource("ladder")
    void onlyATransactionalCellHasATransactionalIdAndEachThreadItsOwn(Cell cell) {
        if (cell.equals(TRANSACTIONAL)) {
            assertThat(properties(cell)).containsEntry("transactional.id", "kgb-run-tx-2");
        } else {
            assertThat(properties(cell)).doesNotContainKey("transactional.id");
        }
    }

    @Test
    void theWorkloadReachesTheClient() {
        assertThat(properties(IDEMPOTENT))
                .containsEntry("linger.ms", 7)
                .containsEntry("batch.size", 12_345)
                .containsEntry("max.in.flight.requests.per.connection", 3)
                .containsEntry("compression.type", "lz4")
                .containsEntry("bootstrap.servers", "localhost:19092")
                .containsEntry("client.id", "kgb-client-2");
    }

    @ParameterizedTest
    @MethodSource("ladder")
    void kafkaReadsThemAsTheCellAsks(Cell cell) {
        assertThatCode(() -> ProducerConfiguration.requireEffective(properties(cell), cell, WORKLOAD))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("ladder")
    void tuningDoesNotVaryWithTheLevel(Cell cell) {
        Map<String, Object> tuning = properties(cell);
        tuning.keySet().removeAll(Set.of("acks", "enable.idempotence", "transactional.id"));
        Map<String, Object> baseline = properties(FIRE_AND_FORGET);
        baseline.keySet().removeAll(Set.of("acks", "enable.idempotence"));

        assertThat(tuning).isEqualTo(baseline);
    }

    @Test
    void theSuitesOwnSettingsYieldToTheUsers() {
        for (String name : ProducerConfiguration.suiteSettings().keySet()) {
            assertThat(properties(IDEMPOTENT))
                    .containsEntry(name, ProducerConfiguration.suiteSettings().get(name));
            assertThat(ProducerConfiguration.of(TARGET, IDEMPOTENT, workload(Map.of(name, "54321")), 0))
                    .containsEntry(name, "54321");
        }
        assertThat(ProducerConfiguration.suiteSettings()).containsEntry("buffer.memory", "4194304");
    }

    @Test
    void theUsersOwnPropertiesCannotUndoAGuarantee() {
        Map<String, String> sabotage = Map.of(
                "acks", "0", "enable.idempotence", "false", "linger.ms", "0", "bootstrap.servers", "elsewhere:1");

        assertThat(ProducerConfiguration.of(TARGET, IDEMPOTENT, workload(sabotage), 2))
                .isEqualTo(properties(IDEMPOTENT));
    }

    @Test
    void idempotenceThatKafkaSwitchesOnByDefaultFailsACellWithoutIt() {
        Map<String, Object> properties = properties(ALL_ISR);
        properties.remove("enable.idempotence");

        assertThatIllegalStateException()
                .isThrownBy(() -> ProducerConfiguration.requireEffective(properties, ALL_ISR, WORKLOAD))
                .withMessage("the client's effective enable.idempotence is true, the cell asks for false");
    }

    @Test
    void idempotenceThatKafkaDropsSilentlyFailsACellWithIt() {
        Map<String, Object> properties = properties(IDEMPOTENT);
        properties.put("enable.idempotence", false);

        assertThatIllegalStateException()
                .isThrownBy(() -> ProducerConfiguration.requireEffective(properties, IDEMPOTENT, WORKLOAD))
                .withMessage("the client's effective enable.idempotence is false, the cell asks for true");
    }

    @Test
    void aTransactionalCellWithoutTransactionalIdFails() {
        Map<String, Object> properties = properties(TRANSACTIONAL);
        properties.remove("transactional.id");

        assertThatIllegalStateException()
                .isThrownBy(() -> ProducerConfiguration.requireEffective(properties, TRANSACTIONAL, WORKLOAD))
                .withMessage("the client's effective transactional (transactional.id set) is false, the cell asks"
                        + " for true");
    }

    @ParameterizedTest
    @CsvSource({
        "acks, 1, 1, 0",
        "acks, all, -1, 0",
        "linger.ms, 8, 8, 7",
        "batch.size, 16384, 16384, 12345",
        "max.in.flight.requests.per.connection, 5, 5, 3",
        "compression.type, none, none, lz4"
    })
    void anyDifferenceIsNamedWithWantedAndEffectiveValue(
            String property, String given, String effective, String wanted) {
        Map<String, Object> properties = properties(FIRE_AND_FORGET);
        properties.put(property, given);

        assertThatIllegalStateException()
                .isThrownBy(() -> ProducerConfiguration.requireEffective(properties, FIRE_AND_FORGET, WORKLOAD))
                .withMessage(
                        "the client's effective " + property + " is " + effective + ", the cell asks for " + wanted);
    }

    @ParameterizedTest
    @CsvSource({
        "buffer.memory, 67108864",
        "delivery.timeout.ms, 1000",
        "retries, 3",
        "partitioner.ignore.keys, true",
        "send.buffer.bytes, -1"
    })
    void aPropertyThatTheSuiteDoesNotOwnIsAllowed(String name, String value) {
        assertThatCode(() -> ProducerConfiguration.checkProperty(name, value)).doesNotThrowAnyException();
    }

    @Test
    void anUnknownPropertyIsRefusedWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProducerConfiguration.checkProperty("buffer.memroy", "1"))
                .withMessage("producer.buffer.memroy: not a producer property; allowed are "
                        + new TreeSet<>(ProducerConfig.configNames()));
    }

    @ParameterizedTest
    @CsvSource({
        "acks, 0, -p acks",
        "enable.idempotence, true, -p idempotence",
        "transactional.id, x, -p transactions",
        "linger.ms, 1, -p linger.ms",
        "batch.size, 1, -p batch.size",
        "max.in.flight.requests.per.connection, 1, -p max.in.flight",
        "compression.type, none, -p compression"
    })
    void aPropertyWithAParameterOfItsOwnIsRefusedWithThatParameter(String name, String value, String owner) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProducerConfiguration.checkProperty(name, value))
                .withMessage("producer." + name + "=" + value + ": is set by " + owner);
    }

    /** What is checked and what is set must not drift apart. */
    @Test
    void everythingThatTheSuiteSetsForGoodIsRefused() {
        Set<String> set = new TreeSet<>(properties(TRANSACTIONAL).keySet());
        set.removeAll(ProducerConfiguration.suiteSettings().keySet());

        assertThat(set)
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> ProducerConfiguration.checkProperty(name, "1"))
                        .withMessageContaining(": is set by "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sasl.jaas.config", "sasl.mechanism", "ssl.keystore.password", "ssl.key.password"})
    void aSecuritySettingIsRefusedWithoutRepeatingItsValue(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProducerConfiguration.checkProperty(name, "canary"))
                .withMessage("producer." + name
                        + ": security settings are refused here, parameters are stored with the results");
    }

    @ParameterizedTest
    @CsvSource({
        "buffer.memory, lots",
        "buffer.memory, -1",
        "request.timeout.ms, 1.5",
        "partitioner.ignore.keys, maybe",
        "partitioner.class, no.such.Class",
        "metadata.recovery.strategy, hope"
    })
    void aValueThatTheClientWouldRefuseIsRefusedInOneLine(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProducerConfiguration.checkProperty(name, value))
                .withMessageStartingWith("producer." + name + "=" + value + ": ")
                .withMessageContaining(name)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void aSemicolonWouldBreakTheEncodingAndIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProducerConfiguration.checkProperty("metric.reporters", "a;b"))
                .withMessage("producer.metric.reporters=a;b: a value cannot hold ';'");
    }
}
