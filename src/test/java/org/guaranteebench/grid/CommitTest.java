package org.guaranteebench.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommitTest {

    @ParameterizedTest
    @CsvSource({
        "none, NONE",
        "auto, AUTO",
        "before, BEFORE",
        "batch-async, BATCH_ASYNC",
        "batch-sync, BATCH_SYNC",
        "record-sync, RECORD_SYNC"
    })
    void aStrategyWithoutANumberIsReadBackFromItsText(String text, Commit.Kind kind) {
        Commit commit = Commit.parse(text);

        assertThat(commit.kind()).isEqualTo(kind);
        assertThat(commit.records()).isEmpty();
        assertThat(commit).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 100, 9_999, 100_000})
    void everyNRecordsKeepsItsNumber(int n) {
        Commit commit = Commit.parse("every-" + n);

        assertThat(commit.kind()).isEqualTo(Commit.Kind.EVERY);
        assertThat(commit.records()).hasValue(n);
        assertThat(commit).hasToString("every-" + n);
    }

    @Test
    void theSameTextIsTheSameStrategy() {
        assertThat(Commit.parse("every-100"))
                .isEqualTo(Commit.parse("every-100"))
                .isNotEqualTo(Commit.parse("every-101"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "every",
                "every-",
                "every-0",
                "every-1",
                "every-01",
                "every-100001",
                "every-999999",
                "every-1000000",
                "every-99999999999",
                "every--5",
                "every-1e3",
                "every-10 ",
                "Auto",
                "batch",
                "batch-sync-5",
                "BATCH_SYNC"
            })
    void anythingElseIsRefusedWithTheAllowedForms(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Commit.parse(text))
                .withMessage("commit=" + text + ": allowed are none, auto, before, batch-async, batch-sync, every-<n>"
                        + " with n from 2 to 100000, record-sync");
    }
}
