package org.guaranteebench.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.guaranteebench.stats.Verdict.Better;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTest {
    private static final double SMALL_P = 0.01;

    private static PairedRatio effect(double ratio, double low, double high) {
        return new PairedRatio(8, ratio, low, high, SMALL_P, ratio, low, high);
    }

    private static PairedRatio withoutInterval(int blocks) {
        return new PairedRatio(blocks, 0.5, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HIGHER | 0.88 | 0.85 | 0.91 | costs 12 % (9.0–15 %)",
                "HIGHER | 1.20 | 1.15 | 1.25 | gains 20 % (15–25 %)",
                "LOWER  | 1.20 | 1.15 | 1.25 | costs 20 % (15–25 %)",
                "LOWER  | 0.88 | 0.85 | 0.91 | saves 12 % (9.0–15 %)",
                "LOWER  | 1.021 | 1.012 | 1.034 | costs 2.1 % (1.2–3.4 %)"
            })
    void anIntervalOnOneSideOfOneIsACostOrASaving(Better better, double ratio, double low, double high, String words) {
        assertThat(Verdict.of(effect(ratio, low, high), SMALL_P, better)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HIGHER | 0.25 | 0.2  | 0.3125 | costs a factor of 4.0 (3.2–5.0)",
                "HIGHER | 4.2  | 3.9  | 4.6    | gains a factor of 4.2 (3.9–4.6)",
                "LOWER  | 4.2  | 3.9  | 4.6    | costs a factor of 4.2 (3.9–4.6)",
                "LOWER  | 0.25 | 0.2  | 0.3125 | saves a factor of 4.0 (3.2–5.0)",
                "LOWER  | 12.4 | 10.2 | 15.1   | costs a factor of 12 (10–15)",
                "LOWER  | 2.9  | 2.8  | 3.1    | costs 190 % (180–210 %)"
            })
    void threefoldAndMoreIsAFactor(Better better, double ratio, double low, double high, String words) {
        assertThat(Verdict.of(effect(ratio, low, high), SMALL_P, better)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1.20 | 1.15 | 1.25 | higher by 20 % (15–25 %)", "0.88 | 0.85 | 0.91 | lower by 12 % (9.0–15 %)"})
    void anExplanationDiffersAndIsNeverACost(double ratio, double low, double high, String words) {
        assertThat(Verdict.of(effect(ratio, low, high), SMALL_P, Better.NEITHER))
                .isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.01 | 0.98 | 1.04 | indistinguishable (−2.0 to +4.0 %)",
                "0.99 | 0.93 | 1.02 | indistinguishable (−7.0 to +2.0 %)",
                "1.00 | 0.9996 | 1.0002 | indistinguishable (−0.0 to +0.0 %)"
            })
    void aNarrowIntervalAroundOneSaysHowFarItReaches(double ratio, double low, double high, String words) {
        assertThat(Verdict.of(effect(ratio, low, high), 0.7, Better.HIGHER)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.00 | 0.97 | 1.12 | precision not reached (−3.0 to +12 %)",
                "0.90 | 0.70 | 1.01 | precision not reached (−30 to +1.0 %)",
                "1.80 | 0.94 | 13.7 | precision not reached (a factor of 0.94 to 14)",
                "0.60 | 0.30 | 1.05 | precision not reached (a factor of 0.30 to 1.1)"
            })
    void aWideIntervalAroundOneIsLackOfPrecision(double ratio, double low, double high, String words) {
        assertThat(Verdict.of(effect(ratio, low, high), 0.7, Better.HIGHER)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"1.00, 1.05", "0.95, 1.00"})
    void anIntervalThatEndsAtOneHoldsIt(double low, double high) {
        assertThat(Verdict.of(effect(1.01, low, high), SMALL_P, Better.LOWER)).startsWith("indistinguishable");
    }

    @ParameterizedTest
    @EnumSource
    void evidenceThatDoesNotSurviveHolmsCorrectionIsNoFinding(Better better) {
        assertThat(Verdict.of(effect(0.88, 0.85, 0.91), 0.0938, better))
                .isEqualTo("precision not reached (p = 0.094 after Holm's correction)");
    }

    @Test
    void fivePercentAfterCorrectionIsStillAFinding() {
        assertThat(Verdict.of(effect(0.88, 0.85, 0.91), 0.05, Better.HIGHER)).startsWith("costs 12 %");
    }

    @Test
    void tooFewBlocksAreSaidToBeTooFew() {
        assertThat(Verdict.of(withoutInterval(1), Double.NaN, Better.HIGHER))
                .isEqualTo("precision not reached (1 block, an interval needs 6)");
        assertThat(Verdict.of(withoutInterval(5), Double.NaN, Better.HIGHER))
                .isEqualTo("precision not reached (5 blocks, an interval needs 6)");
    }

    @Test
    void twoSamplesAreJudgedInTheSameWords() {
        assertThat(Verdict.of(new UnpairedRatio(8, 7, 0.88, 0.85, 0.91, SMALL_P), SMALL_P, Better.NEITHER))
                .isEqualTo("lower by 12 % (9.0–15 %)");
        assertThat(Verdict.of(new UnpairedRatio(8, 7, 0.88, 0.85, 0.91, SMALL_P), 0.0938, Better.NEITHER))
                .isEqualTo("precision not reached (p = 0.094 after Holm's correction)");
        assertThat(Verdict.of(new UnpairedRatio(8, 7, 1.01, 0.98, 1.04, 0.7), 0.7, Better.NEITHER))
                .isEqualTo("indistinguishable (−2.0 to +4.0 %)");
    }

    @Test
    void samplesTooSmallForAnIntervalAreSaidToBe() {
        assertThat(Verdict.of(
                        UnpairedRatio.of(new double[] {1, 2, 3}, new double[] {1, 2, 3}), Double.NaN, Better.NEITHER))
                .isEqualTo("precision not reached (3 against 3 values are too few for an interval)");
        assertThat(Verdict.of(UnpairedRatio.of(new double[0], new double[] {1}), Double.NaN, Better.NEITHER))
                .isEqualTo("not measured");
    }

    @Test
    void withoutBlocksNothingWasMeasured() {
        assertThat(Verdict.of(withoutInterval(0), Double.NaN, Better.HIGHER)).isEqualTo("not measured");
    }

    @Test
    void theWordsDoNotDependOnTheMachinesLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Verdict.of(effect(0.988, 0.985, 0.991), SMALL_P, Better.HIGHER))
                    .isEqualTo("costs 1.2 % (0.9–1.5 %)");
            assertThat(Verdict.of(effect(4.2, 3.9, 4.6), SMALL_P, Better.LOWER)).contains("4.2 (3.9–4.6)");
            assertThat(Verdict.of(effect(0.88, 0.85, 0.91), 0.0938, Better.LOWER))
                    .contains("p = 0.094");
        } finally {
            Locale.setDefault(before);
        }
    }
}
