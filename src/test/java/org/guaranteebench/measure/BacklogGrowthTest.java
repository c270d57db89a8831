package org.guaranteebench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogGrowthTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 77 * SECOND;

    /** Records that are due every millisecond for two seconds, served one after the other in the given time. */
    private static BacklogGrowth queue(long serviceNanos) {
        BacklogGrowth growth = new BacklogGrowth();
        growth.startIteration();
        long free = START;
        for (int i = 0; i < 2000; i++) {
            long due = START + i * 1_000_000L;
            free = Math.max(free, due) + serviceNanos;
            growth.add(due, free - due);
        }
        return growth;
    }

    private static double slope(BacklogGrowth growth) {
        return growth.result().getScore();
    }

    @Test
    void aLoadThatIsCarriedLeavesNoBacklog() {
        assertThat(slope(queue(900_000))).isCloseTo(0, within(1e-9));
    }

    @Test
    void aLoadAboveTheCapacityGrowsByItsExcess() {
        assertThat(slope(queue(1_050_000))).isCloseTo(0.05, within(1e-6));
        assertThat(slope(queue(2_000_000))).isCloseTo(1, within(1e-6));
    }

    @Test
    void waitsThatBecomeShorterAreNegative() {
        BacklogGrowth growth = new BacklogGrowth();
        growth.add(START, SECOND / 10);
        growth.add(START + SECOND, SECOND / 20);
        assertThat(slope(growth)).isCloseTo(-0.05, within(1e-9));
    }

    @Test
    void oneRecordHasNoSlope() {
        BacklogGrowth growth = new BacklogGrowth();
        assertThat(growth.known()).isFalse();
        growth.add(START, 1);
        assertThat(growth.known()).isFalse();
        growth.add(START + 1, 1);
        assertThat(growth.known()).isTrue();
    }

    @Test
    void anIterationBeginsAnew() {
        BacklogGrowth growth = queue(2_000_000);
        growth.startIteration();
        growth.add(START, 5);
        growth.add(START + SECOND, 5);
        assertThat(slope(growth)).isZero();
    }

    /** Each about its own means: that one iteration waits longer than another is no growth within either. */
    @Test
    void iterationsMakeOneSlopeTogether() {
        BacklogGrowth slow = new BacklogGrowth();
        slow.add(START, SECOND);
        slow.add(START + SECOND, SECOND + SECOND / 10);
        BacklogGrowth fast = new BacklogGrowth();
        fast.add(START, 0);
        fast.add(START + SECOND, SECOND / 10);
        RatioResult both = RatioResult.merge(List.of(slow.result(), fast.result()));
        assertThat(both.getScore()).isCloseTo(0.1, within(1e-9));
    }
}
