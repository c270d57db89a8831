package org.guaranteebench.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SemanticsTest {

    @ParameterizedTest
    @EnumSource
    void everyValueIsReadBackFromItsText(Semantics semantics) {
        assertThat(Semantics.parse(semantics.toString())).isEqualTo(semantics);
    }

    @Test
    void onlyTheTwoThatNeedADatabaseStore() {
        assertThat(Arrays.stream(Semantics.values()).filter(Semantics::stores))
                .containsExactly(Semantics.EFFECTIVELY_ONCE, Semantics.EXACTLY_ONCE_EXTERNAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "once", "exactly_once", "EXACTLY_ONCE", "at-least-once "})
    void anythingElseIsRefusedWithTheAllowedValues(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Semantics.parse(text))
                .withMessage("semantics=" + text + ": allowed are at-most-once, auto-commit, at-least-once,"
                        + " at-least-once-idempotent, effectively-once, exactly-once, exactly-once-external");
    }
}
