package org.guaranteebench.run;

import java.util.OptionalInt;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.SearchTrial;
import org.guaranteebench.journal.Trial;

/** Hears what a run is doing. Called by the run's thread; must not throw. */
public interface RunListener {
    /** Something that takes a while and is not a trial: {@code starting 3 brokers}. */
    void phase(String what);

    /** @param number of this trial, from 1, of {@code total} */
    void starting(String arm, String benchmark, int block, int number, int total, double secondsLeft);

    void finished(Trial trial, int number, int total, double secondsLeft);

    /**
     * A block is over in a run that goes on until its ratios are known well enough. Half-widths are shares: 0.03 is ±3 %.
     *
     * @param blocks measured
     * @param expected in all, as far as is known now
     * @param widest the step from rung to rung that is known worst
     */
    default void precision(int blocks, int expected, String widest, double halfWidth, double asked) {}

    /**
     * A trial of the search for rates is over.
     *
     * @param number of this trial, from 1, of about {@code expected}
     */
    default void searched(SearchTrial trial, int number, int expected, double secondsLeft) {}

    /**
     * It is known what an arm sustains.
     *
     * @param sustainable records/s; empty when no rate that was tried
     * @param exceeded the lowest rate that it did not sustain; empty when it sustained whatever was tried
     */
    default void found(Arm arm, OptionalInt sustainable, OptionalInt exceeded, int trials) {}

    void warning(String text);
}
