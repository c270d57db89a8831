package org.guaranteebench.audit.ledger;

import java.util.Optional;

/** What a client process notes. Files store the ordinal + 1, so that zeros are no event. */
public enum Event {
    /** Is about to send; noted before. */
    INTENT,
    /** The broker has it; of acks=0, the client said so. */
    ACKED,
    /** Was refused for certain, so that nothing was appended. */
    FAILED,
    /** May have been appended or not, as after a timeout. */
    UNKNOWN,
    /** Is about to ask for the commit; noted before. Without it no commit was ever asked for. */
    TRANSACTION_COMMITTING,
    TRANSACTION_COMMITTED,
    TRANSACTION_ABORTED,
    /** The answer to a commit, or to an abort, never came. */
    TRANSACTION_UNKNOWN,
    /** A consumed record was processed. */
    PROCESSED,
    /** A group's position was committed. */
    POSITION,
    /** The process closed its ledger in good order. */
    CLOSED;

    private static final Event[] ALL = values();

    byte code() {
        return (byte) (ordinal() + 1);
    }

    static Optional<Event> of(int code) {
        return code > 0 && code <= ALL.length ? Optional.of(ALL[code - 1]) : Optional.empty();
    }
}
