package org.guaranteebench.bench.takeover;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.guaranteebench.client.Payload;
import org.guaranteebench.grid.Predecessor;

/**
 * Producers that succeed each other in a handful of transactional ids, one id per partition and in turn, so that no
 * coordinator is favoured. Each successor does one transaction of one record, which shows that it can, and is left as
 * the predecessor of the next: with that committed, or within another one. One thread.
 *
 * <p>What the reader of committed data must see is numbered from 0; what it must never see is marked.
 */
public final class Succession implements AutoCloseable {
    /** In the place of a {@link org.guaranteebench.client.Stamp}'s thread: in a transaction that was committed, or in none. */
    static final int COMMITTED = 0;

    static final int NEVER_COMMITTED = 1;

    /** Enough to meet each coordinator of a small cluster. */
    private static final int MOST_IDS = 6;

    /** Hears of what is measured; ns. */
    public interface Listener {
        /** One {@code initTransactions} of a successor. */
        void tookOver(long began, long ended);

        /** A record behind the predecessor's open transaction was read, counted from that takeover's beginning. */
        void released(long began, long read);

        /** The successor's own first {@code commitTransaction}. */
        void committed(long began, long ended);
    }

    /**
     * The clients around the successors.
     *
     * @param successors opens a producer with this transactional id; connected, and no more
     * @param bystander a producer without one
     * @param requireState waits until the coordinator says so of the id's last transaction
     */
    public record Surroundings(
            Function<String, Producer<byte[], byte[]>> successors,
            Producer<byte[], byte[]> bystander,
            BiConsumer<String, TransactionState> requireState,
            CommittedReader reader) {}

    private final Predecessor predecessor;
    private final String ids;
    private final Payload payload;
    private final Surroundings around;
    private final LongSupplier clock;
    private final Listener listener;
    private final Producer<byte[], byte[]>[] holders;
    private final int[] behind;

    private long takeovers;
    private long fenced;
    private long acknowledged;
    private long committed;
    private int numbered;

    /**
     * Returns when every id has its predecessor.
     *
     * @param ids prefix of the transactional ids
     */
    public Succession(
            Predecessor predecessor,
            String ids,
            int partitions,
            Payload payload,
            Surroundings around,
            LongSupplier clock,
            Listener listener) {
        this.predecessor = predecessor;
        this.ids = ids;
        this.payload = payload;
        this.around = around;
        this.clock = clock;
        this.listener = listener;
        int places = Math.min(partitions, MOST_IDS);
        holders = newArray(places);
        behind = new int[places];
        for (int place = 0; place < places && predecessor != Predecessor.NONE; place++) {
            holders[place] = around.successors().apply(id(place));
            holders[place].initTransactions();
            work(holders[place], place, false);
            leave(place);
        }
    }

    /** One takeover, and what shows that it was one. */
    public void takeOver() {
        int place = (int) (takeovers % holders.length);
        String id = predecessor == Predecessor.NONE ? ids + "-" + takeovers : id(place);
        if (predecessor != Predecessor.NONE) {
            // Else it would be the markers of the last commit that are waited for.
            around.requireState()
                    .accept(
                            id,
                            predecessor == Predecessor.OPEN
                                    ? TransactionState.ONGOING
                                    : TransactionState.COMPLETE_COMMIT);
        }
        Producer<byte[], byte[]> successor = around.successors().apply(id);
        long began = clock.getAsLong();
        successor.initTransactions();
        long ended = clock.getAsLong();
        takeovers++;
        listener.tookOver(began, ended);
        if (predecessor == Predecessor.OPEN) {
            listener.released(began, around.reader().await(behind[place]));
        }
        if (predecessor != Predecessor.NONE) {
            dismiss(holders[place], place);
        }
        work(successor, place, true);
        if (predecessor == Predecessor.NONE) {
            successor.close();
        } else {
            holders[place] = successor;
            leave(place);
        }
    }

    private void dismiss(Producer<byte[], byte[]> zombie, int place) {
        boolean refused = predecessor == Predecessor.OPEN
                ? Fencing.refusesCommit(zombie)
                : Fencing.refusesTransaction(zombie, record(place, NEVER_COMMITTED, 0));
        if (refused) {
            fenced++;
        }
        zombie.close(Duration.ZERO);
    }

    private void work(Producer<byte[], byte[]> producer, int place, boolean told) {
        producer.beginTransaction();
        send(producer, record(place, COMMITTED, numbered++));
        long began = clock.getAsLong();
        producer.commitTransaction();
        long ended = clock.getAsLong();
        committed++;
        if (told) {
            listener.committed(began, ended);
        }
    }

    /** As the next one finds it. */
    private void leave(int place) {
        if (predecessor == Predecessor.OPEN) {
            holders[place].beginTransaction();
            send(holders[place], record(place, NEVER_COMMITTED, 0));
            behind[place] = numbered++;
            send(around.bystander(), record(place, COMMITTED, behind[place]));
        }
    }

    /** Returns when the record is acknowledged. */
    private void send(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
            acknowledged++;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a record was not acknowledged: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private ProducerRecord<byte[], byte[]> record(int place, int fate, int number) {
        ProducerRecord<byte[], byte[]> record = payload.next(clock.getAsLong(), fate, number);
        return new ProducerRecord<>(record.topic(), place, record.key(), record.value());
    }

    private String id(int place) {
        return ids + "-" + place;
    }

    /** Records that brokers have acknowledged, those of aborted transactions included. */
    public long acknowledged() {
        return acknowledged;
    }

    /** Records in committed transactions: one for each successor, the first ones included. */
    public long committed() {
        return committed;
    }

    /** Ends the last transactions; waits until the reader has what was committed. */
    public TakeoverAccount settle() {
        for (int place = 0; place < holders.length && predecessor == Predecessor.OPEN; place++) {
            holders[place].abortTransaction();
        }
        for (int number = 0; number < numbered; number++) {
            around.reader().await(number);
        }
        CommittedReader reader = around.reader();
        return new TakeoverAccount(
                takeovers, fenced, numbered, numbered - reader.seen(), reader.duplicated(), reader.aborted());
    }

    /** Closes the producers; the reader is its owner's. */
    @Override
    public void close() {
        for (Producer<byte[], byte[]> holder : holders) {
            if (holder != null) {
                holder.close();
            }
        }
        around.bystander().close();
    }

    @SuppressWarnings("unchecked")
    private static Producer<byte[], byte[]>[] newArray(int length) {
        return (Producer<byte[], byte[]>[]) new Producer<?, ?>[length];
    }
}
