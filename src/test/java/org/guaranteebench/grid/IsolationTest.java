package org.guaranteebench.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsolationTest {

    @ParameterizedTest
    @EnumSource
    void everyValueIsReadBackFromItsText(Isolation isolation) {
        assertThat(Isolation.parse(isolation.toString())).isEqualTo(isolation);
    }

    @Test
    void theTextsAreThoseOfKafkasConsumer() {
        var validator = ConsumerConfig.configDef().configKeys().get(ConsumerConfig.ISOLATION_LEVEL_CONFIG).validator;

        assertThat(validator.toString())
                .isEqualTo("[" + Isolation.READ_COMMITTED + ", " + Isolation.READ_UNCOMMITTED + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "READ_COMMITTED", "committed", "serializable"})
    void anythingElseIsRefusedWithTheAllowedValues(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Isolation.parse(text))
                .withMessage("isolation=" + text + ": allowed are read_uncommitted, read_committed");
    }
}
