package org.guaranteebench.run;

import org.guaranteebench.journal.Trial;

/** Hears what a run is doing. Called by the run's thread; must not throw. */
public interface RunListener {
    /** Something that takes a while and is not a trial: {@code starting 3 brokers}. */
    void phase(String what);

    /** @param number of this trial, from 1, of {@code total} */
    void starting(String arm, String benchmark, int block, int number, int total, double secondsLeft);

    void finished(Trial trial, int number, int total, double secondsLeft);

    void warning(String text);
}
