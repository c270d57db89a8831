package org.guaranteebench.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.apache.kafka.common.record.internal.CompressionType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ParameterTest {

    @ParameterizedTest
    @CsvSource({
        "ACKS, -1, all",
        "ACKS, all, all",
        "IDEMPOTENCE, true, true",
        "TRANSACTIONS, 1000ms, 1s",
        "ISOLATION, read_committed, read_committed",
        "RECORD_SIZE, 0100, 100",
        "RATE, +10000, 10000",
        "LINGER_MS, 00, 0",
        "COMPRESSION, lz4, lz4"
    })
    void aValueIsReturnedInItsCanonicalForm(Parameter parameter, String given, String canonical) {
        assertThat(parameter.check(given)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "RECORD_SIZE, 16, 1000000",
        "KEY_SIZE, 0, 256",
        "PARTITIONS, 1, 1000",
        "RATE, 1, 10000000",
        "LINGER_MS, 0, 15000",
        "BATCH_SIZE, 0, 1048576",
        "MAX_IN_FLIGHT, 1, 100",
        "HEARTBEAT, 0, 15000"
    })
    void aNumberIsAllowedFromItsLowestToItsHighestValueAndTheMessageSaysSo(Parameter parameter, int low, int high) {
        assertThat(parameter.check(Integer.toString(low))).isEqualTo(Integer.toString(low));
        assertThat(parameter.check(Integer.toString(high))).isEqualTo(Integer.toString(high));
        for (String value :
                new String[] {Integer.toString(low - 1), Integer.toString(high + 1), "1.5", "1e3", "ten", ""}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> parameter.check(value))
                    .withMessageStartingWith(parameter.spelling() + "=" + value + ": allowed are " + low + " ")
                    .withMessageContaining(Integer.toString(high));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalIsOneLineThatNamesParameterValueAndAllowedValues(Parameter parameter) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parameter.check("bogus"))
                .withMessage(parameter.spelling() + "=bogus: allowed are " + parameter.allowed())
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void everyCompressionOfTheClientIsAllowed() {
        for (CompressionType type : CompressionType.values()) {
            assertThat(Parameter.COMPRESSION.check(type.name)).isEqualTo(type.name);
        }
    }

    @ParameterizedTest
    @EnumSource
    void itIsFoundByTheNameThatUsersWriteAndByItsField(Parameter parameter) {
        assertThat(Parameter.bySpelling(parameter.spelling())).contains(parameter);
        assertThat(Parameter.byField(parameter.field())).contains(parameter);
    }

    @Test
    void anUnknownNameFindsNothing() {
        assertThat(Parameter.bySpelling("lingerMs")).isEmpty();
        assertThat(Parameter.byField("linger.ms")).isEmpty();
    }

    @Test
    void fourParametersAreGuarantees() {
        assertThat(Parameter.guarantees())
                .containsExactly(Parameter.ACKS, Parameter.IDEMPOTENCE, Parameter.TRANSACTIONS, Parameter.ISOLATION);
    }

    @Test
    void theListOfSpellingsHoldsEveryParameterAndTheProducersProperties() {
        assertThat(Parameter.spellings().split(", "))
                .hasSize(Parameter.values().length + 2)
                .contains("acks", "linger.ms", "compression", "producer.<property>", "consumer.<property>");
    }
}
