package org.guaranteebench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SteadinessTest {
    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void onALineTheDriftIsFromItsFirstPointToItsLast() {
        Steadiness line = Steadiness.of(new double[] {80, 90, 100, 110, 120});
        assertThat(line.drift()).isEqualTo(0.4, EXACT);
        assertThat(Steadiness.of(new double[] {120, 110, 100, 90, 80}).drift()).isEqualTo(-0.4, EXACT);
    }

    @Test
    void oneDisturbedMeasurementIsNoDrift() {
        assertThat(Steadiness.of(new double[] {100, 100, 5, 100, 100, 100}).drift())
                .isZero();
    }

    @Test
    void aStepIsFoundWhereItIs() {
        Steadiness step = Steadiness.of(new double[] {100, 100, 100, 100, 100, 150, 150, 150});
        assertThat(step.shift()).isEqualTo(0.5, EXACT);
        assertThat(step.at()).isEqualTo(5);
    }

    @Test
    void ofSeveralChangesTheLargestIsToldUpOrDown() {
        assertThat(Steadiness.of(new double[] {100, 100, 50, 50, 90, 90}).shift())
                .as("down to 0.7 after two, up to 1.2 after four")
                .isEqualTo(70 / 100.0 - 1, EXACT);
    }

    @Test
    void offFourMeasurementsTheHalvesAreCompared() {
        Steadiness halves = Steadiness.of(new double[] {1000, 100, 100, 100});
        assertThat(halves.at()).isEqualTo(2);
        assertThat(halves.shift()).isEqualTo(100 / 550.0 - 1, EXACT);
    }

    @Test
    void neitherPartIsLessThanAQuarter() {
        double[] values =
                IntStream.range(0, 16).mapToDouble(i -> i < 3 ? 1 : 100).toArray();
        assertThat(Steadiness.of(values).at()).isEqualTo(4);
    }

    @Test
    void whatNeverChangesIsSteadyAndOneMeasurementSaysNothing() {
        assertThat(Steadiness.of(new double[] {7, 7, 7}).drift()).isZero();
        assertThat(Steadiness.of(new double[] {7, 7, 7}).shift()).isZero();
        assertThat(Steadiness.of(new double[] {7}).drift()).isNaN();
        assertThat(Steadiness.of(new double[0]).shift()).isNaN();
    }
}
