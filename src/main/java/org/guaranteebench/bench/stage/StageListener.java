package org.guaranteebench.bench.stage;

import org.guaranteebench.store.Result;

/** Hears from a stage's thread what a benchmark records. */
public interface StageListener {
    /**
     * A batch is final.
     *
     * @param began when the first call that makes it so was made, ns
     * @param ended when the last one returned, ns
     */
    void committed(long began, long ended);

    /** A result can be read in the store since {@code at}, ns. */
    void stored(Result result, long at);
}
