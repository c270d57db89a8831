package org.guaranteebench.audit.verdict;

import java.util.stream.Stream;

/**
 * @param expected of a violation, whether the scenario had said so before; of nothing else
 * @param statement the sentence to quote
 */
public record Verdict(Outcome outcome, boolean expected, String statement) {
    static Verdict held(String statement) {
        return new Verdict(Outcome.HELD, false, statement);
    }

    static Verdict violated(boolean expected, String statement) {
        return new Verdict(Outcome.VIOLATED, expected, statement);
    }

    static Verdict inconclusive(String statement) {
        return new Verdict(Outcome.INCONCLUSIVE, false, statement);
    }

    /** {@code HELD}, {@code VIOLATED (expected)}, {@code VIOLATED (unexpected)} or {@code INCONCLUSIVE}. */
    public String words() {
        return outcome == Outcome.VIOLATED
                ? outcome + (expected ? " (expected)" : " (unexpected)")
                : outcome.toString();
    }

    /**
     * Whether a weak twin shows its damage and nothing else, or a strong one keeps its promise.
     *
     * @param control whether it is the weak twin's
     */
    public boolean asExpected(boolean control) {
        return control ? outcome == Outcome.VIOLATED && expected : outcome == Outcome.HELD;
    }

    /** The inverse of {@link #words()}. Errors: {@link IllegalArgumentException} for words that are no verdict's. */
    public static Verdict of(String words, String statement) {
        return Stream.of(
                        held(statement), violated(true, statement), violated(false, statement), inconclusive(statement))
                .filter(verdict -> verdict.words().equals(words))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("verdict is '" + words + "'"));
    }
}
