package org.guaranteebench.bench;

import static org.guaranteebench.measure.Distribution.ACK;
import static org.guaranteebench.measure.Distribution.ACK_SERVICE;
import static org.guaranteebench.measure.Distribution.GENERATOR_LAG;
import static org.guaranteebench.measure.Distribution.SEND_LAG;
import static org.guaranteebench.measure.Distribution.SETTLED;

import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.guaranteebench.client.Transactor;
import org.guaranteebench.measure.ArrivalSchedule;
import org.guaranteebench.measure.BacklogGrowth;
import org.guaranteebench.measure.Distribution;
import org.guaranteebench.measure.Recording;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Sends one record whenever one is due, whatever became of those before it, and records how long its answers took from
 * there. If the client blocks, later records are late and their wait counts. One thread.
 */
final class OpenLoop {
    static final Set<Distribution> RECORDED = Set.of(ACK, ACK_SERVICE, SEND_LAG, GENERATOR_LAG, SETTLED);

    private final TrialProducer producer;
    private final Transactor transactor;
    private final Recording recording;
    private final boolean transactional;
    private final int rate;
    private final ThreadParams thread;
    private final BacklogGrowth backlog;

    private ArrivalSchedule schedule;
    private long ready;
    private boolean seenLater;

    /**
     * @param producer that records {@link #RECORDED}
     * @param rate records/s, all threads together
     */
    OpenLoop(TrialProducer producer, int rate, ThreadParams thread) {
        this.producer = producer;
        this.transactor = producer.transactor();
        this.recording = producer.recording();
        this.transactional = producer.transactional();
        this.rate = rate;
        this.thread = thread;
        this.backlog = producer.backlog();
    }

    /** Records wait beyond their acknowledgement, until somebody else adds them to the producer's backlog. */
    void seenLater() {
        seenLater = true;
    }

    /** The first record is due now. */
    void start() {
        ready = System.nanoTime();
        schedule = new ArrivalSchedule(ready, rate, thread.getThreadIndex(), thread.getThreadCount());
    }

    /** Waits until the next record is due and sends it. */
    void send() {
        long due = schedule.next();
        long now = await(due);
        recording.record(SEND_LAG, now - due);
        recording.record(GENERATOR_LAG, now - Math.max(due, ready));
        producer.send(due, (metadata, exception) -> {
            long acknowledged = System.nanoTime();
            recording.record(ACK, acknowledged - due);
            recording.record(ACK_SERVICE, acknowledged - now);
            if (!seenLater) {
                backlog.add(due, acknowledged - due);
            }
            if (!transactional) {
                recording.record(SETTLED, acknowledged - due);
            }
            producer.acknowledged(metadata, exception);
        });
        ready = System.nanoTime();
    }

    /** Parks until the record is due, committing on the way if a transaction is. Spinning would starve the brokers. */
    private long await(long due) {
        long now = System.nanoTime();
        while (now - due < 0) {
            long commitDue = transactor.commitDue();
            if (commitDue != Transactor.NEVER && commitDue - now <= 0) {
                transactor.commit();
                ready = System.nanoTime();
            } else {
                LockSupport.parkNanos(Math.min(due, commitDue) - now);
            }
            now = System.nanoTime();
        }
        return now;
    }
}
