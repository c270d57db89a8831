package org.guaranteebench.journal;

/** What became of a planned trial. */
public enum Status {
    /** Measured. */
    OK,
    /** Started, and ended without a usable result; the reason says why. */
    FAILED,
    /** Never started: Kafka refuses the combination, or it cannot act in this benchmark. */
    INVALID,
    /** Not measured because the run was stopped. */
    INTERRUPTED,
    /**
     * Made before the first block, to find out which rate an arm sustains: it says whether one was, with a reason where it
     * ended without figures, and is in no other figure.
     */
    SEARCH,
    /** Of a block that was cut short and measured again when the run was resumed; in no figure. */
    SUPERSEDED
}
