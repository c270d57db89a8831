package org.guaranteebench.bench;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class AccountTest {
    @Test
    void everyRecordWithOneResultIsTrue() {
        assertThatCode(new Account(100, 100, 0, 0, 0)::requireTrue).doesNotThrowAnyException();
    }

    @Test
    void whatWasSkippedMayBeMissing() {
        assertThatCode(new Account(100, 97, 3, 0, 3)::requireTrue).doesNotThrowAnyException();
    }

    @Test
    void lostAndDuplicatedAreToldInOneLine() {
        assertThatIllegalStateException()
                .isThrownBy(new Account(100, 98, 3, 1, 0)::requireTrue)
                .withMessage("of 100 source records 3 were lost and 0 skipped; of 98 results 1 were duplicates");
    }

    @Test
    void moreLostThanSkippedIsALoss() {
        assertThatIllegalStateException()
                .isThrownBy(new Account(100, 96, 4, 0, 3)::requireTrue)
                .withMessageStartingWith("of 100 source records 1 were lost and 3 skipped");
    }

    @Test
    void aSkippedRecordWithAResultWasNotSkipped() {
        assertThatIllegalStateException().isThrownBy(new Account(100, 100, 0, 0, 1)::requireTrue);
    }
}
