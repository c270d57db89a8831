package org.guaranteebench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.measure.Iterations.fork;
import static org.guaranteebench.measure.Iterations.iteration;
import static org.guaranteebench.measure.Iterations.merged;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatioResultTest {

    private static RatioResult cpu(double numerator, double denominator) {
        return new RatioResult("client_cpu", numerator, denominator, "ns/record");
    }

    @Test
    void theScoreIsTheRatio() {
        assertThat(cpu(10, 4).getScore()).isEqualTo(2.5);
        assertThat(cpu(10, 4).getScoreUnit()).isEqualTo("ns/record");
        assertThat(cpu(10, 4).getLabel()).isEqualTo("client_cpu");
    }

    @Test
    void threadsAddUpOnBothSides() {
        var results = merged(iteration(List.of(cpu(10, 1), cpu(30, 9))));

        assertThat(results.get("client_cpu").getScore()).isEqualTo(4);
    }

    /** The mean of the two ratios would be 5.5. */
    @Test
    void aLongIterationWeighsMoreThanAShortOne() {
        var results = merged(fork(iteration(List.of(cpu(10, 1))), iteration(List.of(cpu(99, 99)))));

        assertThat(results.get("client_cpu").getScore()).isEqualTo(1.09);
    }

    @Test
    void forksAddUpOnBothSides() {
        var results = merged(fork(iteration(List.of(cpu(10, 1)))), fork(iteration(List.of(cpu(99, 99)))));

        assertThat(results.get("client_cpu").getScore()).isEqualTo(1.09);
        assertThat(results.get("client_cpu").getScoreUnit()).isEqualTo("ns/record");
    }

    @Test
    void nothingToDivideByIsNoFigure() {
        assertThat(cpu(10, 0).getScore()).isNaN();
        assertThat(cpu(0, 0).getScore()).isNaN();
    }

    @Test
    void aThreadWithoutRecordsDoesNotSpoilTheOthers() {
        var results = merged(iteration(List.of(cpu(2, 0), cpu(10, 4))));

        assertThat(results.get("client_cpu").getScore()).isEqualTo(3);
    }
}
