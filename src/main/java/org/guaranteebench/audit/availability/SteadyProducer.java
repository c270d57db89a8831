package org.guaranteebench.audit.availability;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.guaranteebench.client.Payload;
import org.guaranteebench.client.Transactor;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.measure.ArrivalSchedule;

/**
 * One level's load: a record whenever one is due, whatever became of those before it. A record that the client gives up
 * has failed, and with it all others of its transaction, which is aborted; the next record begins another. One thread;
 * {@link #stop} by any.
 */
final class SteadyProducer implements Runnable {
    private static final long PAUSE_NANOS = 100_000_000L;

    private final Supplier<Producer<byte[], byte[]>> others;
    private final Payload payload;
    private final Cell cell;
    private final boolean transactional;
    private final SettlementLog log;
    private final ArrivalSchedule schedule;
    private final long start;
    private final int rate;

    /** Sequences that were handed to no producer yet, or are in the open transaction. */
    private final List<Long> pending = new ArrayList<>();

    private Producer<byte[], byte[]> producer;
    private Transactor transactor;
    private volatile boolean stopped;

    /**
     * @param others gives another producer with the same transactional id when this one cannot go on; its errors are
     *     Kafka's, and then it is asked again
     * @param start when the first record is due, ns
     * @param rate records/s
     */
    SteadyProducer(
            Producer<byte[], byte[]> producer,
            Supplier<Producer<byte[], byte[]>> others,
            Payload payload,
            Cell cell,
            SettlementLog log,
            long start,
            int rate) {
        this.producer = producer;
        this.others = others;
        this.payload = payload;
        this.cell = cell;
        this.transactional = cell.transactions().enabled();
        this.log = log;
        this.start = start;
        this.rate = rate;
        this.schedule = new ArrivalSchedule(start, rate, 0, 1);
        this.transactor = transactor();
    }

    private Transactor transactor() {
        return new Transactor(producer, cell.transactions(), System::nanoTime, this::committed);
    }

    @Override
    public void run() {
        while (!stopped) {
            long due = schedule.next();
            await(due);
            attempt(() -> send(due));
        }
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (KafkaException e) {
            giveUp();
        } catch (IllegalStateException e) {
            // The client says so of a transaction that an error before has ended.
            if (!transactional) {
                throw e;
            }
            giveUp();
        }
    }

    private void send(long due) {
        pending.add(sequence(due));
        transactor.beforeSend();
        producer.send(payload.next(), (metadata, failure) -> {
            // In a transaction its end decides.
            if (!transactional && failure == null) {
                log.settled(new Settlement(sequence(due), due, System.nanoTime()));
            } else if (!transactional) {
                log.failed(sequence(due));
            }
        });
        if (!transactional) {
            pending.clear();
        }
        transactor.afterSend(due);
    }

    private void await(long due) {
        for (long now = System.nanoTime(); now - due < 0 && !stopped; now = System.nanoTime()) {
            long commitDue = transactor.commitDue();
            if (commitDue != Transactor.NEVER && commitDue - now <= 0) {
                attempt(transactor::commit);
            } else {
                LockSupport.parkNanos(Math.min(due, commitDue) - now);
            }
        }
    }

    private void committed(long began, long ended, long[] dues, int records) {
        for (int i = 0; i < records; i++) {
            log.settled(new Settlement(sequence(dues[i]), dues[i], ended));
        }
        pending.clear();
    }

    /** Whether the open transaction was committed after all, its producer does not know. */
    private void giveUp() {
        pending.forEach(log::failed);
        pending.clear();
        if (!transactional) {
            return;
        }
        try {
            producer.abortTransaction();
        } catch (KafkaException | IllegalStateException e) {
            replaceProducer();
        }
        transactor = transactor();
    }

    private void replaceProducer() {
        while (!stopped) {
            try {
                producer = others.get();
                return;
            } catch (KafkaException e) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** The schedule backwards. */
    private long sequence(long due) {
        return Math.round((due - start) * (double) rate / 1e9);
    }

    void stop() {
        stopped = true;
    }
}
