package org.guaranteebench.bench.rebalance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RebalanceAccountTest {
    @ParameterizedTest
    @CsvSource({"7, 7, 0", "8, 7, 500", "0, 0, 0"})
    void whoCameHasLeftOrIsStillThereAndRecordsMayComeAgain(long joins, long leaves, long redelivered) {
        assertThatCode(new RebalanceAccount(joins, leaves, 1000, 0, redelivered)::requireTrue)
                .doesNotThrowAnyException();
    }

    @Test
    void aLostRecordIsToldInOneLine() {
        assertThatIllegalStateException()
                .isThrownBy(new RebalanceAccount(8, 7, 1000, 2, 40)::requireTrue)
                .withMessage("of 1000 source records 2 were not delivered; a member joined 8 times and left 7 times");
    }

    @ParameterizedTest
    @CsvSource({"9, 7", "6, 7"})
    void nobodyComesTwiceWithoutLeaving(long joins, long leaves) {
        assertThatIllegalStateException().isThrownBy(new RebalanceAccount(joins, leaves, 1000, 0, 0)::requireTrue);
    }

    @Test
    void itsMetricsAreItsCounts() {
        assertThat(new RebalanceAccount(1, 2, 3, 4, 5).metrics())
                .containsEntry("joins", 1L)
                .containsEntry("leaves", 2L)
                .containsEntry("source_records", 3L)
                .containsEntry("lost", 4L)
                .containsEntry("redelivered", 5L)
                .hasSize(5);
    }
}
