package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarmUpTest {
    private static Arm arm(String benchmark, Cell cell, OptionalInt rate, boolean control) {
        return new Arm(benchmark, cell, new Workload(1024, 16, 6, rate, 5, 16384, 5, "none", Map.of()), control);
    }

    private static Arm throughput(Cell cell) {
        return arm("ProduceThroughput", cell, OptionalInt.empty(), false);
    }

    private static List<Arm> ladder() {
        return Cell.LADDER.stream().map(WarmUpTest::throughput).toList();
    }

    @Test
    void everyCellIsWarmedOnceUnderFullLoadWhateverTheRunMeasures() {
        Cell strong = Cell.LADDER.get(2);
        Cell weak = Cell.LADDER.get(0);
        WarmUp warmUp = WarmUp.of(
                1,
                1,
                List.of(
                        arm("ProduceLatency", strong, OptionalInt.of(10_000), false),
                        arm("ProduceLatency", strong, OptionalInt.of(20_000), true),
                        throughput(strong),
                        arm("ProduceLatency", weak, OptionalInt.of(10_000), false)));
        assertThat(warmUp.turn()).containsExactly(throughput(strong), throughput(weak));
    }

    private static double seconds(WarmUp warmUp) {
        return warmUp.steps().stream()
                .mapToDouble(step -> step.timing().seconds())
                .sum();
    }

    @Test
    void whatIsNotProducersAloneHasHalfOfTheTimeBehindThem() {
        Cell strong = Cell.LADDER.get(2);
        Cell weak = Cell.LADDER.get(0);
        Arm one = arm("EndToEndLatency", strong, OptionalInt.of(5000), false);
        Arm other = arm("EndToEndLatency", weak, OptionalInt.of(5000), false);
        WarmUp warmUp = WarmUp.of(
                1,
                1,
                List.of(
                        other,
                        arm("EndToEndLatency", strong, OptionalInt.of(5000), true),
                        arm("ProduceLatency", weak, OptionalInt.of(10_000), false),
                        one));
        assertThat(warmUp.turn()).containsExactly(throughput(weak), throughput(strong));
        assertThat(warmUp.others()).containsExactly(other, one);
        assertThat(warmUp.steps())
                .extracting(WarmUp.Step::arm)
                .containsExactly(
                        throughput(weak),
                        throughput(strong),
                        throughput(weak),
                        throughput(strong),
                        other,
                        one,
                        other,
                        one);
        assertThat(seconds(warmUp)).isCloseTo(80, within(1e-9));
    }

    @Test
    void ofManyTheFirstOfTheOrderStandForAll() {
        List<Arm> many = new ArrayList<>();
        for (int rate = 1; rate <= 20; rate++) {
            many.add(arm("EndToEndLatency", Cell.LADDER.get(2), OptionalInt.of(rate), false));
        }
        WarmUp warmUp = WarmUp.of(1, 1, many);
        assertThat(warmUp.others()).isEqualTo(many.subList(0, 8));
        assertThat(seconds(warmUp)).isCloseTo(80, within(1e-9));
    }

    @Test
    void producersAloneAreFollowedByNothing() {
        assertThat(WarmUp.of(1, 1, ladder()).others()).isEmpty();
        assertThat(seconds(WarmUp.of(1, 1, ladder()))).isCloseTo(80, within(1e-9));
    }

    @Test
    void theCellsTakeTurnsUntilTheTimeIsOver() {
        List<Arm> ladder = ladder();
        WarmUp warmUp = WarmUp.of(1, 1, ladder);
        List<Arm> expected = new ArrayList<>(ladder);
        expected.addAll(ladder.subList(0, 3));
        assertThat(warmUp.steps()).extracting(WarmUp.Step::arm).isEqualTo(expected);
        assertThat(warmUp.trials()).isEqualTo(8);
    }

    @Test
    void aRoundLastsTheSameHoweverManyCellsThereAre() {
        for (int cells = 1; cells <= 5; cells++) {
            WarmUp warmUp = WarmUp.of(1, 1, ladder().subList(0, cells));
            assertThat(seconds(warmUp)).isCloseTo(80, within(1e-9));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 8, 10", "0.4, 5, 6.4", "1.5, 12, 10", "0.01, 5, 1"})
    void aPresetScalesTheTimeAndNoTrialIsShorterThanASecondOrLongerThanTen(
            double scale, int trials, double secondsOfEach) {
        WarmUp warmUp = WarmUp.of(1, scale, ladder());
        assertThat(warmUp.steps())
                .hasSize(trials)
                .allSatisfy(step -> assertThat(step.timing().seconds()).isCloseTo(secondsOfEach, within(1e-9)));
    }

    @Test
    void moreCellsThanTurnsGetATurnEach() {
        List<Arm> many = new ArrayList<>();
        for (int records = 1; records <= 20; records++) {
            many.add(throughput(Cell.of("all", "true", Integer.toString(records), "read_uncommitted")));
        }
        WarmUp warmUp = WarmUp.of(1, 1, many);
        assertThat(warmUp.steps()).extracting(WarmUp.Step::arm).isEqualTo(many);
        assertThat(warmUp.steps().get(0).timing().seconds()).isCloseTo(4, within(1e-9));
    }

    @Test
    void aTrialMeasuresNothingAndHasNoWarmUpOfItsOwn() {
        Timing timing = WarmUp.of(1, 1, ladder()).steps().get(0).timing();
        assertThat(timing).isEqualTo(new Timing(0, timing.warmupSeconds(), 1, 10));
        assertThat(timing.seconds()).isEqualTo(timing.iterationSeconds());
    }

    @Test
    void roundsRepeatAllOfIt() {
        assertThat(WarmUp.of(3, 1, ladder()).trials()).isEqualTo(24);
        assertThat(WarmUp.of(0, 1, ladder()).trials()).isZero();
    }
}
