package org.guaranteebench.bench.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.guaranteebench.grid.Predecessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TakeoverAccountTest {
    @ParameterizedTest
    @EnumSource(
            value = Predecessor.class,
            names = {"COMMITTED", "OPEN"})
    void eachPredecessorIsFencedAndEachCommittedRecordReadOnce(Predecessor predecessor) {
        assertThatCode(() -> new TakeoverAccount(20, 20, 46, 0, 0, 0).requireTrue(predecessor))
                .doesNotThrowAnyException();
    }

    @Test
    void whereThereIsNoPredecessorNoneIsFenced() {
        assertThatCode(() -> new TakeoverAccount(20, 0, 20, 0, 0, 0).requireTrue(Predecessor.NONE))
                .doesNotThrowAnyException();
        assertThatIllegalStateException()
                .isThrownBy(() -> new TakeoverAccount(20, 1, 20, 0, 0, 0).requireTrue(Predecessor.NONE));
    }

    @Test
    void aPredecessorThatCouldStillCommitIsToldInOneLine() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new TakeoverAccount(20, 19, 46, 0, 0, 0).requireTrue(Predecessor.OPEN))
                .withMessage("of 20 predecessors 19 were fenced; of 46 committed records 0 were not read, 0 read again,"
                        + " and 0 that were not committed were read");
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "0, 1, 0", "0, 0, 1"})
    void aRecordTooFewOrTooManyIsAFailure(long lost, long duplicated, long aborted) {
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> new TakeoverAccount(20, 20, 46, lost, duplicated, aborted).requireTrue(Predecessor.OPEN));
    }

    @Test
    void itsMetricsAreItsCounts() {
        assertThat(new TakeoverAccount(1, 2, 3, 4, 5, 6).metrics())
                .containsEntry("takeovers", 1L)
                .containsEntry("fenced", 2L)
                .containsEntry("source_records", 3L)
                .containsEntry("lost", 4L)
                .containsEntry("duplicated", 5L)
                .containsEntry("aborted_read", 6L)
                .hasSize(6);
    }
}
