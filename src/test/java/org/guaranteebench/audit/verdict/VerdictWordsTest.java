package org.guaranteebench.audit.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictWordsTest {
    @Test
    void everyVerdictIsFoundByItsWords() {
        for (Verdict verdict : List.of(
                Verdict.held("a"),
                Verdict.violated(true, "b"),
                Verdict.violated(false, "c"),
                Verdict.inconclusive("d"))) {
            assertThat(Verdict.of(verdict.words(), verdict.statement())).isEqualTo(verdict);
        }
    }

    @Test
    void otherWordsAreNoVerdict() {
        for (String words : List.of("", "held", "VIOLATED", "PASS")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Verdict.of(words, ""))
                    .withMessage("verdict is '" + words + "'");
        }
    }
}
