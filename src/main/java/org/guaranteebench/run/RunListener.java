package org.guaranteebench.run;

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

    void warning(String text);
}
