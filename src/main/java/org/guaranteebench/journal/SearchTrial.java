package org.guaranteebench.journal;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.guaranteebench.grid.Arm;

/** A trial that was made to find out which rate its arm sustains. */
public record SearchTrial(Trial trial) {
    /** Above this records wait longer and longer, seconds per second: what a load of 1.02 times the capacity adds. */
    public static final double MOST_GROWTH = 0.02;

    /** Less than that over a whole iteration, seconds, is how waits differ anyway; it matters in very short ones. */
    public static final double MOST_GROWN = 0.025;

    private static final String PRODUCERS_ALONE = "ProduceLatency";
    private static final String LATE = "rate-not-sustained";
    private static final String BACKLOG_GROWTH = "backlog_growth";
    private static final String ACK = "ack_p50";
    private static final String VISIBLE = "visible_p50";
    private static final double MICROS_PER_SECOND = 1e6;
    private static final String WINDOW = "window";
    private static final String THROUGHPUT = "throughput";

    /** Those of a run that were not made again, in their order. */
    public static List<SearchTrial> of(List<Trial> trials) {
        return trials.stream()
                .filter(trial -> trial.status() == Status.SEARCH)
                .map(SearchTrial::new)
                .toList();
    }

    /** Whether its search begins with a closed loop: only of producers alone that says roughly what an open one carries. */
    public static boolean beginsFlatOut(Arm subject) {
        return subject.benchmark().equals(PRODUCERS_ALONE);
    }

    /** Whose search it belongs to: an arm without a rate, of one that found out how fast it can be. */
    public Arm subject() {
        Arm arm = trial.arm();
        return new Arm(arm.benchmark(), arm.cell(), arm.workload().withoutRate(), false);
    }

    /** Records/s; empty of one that went as fast as it could. */
    public OptionalInt rate() {
        return trial.arm().workload().rate();
    }

    /** Records/s of one that went as fast as it could; empty of others, and where it failed. */
    public OptionalDouble flatOut() {
        return rate().isEmpty() ? trial.value(THROUGHPUT) : OptionalDouble.empty();
    }

    public boolean failed() {
        return !trial.reason().isEmpty();
    }

    /**
     * Whether its rate was carried: 99 % of it and more was sent, but for what was late at the very end alone, nothing
     * waited longer and longer, and nothing failed.
     */
    public boolean sustained() {
        return !failed()
                && rate().isPresent()
                && trial.flags().stream().noneMatch(flag -> flag.code().equals(LATE))
                && !waitsLongerAndLonger();
    }

    /** Where nothing is carried any more, half of the records wait for less than what is added until the end. */
    private boolean waitsLongerAndLonger() {
        double growth = trial.value(BACKLOG_GROWTH).orElse(0);
        double iteration = trial.value(WINDOW).orElse(Double.POSITIVE_INFINITY)
                / Math.max(1, trial.iterations().size());
        double median = trial.value(VISIBLE).orElse(trial.value(ACK).orElse(0)) / MICROS_PER_SECOND;
        return growth > MOST_GROWTH && growth * iteration > Math.max(MOST_GROWN, median);
    }
}
