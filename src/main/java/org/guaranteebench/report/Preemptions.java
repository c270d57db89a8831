package org.guaranteebench.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.Trial;
import org.guaranteebench.stats.MedianInterval;

/**
 * Trials whose client lost its CPU far more often than in the other trials of its arm. How often is normal depends on the
 * arm and on how many cores there are, so a trial can be doubted only beside its like, when all have been measured.
 */
final class Preemptions {
    private static final String METRIC = "preemptions";

    /** Times the arm's median. */
    private static final double MOST = 2;

    /** Per second; with fewer, one more or less is no disturbance. */
    private static final double LEAST = 100;

    private static final int FEWEST_TRIALS = 4;

    private Preemptions() {}

    static List<Trial> flagged(List<Trial> trials) {
        Map<Arm, double[]> byArm = trials.stream()
                .filter(trial -> trial.value(METRIC).isPresent())
                .collect(Collectors.groupingBy(
                        Trial::arm,
                        Collectors.collectingAndThen(
                                Collectors.toList(),
                                of -> of.stream()
                                        .mapToDouble(t -> t.value(METRIC).getAsDouble())
                                        .toArray())));
        return trials.stream()
                .map(trial -> flagged(trial, byArm.getOrDefault(trial.arm(), new double[0])))
                .toList();
    }

    private static Trial flagged(Trial trial, double[] ofArm) {
        double own = trial.value(METRIC).orElse(0);
        if (ofArm.length < FEWEST_TRIALS || own < LEAST) {
            return trial;
        }
        double median = MedianInterval.of(Arrays.copyOf(ofArm, ofArm.length)).median();
        return own > MOST * median
                ? trial.flagged(new Flag(
                        "preempted",
                        String.format(
                                Locale.ROOT,
                                "the client lost its CPU %,.0f times a second, %,.0f in the arm's median trial",
                                own,
                                median)))
                : trial;
    }
}
