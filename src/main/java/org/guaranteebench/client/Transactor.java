package org.guaranteebench.client;

import java.util.Arrays;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.guaranteebench.grid.Transactions;

/**
 * Begins and commits transactions around sends as a {@link Transactions} value says, and tells when records become
 * final. Without transactions every call is a no-op. One thread.
 */
public final class Transactor {

    /** Hears of every commit that the schedule asked for. */
    public interface CommitListener {
        /**
         * @param began when {@code commitTransaction} was called, ns
         * @param ended when it returned, ns
         * @param stamps the stamp given with each record of the transaction; only the first {@code records} count
         */
        void committed(long began, long ended, long[] stamps, int records);
    }

    public static final long NEVER = Long.MAX_VALUE;

    private final Producer<?, ?> producer;
    private final LongSupplier clock;
    private final CommitListener listener;
    private final boolean enabled;
    private final int mostRecords;
    private final long intervalNanos;

    private long[] stamps = new long[1024];
    private int open;
    private long openedAt;
    private long committedRecords;
    private long commits;

    public Transactor(Producer<?, ?> producer, Transactions transactions, LongSupplier clock, CommitListener listener) {
        this.producer = producer;
        this.clock = clock;
        this.listener = listener;
        this.enabled = transactions.enabled();
        this.mostRecords = transactions instanceof Transactions.Records r ? r.count() : Integer.MAX_VALUE;
        this.intervalNanos =
                transactions instanceof Transactions.Interval i ? i.length().toNanos() : NEVER;
    }

    public void beforeSend() {
        if (enabled && open == 0) {
            producer.beginTransaction();
            openedAt = clock.getAsLong();
        }
    }

    /** Call after each send; {@code stamp} comes back to the listener. Blocks while it commits. */
    public void afterSend(long stamp) {
        if (!enabled) {
            return;
        }
        if (open == stamps.length) {
            stamps = Arrays.copyOf(stamps, open * 2);
        }
        stamps[open++] = stamp;
        if (open >= mostRecords || intervalNanos != NEVER && clock.getAsLong() - openedAt >= intervalNanos) {
            commit();
        }
    }

    /** Records of the open transaction. */
    public int openRecords() {
        return open;
    }

    /** When the open transaction must be committed although no further record came; {@link #NEVER} if it need not. */
    public long commitDue() {
        return open == 0 || intervalNanos == NEVER ? NEVER : openedAt + intervalNanos;
    }

    /** Commits the open transaction as scheduled; without one does nothing. Blocks. */
    public void commit() {
        if (open == 0) {
            return;
        }
        long began = clock.getAsLong();
        producer.commitTransaction();
        long ended = clock.getAsLong();
        committedRecords += open;
        commits++;
        listener.committed(began, ended, stamps, open);
        open = 0;
    }

    /**
     * Commits what is open although it is not yet due, and tells nobody: the early commit of a trial's end is not what
     * a commit costs.
     *
     * @return the records whose time to durability therefore stays unknown
     */
    public int finishEarly() {
        if (open == 0) {
            return 0;
        }
        producer.commitTransaction();
        int unfinished = open;
        committedRecords += open;
        open = 0;
        return unfinished;
    }

    /** Records in transactions that were committed, early ones included. */
    public long committedRecords() {
        return committedRecords;
    }

    /** Commits that the schedule asked for. */
    public long commits() {
        return commits;
    }
}
