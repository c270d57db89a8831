package org.guaranteebench.run;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.guaranteebench.grid.Arm;

/**
 * What makes the brokers' code hot in the shortest time: every cell under full load, whatever the run measures, in
 * random order and in turn, as often as the time for it asks. Nothing of it is recorded.
 *
 * @param rounds {@code -wf}; 0 for none
 * @param seconds of a round
 * @param turn the cells, in their order
 */
record WarmUp(int rounds, double seconds, List<Arm> turn) {
    /**
     * Full load per start of the brokers. Measured on two cores: after 48 s they were a third slower than after 100, and
     * a trial has its own warm-up besides.
     */
    private static final double SECONDS = 80;

    /** Bounds the data of one topic. */
    private static final double LONGEST_TRIAL_SECONDS = 10;

    static WarmUp of(int rounds, double timeScale, List<Arm> order) {
        Set<Arm> saturating = new LinkedHashSet<>();
        for (Arm arm : order) {
            saturating.add(new Arm(
                    Benchmarks.saturating().name(),
                    arm.cell().produced(),
                    arm.workload().produced(),
                    false));
        }
        return new WarmUp(rounds, SECONDS * timeScale, List.copyOf(saturating));
    }

    /** The trials of one round. */
    List<Arm> arms() {
        int trials = (int) Math.ceil(seconds / LONGEST_TRIAL_SECONDS);
        return Stream.iterate(0, i -> i + 1)
                .limit(Math.max(turn.size(), trials))
                .map(i -> turn.get(i % turn.size()))
                .toList();
    }

    /** A warm-up trial measures nothing; all of a round together last as long as brokers need to get hot. */
    Timing timing() {
        return new Timing(0, 1, 1, Math.max(1, seconds / arms().size()));
    }

    int trials() {
        return rounds * arms().size();
    }
}
