package org.guaranteebench.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupProtocolTest {

    @ParameterizedTest
    @EnumSource
    void everyValueIsReadBackFromItsText(GroupProtocol protocol) {
        assertThat(GroupProtocol.parse(protocol.toString())).isEqualTo(protocol);
    }

    @Test
    void theTextsAreThoseOfKafkasConsumer() {
        assertThat(Arrays.stream(GroupProtocol.values()).map(GroupProtocol::toString))
                .containsExactlyElementsOf(Arrays.stream(org.apache.kafka.clients.consumer.GroupProtocol.values())
                        .map(protocol -> protocol.name.toLowerCase(Locale.ROOT))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Classic", "CONSUMER", "streams", "share"})
    void anythingElseIsRefusedWithTheAllowedValues(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupProtocol.parse(text))
                .withMessage("group.protocol=" + text + ": allowed are classic, consumer");
    }
}
