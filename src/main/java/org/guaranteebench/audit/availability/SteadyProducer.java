package org.guaranteebench.audit.availability;

import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.guaranteebench.client.Payload;
import org.guaranteebench.client.Transactor;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.measure.ArrivalSchedule;

/**
 * One level's load: a record whenever one is due, whatever became of those before it. One thread; {@link #stop} by any.
 */
final class SteadyProducer implements Runnable {
    private final Producer<byte[], byte[]> producer;
    private final Payload payload;
    private final boolean transactional;
    private final Transactor transactor;
    private final SettlementLog log;
    private final ArrivalSchedule schedule;
    private final long start;
    private final int rate;
    private volatile boolean stopped;

    /**
     * @param start when the first record is due, ns
     * @param rate records/s
     */
    SteadyProducer(
            Producer<byte[], byte[]> producer, Payload payload, Cell cell, SettlementLog log, long start, int rate) {
        this.producer = producer;
        this.payload = payload;
        this.transactional = cell.transactions().enabled();
        this.log = log;
        this.start = start;
        this.rate = rate;
        this.schedule = new ArrivalSchedule(start, rate, 0, 1);
        this.transactor = new Transactor(producer, cell.transactions(), System::nanoTime, this::committed);
    }

    @Override
    public void run() {
        while (!stopped) {
            long due = schedule.next();
            await(due);
            try {
                send(due);
            } catch (KafkaException e) {
                // Not settled, and that is what is counted; a transaction that cannot go on would block all others.
                if (!transactional) {
                    continue;
                }
                throw e;
            }
        }
    }

    private void send(long due) {
        transactor.beforeSend();
        producer.send(payload.next(), (metadata, failure) -> {
            if (failure == null && !transactional) {
                log.settled(new Settlement(sequence(due), due, System.nanoTime()));
            }
        });
        transactor.afterSend(due);
    }

    private void await(long due) {
        for (long now = System.nanoTime(); now - due < 0 && !stopped; now = System.nanoTime()) {
            long commitDue = transactor.commitDue();
            if (commitDue != Transactor.NEVER && commitDue - now <= 0) {
                transactor.commit();
            } else {
                LockSupport.parkNanos(Math.min(due, commitDue) - now);
            }
        }
    }

    private void committed(long began, long ended, long[] dues, int records) {
        for (int i = 0; i < records; i++) {
            log.settled(new Settlement(sequence(dues[i]), dues[i], ended));
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
