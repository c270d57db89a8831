package org.guaranteebench.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClopperPearsonTest {
    /** Newcombe, <i>Two-sided confidence intervals for the single proportion</i>, Statistics in Medicine 17 (1998), table I. */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2527, 0.3676", "15, 148, 0.0578, 0.1617", "0, 20, 0.0000, 0.1684", "1, 29, 0.0009, 0.1776"})
    void theIntervalsAreThoseThatArePublished(int k, int n, double low, double high) {
        ClopperPearson exact = ClopperPearson.of(k, n);
        assertThat(exact.low()).isCloseTo(low, within(0.5e-4));
        assertThat(exact.high()).isCloseTo(high, within(0.5e-4));
    }

    @Test
    void atEachEndTheObservedNumberHasTheChanceOfOneTail() {
        ClopperPearson exact = ClopperPearson.of(27, 30);
        assertThat(BinomialDistribution.of(30, exact.low()).survivalProbability(26))
                .isCloseTo(0.025, within(1e-9));
        assertThat(BinomialDistribution.of(30, exact.high()).cumulativeProbability(27))
                .isCloseTo(0.025, within(1e-9));
    }

    @Test
    void ofThirtySessionsTwentyFiveOrFewerRefuteNinetyFivePercentAndTwentySixDoNot() {
        assertThat(IntStream.rangeClosed(0, 30)
                        .filter(k -> ClopperPearson.of(k, 30).high() < 0.95))
                .hasSize(26)
                .endsWith(25);
        assertThat(ClopperPearson.of(29, 30).low()).isCloseTo(0.828, within(5e-4));
        assertThat(ClopperPearson.of(29, 30).high()).isCloseTo(0.999, within(5e-4));
    }

    @Test
    void allAndNoneEndWhereSharesEnd() {
        assertThat(ClopperPearson.of(30, 30).high()).isEqualTo(1);
        assertThat(ClopperPearson.of(0, 30).low()).isZero();
        assertThatThrownBy(() -> ClopperPearson.of(31, 30)).hasMessage("31 of 30");
        assertThatThrownBy(() -> ClopperPearson.of(0, 0)).hasMessage("0 of 0");
    }
}
