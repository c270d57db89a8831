package org.guaranteebench.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class SaturationSearchTest {
    private static final int NO_CEILING = 10_000_000;
    private static final double RESOLUTION = 1.06;
    private static final int SEARCHES = 5_000;

    private static SaturationSearch searched(int start, int ceiling, IntPredicate sustained) {
        SaturationSearch search = new SaturationSearch(start, RESOLUTION, ceiling);
        for (OptionalInt rate = search.next(); rate.isPresent(); rate = search.next()) {
            assertThat(rate.getAsInt()).isBetween(1, ceiling);
            assertThat(search.tally().trials()).isLessThan(SaturationSearch.MOST_TRIALS);
            search.saw(rate.getAsInt(), sustained.test(rate.getAsInt()));
        }
        return search;
    }

    /**
     * Share of searches whose answer is off by no more than two of their last steps: one is the resolution, one the noise.
     *
     * @param noise standard deviation of the log of what a trial can carry
     * @param disturbed share of trials that carry half of that, the one that the start is taken from included
     */
    private static double right(double noise, double disturbed) {
        Random random = new Random(7);
        int right = 0;
        for (int i = 0; i < SEARCHES; i++) {
            double capacity = 20_000 * Math.exp(2 * random.nextDouble());
            double first = 0.8 * capacity * Math.exp(0.15 * random.nextGaussian()) * disturbance(random, disturbed);
            SaturationSearch search = searched(
                    (int) first,
                    NO_CEILING,
                    rate -> rate
                            <= capacity * Math.exp(noise * random.nextGaussian()) * disturbance(random, disturbed));
            double off = Math.log(search.tally().sustainable().orElse(1) / capacity);
            right += Math.abs(off) <= 2 * Math.log(RESOLUTION) ? 1 : 0;
        }
        return right / (double) SEARCHES;
    }

    private static double disturbance(Random random, double share) {
        return random.nextDouble() < share ? 0.5 : 1;
    }

    @Test
    void whatANoisyClusterCarriesIsFoundInNineteenOfTwentySearches() {
        assertThat(right(0.03, 0)).isGreaterThan(0.99);
        assertThat(right(0.05, 0.05)).isGreaterThan(0.95);
        assertThat(right(0.03, 0.1)).isGreaterThan(0.95);
    }

    @Test
    void oneDisturbedTrialDoesNotLowerTheAnswerWhereverItFalls() {
        int undisturbed = searched(48_000, NO_CEILING, rate -> rate <= 60_000)
                .tally()
                .sustainable()
                .getAsInt();
        for (int disturbed = 0; disturbed < 12; disturbed++) {
            int[] left = {disturbed};
            SaturationSearch search = searched(48_000, NO_CEILING, rate -> left[0]-- != 0 && rate <= 60_000);
            assertThat(search.tally().sustainable()).as("trial " + disturbed).hasValue(undisturbed);
        }
    }

    /** Two disturbed trials decide a rate; the search that ends below it looks once more. */
    @Test
    void aRateThatLookedTooHighIsLookedAtOnceMoreBeforeItEndsTheSearch() {
        int[] trial = {0};
        SaturationSearch search = searched(48_000, NO_CEILING, rate -> ++trial[0] > 2 && rate <= 60_000);
        assertThat(search.tally().sustainable().getAsInt()).isBetween(60_000 * 100 / 107, 60_000);
    }

    @Test
    void theAnswerStandsBetweenTwoRatesThatMostOfTheirTrialsAgreeOn() {
        RateTally tally = searched(10_000, NO_CEILING, rate -> rate <= 87_654).tally();
        int low = tally.sustainable().getAsInt();
        int high = tally.exceeded().getAsInt();
        assertThat(low).isLessThanOrEqualTo(87_654);
        assertThat(high).isGreaterThan(87_654).isLessThanOrEqualTo((int) (low * RESOLUTION));
        assertThat(tally.trials(low)).isEqualTo(2);
        assertThat(tally.sustained(low)).isEqualTo(2);
        assertThat(tally.trials(high)).as("confirmed").isEqualTo(3);
        assertThat(tally.sustained(high)).isZero();
    }

    @Test
    void ratesHaveThreeDigits() {
        List<Integer> rates = new ArrayList<>();
        searched(45_678, NO_CEILING, rate -> rates.add(rate) && rate <= 61_803);
        assertThat(rates.stream().skip(2)).allMatch(rate -> rate % 100 == 0).hasSizeGreaterThan(5);
    }

    @Test
    void aCeilingIsNeverExceededAndEndsTheSearch() {
        RateTally tally = searched(50_000, 70_000, rate -> true).tally();
        assertThat(tally.sustainable()).hasValue(70_000);
        assertThat(tally.exceeded()).isEmpty();
        assertThat(searched(90_000, 70_000, rate -> true).tally().sustainable()).hasValue(70_000);
    }

    @Test
    void whereNothingIsSustainedTheSearchEndsWithoutAnAnswer() {
        RateTally tally = searched(50_000, NO_CEILING, rate -> false).tally();
        assertThat(tally.sustainable()).isEmpty();
        assertThat(tally.exceeded()).isPresent();
        assertThat(tally.trials()).isLessThanOrEqualTo(SaturationSearch.MOST_TRIALS);
    }

    @Test
    void trialsThatContradictEachOtherDoNotGoOnForEver() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            RateTally tally =
                    searched(50_000, NO_CEILING, rate -> random.nextBoolean()).tally();
            assertThat(tally.trials()).isLessThanOrEqualTo(SaturationSearch.MOST_TRIALS);
        }
    }

    @Test
    void aRateIsDecidedByTwoTrialsOfThreeAndAfterASecondLookByThreeOfFive() {
        RateTally tally = new RateTally();
        tally.saw(100, true);
        assertThat(tally.undecided()).hasValue(100);
        tally.saw(100, false);
        assertThat(tally.undecided()).hasValue(100);
        tally.saw(100, false);
        assertThat(tally.exceeded()).hasValue(100);
        tally.saw(100, true);
        assertThat(tally.undecided()).hasValue(100);
        tally.saw(100, true);
        assertThat(tally.sustainable()).hasValue(100);
        assertThat(tally.exceeded()).isEmpty();
    }
}
