package org.guaranteebench.audit.verify;

import java.util.Comparator;

/**
 * Everything that is known of messages, one thing a line: what was noted, and what was read.
 *
 * @param fate of intents and reads; 0 for none, 1 to commit, 2 to abort
 * @param source whether a source's ledger says so
 * @param partition of reads, as is the offset
 */
record Line(
        int producer,
        long sequence,
        int incarnation,
        long transaction,
        Kind kind,
        int fate,
        boolean source,
        int partition,
        long offset) {

    enum Kind {
        INTENT,
        ACKED,
        FAILED,
        READ
    }

    /** Message after message, within each attempt after attempt, within each the intents first. */
    static final Comparator<Line> BY_ATTEMPT = Comparator.comparingInt(Line::producer)
            .thenComparingLong(Line::sequence)
            .thenComparingInt(Line::incarnation)
            .thenComparingLong(Line::transaction)
            .thenComparing(Line::kind);

    /** As a reader meets them. */
    static final Comparator<Line> BY_PLACE =
            Comparator.comparingInt(Line::partition).thenComparingLong(Line::offset);

    boolean sameMessage(Line other) {
        return producer == other.producer && sequence == other.sequence;
    }

    boolean sameAttempt(Line other) {
        return sameMessage(other) && incarnation == other.incarnation && transaction == other.transaction;
    }

    boolean inTransaction() {
        return transaction >= 0;
    }

    TransactionId transactionId() {
        return new TransactionId(incarnation, transaction);
    }

    /** Numbers of transactions are those of one process. */
    record TransactionId(int incarnation, long number) {}
}
