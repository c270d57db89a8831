package org.guaranteebench.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PredecessorTest {
    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsRead(Predecessor predecessor) {
        assertThat(Predecessor.parse(predecessor.toString())).isEqualTo(predecessor);
    }

    @Test
    void anUnknownOneIsRefusedWithWhatIsAllowed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Predecessor.parse("zombie"))
                .withMessage("predecessor=zombie: allowed are none, committed, open");
    }
}
