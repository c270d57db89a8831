package org.guaranteebench.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class NaiveScoreTest {
    /** Mean 100, standard deviation 2, standard error 1: t with three degrees of freedom is 3.1824 and 12.924. */
    private static final List<List<Double>> FORKS =
            List.of(List.of(98.0, 102.0), List.of(100 - Math.sqrt(2), 100 + Math.sqrt(2)));

    private static NaiveScore score(double times) {
        List<List<Double>> forks = FORKS.stream()
                .map(fork -> fork.stream().map(value -> times * value).toList())
                .toList();
        return new NaiveScore(100 * times, new NaiveScore(0, 0, forks).error(0.999), forks);
    }

    @Test
    void theErrorIsTheTIntervalOfAllIterationsOfAllForks() {
        assertThat(score(1).error(0.95)).isCloseTo(3.1824, within(1e-4));
        assertThat(score(1).error()).isCloseTo(12.9240, within(1e-3));
    }

    @Test
    void theQuotientsErrorIsThatOfBothArms() {
        assertThat(score(1).ratioError(score(1), 0.95)).isCloseTo(Math.sqrt(2) * 0.031824, within(1e-5));
        assertThat(score(2).ratioError(score(1), 0.95)).isCloseTo(2 * Math.sqrt(2) * 0.031824, within(1e-5));
    }

    @Test
    void resultsAreApartWhenTheirPrintedIntervalsHaveNothingInCommon() {
        assertThat(score(1.29).apartFrom(score(1))).isFalse();
        assertThat(score(1.31).apartFrom(score(1))).isTrue();
        assertThat(score(1).apartFrom(score(1.31))).isTrue();
    }
}
