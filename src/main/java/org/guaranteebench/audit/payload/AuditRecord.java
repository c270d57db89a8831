package org.guaranteebench.audit.payload;

import java.util.Optional;

/**
 * One attempt to deliver one message. The message is {@code producer} and {@code sequence}: whoever sends it again, in
 * whatever process and transaction, sends the same message. What tells the attempts apart is {@code incarnation} and
 * {@code transaction}. A stage that passes a message on keeps its producer and sequence.
 *
 * @param run of the twin that it was sent in; an {@link AuditKey}'s
 * @param producer stream of messages that it belongs to, from 0
 * @param incarnation process that sends it, from its start to its end; unlike in the whole twin
 * @param sequence number within the stream, from 0
 * @param transaction number within the incarnation, from 0; {@link #NO_TRANSACTION} without one
 */
public record AuditRecord(long run, int producer, int incarnation, long sequence, long transaction, Fate fate) {
    public static final long NO_TRANSACTION = -1;

    /** Producers and incarnations are below it, so that with 48 bits of number they fit a non-negative long. */
    public static final int MOST_PROCESSES = 1 << 15;

    /** Sequences and transactions are below it; one value is left for no transaction. */
    public static final long MOST_NUMBERS = (1L << 48) - 1;

    /** Errors: {@link IllegalArgumentException} that names the field, its value and the bounds. */
    public AuditRecord {
        fault(producer, incarnation, sequence, transaction, fate).ifPresent(fault -> {
            throw new IllegalArgumentException(fault);
        });
    }

    /** Outside of any transaction. */
    public static AuditRecord plain(long run, int producer, int incarnation, long sequence) {
        return new AuditRecord(run, producer, incarnation, sequence, NO_TRANSACTION, Fate.NONE);
    }

    /** Why there can be no such record; empty when there can. */
    static Optional<String> fault(int producer, int incarnation, long sequence, long transaction, Fate fate) {
        if (producer < 0 || producer >= MOST_PROCESSES) {
            return Optional.of(outside("producer", producer, MOST_PROCESSES));
        }
        if (incarnation < 0 || incarnation >= MOST_PROCESSES) {
            return Optional.of(outside("incarnation", incarnation, MOST_PROCESSES));
        }
        if (sequence < 0 || sequence >= MOST_NUMBERS) {
            return Optional.of(outside("sequence", sequence, MOST_NUMBERS));
        }
        if (transaction < NO_TRANSACTION || transaction >= MOST_NUMBERS) {
            return Optional.of(outside("transaction", transaction, MOST_NUMBERS));
        }
        return (fate == Fate.NONE) == (transaction == NO_TRANSACTION)
                ? Optional.empty()
                : Optional.of("transaction " + transaction + " and fate " + fate + " do not go together");
    }

    private static String outside(String field, long value, long most) {
        return field + " " + value + ": allowed are 0 to " + (most - 1);
    }
}
