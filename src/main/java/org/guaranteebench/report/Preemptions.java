package org.guaranteebench.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.guaranteebench.stats.MedianInterval;

/**
 * Trials whose client lost its CPU far more often than in the other trials of its arm. How often is normal depends on the
 * arm and on how many cores there are, so a trial can be doubted only beside its like, when all have been measured.
 */
final class Preemptions {
    private static final String METRIC = "preemptions";
    private static final String CODE = "preempted";

    /** Times the arm's median. */
    private static final double MOST = 2;

    /** Per second; with fewer, one more or less is no disturbance. */
    private static final double LEAST = 100;

    private static final int FEWEST_TRIALS = 4;

    private Preemptions() {}

    /** What has its flag already keeps it: results are also formed of a part of a run's trials. */
    static List<Trial> flagged(List<Trial> trials) {
        Map<Arm, Double> usual = trials.stream()
                .filter(Preemptions::counts)
                .collect(Collectors.groupingBy(
                        Trial::arm, Collectors.collectingAndThen(Collectors.toList(), Preemptions::usual)));
        return trials.stream()
                .map(trial -> counts(trial) ? flagged(trial, usual.get(trial.arm())) : trial)
                .toList();
    }

    private static boolean counts(Trial trial) {
        return trial.status() == Status.OK && trial.value(METRIC).isPresent();
    }

    /** NaN, which nothing exceeds, while too few trials are there to tell. */
    private static double usual(List<Trial> ofArm) {
        return ofArm.size() < FEWEST_TRIALS
                ? Double.NaN
                : MedianInterval.of(ofArm.stream()
                                .mapToDouble(t -> t.value(METRIC).getAsDouble())
                                .toArray())
                        .median();
    }

    private static Trial flagged(Trial trial, double usual) {
        double own = trial.value(METRIC).getAsDouble();
        boolean known = trial.flags().stream().anyMatch(flag -> flag.code().equals(CODE));
        return !known && own >= LEAST && own > MOST * usual
                ? trial.flagged(new Flag(
                        CODE,
                        String.format(
                                Locale.ROOT,
                                "the client lost its CPU %,.0f times a second, %,.0f in the arm's median trial",
                                own,
                                usual)))
                : trial;
    }
}
