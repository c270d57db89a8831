package org.guaranteebench.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcksTest {

    @ParameterizedTest
    @EnumSource
    void everyValueIsReadBackFromItsText(Acks acks) {
        assertThat(Acks.parse(acks.toString())).isEqualTo(acks);
    }

    @Test
    void usersWriteThemAsKafkaDoes() {
        assertThat(Acks.values()).extracting(Acks::toString).containsExactly("0", "1", "all");
    }

    @Test
    void minusOneIsKafkasSynonymOfAll() {
        assertThat(Acks.parse("-1")).isEqualTo(Acks.ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "ALL", "", " 1", "leader"})
    void anythingElseIsRefusedWithTheAllowedValues(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Acks.parse(text))
                .withMessage("acks=" + text + ": allowed are 0, 1, all");
    }
}
