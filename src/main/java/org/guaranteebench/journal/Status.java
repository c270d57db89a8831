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
    INTERRUPTED
}
