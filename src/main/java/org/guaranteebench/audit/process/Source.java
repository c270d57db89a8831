package org.guaranteebench.audit.process;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.guaranteebench.audit.ledger.LedgerWriter;
import org.guaranteebench.audit.payload.AuditKey;
import org.guaranteebench.audit.payload.AuditRecord;
import org.guaranteebench.audit.payload.Fate;
import org.guaranteebench.audit.payload.PayloadCodec;

/**
 * Sends the messages of a job, each once, and notes what becomes of them. To send again what got no answer is the
 * client's own business, as far as its configuration makes it that.
 *
 * <p>Used by one thread, which sends; answers come by the client's. Keeps nothing of a record that has its answer.
 */
final class Source {
    /** Acknowledgements between two words about how many there are. */
    private static final int STEP = 1000;

    private final SourceJob job;
    private final Producer<byte[], byte[]> producer;
    private final LedgerWriter ledger;
    private final Checkpoints checkpoints;
    private final Optional<PositionTopic> positions;

    private final PayloadCodec codec;
    private final long run;
    private final int stream;
    private final int incarnation;
    private final Fate fate;
    private final String topic;
    private final int partitions;
    private final long[] awaited;

    /** The client has copied a value when {@code send} returns. */
    private final byte[] value;

    private final Thread sender = Thread.currentThread();
    private final Semaphore room;
    private final AtomicLong acked = new AtomicLong();

    /** The client only logs what a callback throws. */
    private volatile RuntimeException unnoted;

    Source(
            SourceJob job,
            AuditKey key,
            Producer<byte[], byte[]> producer,
            LedgerWriter ledger,
            Checkpoints checkpoints) {
        this.job = job;
        this.producer = producer;
        this.ledger = ledger;
        this.checkpoints = checkpoints;
        positions = job.positions().map(PositionTopic::new);
        codec = new PayloadCodec(key);
        run = key.run();
        stream = job.producer();
        incarnation = job.incarnation();
        fate = job.fate();
        topic = job.topic();
        partitions = job.partitions();
        awaited = SourcePoint.records(job.points());
        value = new byte[job.bytes()];
        room = new Semaphore(job.inflight() == 0 ? Integer.MAX_VALUE : job.inflight());
    }

    /**
     * Sends from this sequence to the job's end, and returns when all have their answers. Blocks. Ends early, and says
     * so, when a successor has taken the transactional id.
     *
     * <p>Errors: whatever the client throws, a fence apart; {@link java.io.UncheckedIOException} when something could
     * not be noted.
     *
     * @return how many were acknowledged
     */
    long send(long first) throws InterruptedException {
        if (job.transaction() == 0) {
            sendRange(first, job.end(), AuditRecord.NO_TRANSACTION);
            producer.flush();
        } else {
            sendTransactions(first);
        }
        requireNotes();
        checkpoints.say("acked", acked);
        return acked.get();
    }

    private void sendTransactions(long first) throws InterruptedException {
        long transaction = 0;
        long begin = first;
        while (begin < job.end()) {
            long end = Math.min(begin + job.transaction(), job.end());
            try {
                sendTransaction(transaction, begin, end);
            } catch (KafkaException e) {
                ledger.unknown(transaction);
                if (!fenced(e)) {
                    throw e;
                }
                checkpoints.say("fenced", transaction);
                return;
            }
            begin = end;
            transaction++;
        }
    }

    private void sendTransaction(long transaction, long begin, long end) throws InterruptedException {
        long before = acked.get();
        producer.beginTransaction();
        checkpoints.reach(SourcePoint.BEGUN.at(transaction));
        sendRange(begin, end, transaction);
        positions.ifPresent(position -> producer.send(position.committing(end)));
        // An abort would drop what still lies in a buffer; and FILLED means what it says.
        producer.flush();
        requireNotes();
        if (acked.get() - before == end - begin) {
            checkpoints.reach(SourcePoint.FILLED.at(transaction));
        }
        if (fate == Fate.ABORT) {
            producer.abortTransaction();
            ledger.aborted(transaction);
            checkpoints.reach(SourcePoint.ABORTED.at(transaction));
        } else {
            ledger.committing(transaction);
            producer.commitTransaction();
            ledger.committed(transaction);
            checkpoints.reach(SourcePoint.COMMITTED.at(transaction));
        }
    }

    private void sendRange(long begin, long end, long transaction) throws InterruptedException {
        for (long sequence = begin; sequence < end; sequence++) {
            send(sequence, transaction);
        }
    }

    private void send(long sequence, long transaction) throws InterruptedException {
        boolean alone = awaited(sequence);
        if (alone) {
            producer.flush();
        }
        AuditRecord record = new AuditRecord(run, stream, incarnation, sequence, transaction, fate);
        codec.write(record, value);
        room.acquire();
        requireNotes();
        ledger.intent(record);
        if (alone) {
            checkpoints.reach(SourcePoint.INTENDED.at(sequence));
        }
        Answer answer = new Answer(record, alone);
        producer.send(new ProducerRecord<>(topic, (int) (sequence % partitions), null, value), answer);
        if (alone) {
            producer.flush();
            if (answer.noted) {
                checkpoints.reach(SourcePoint.ACKED.at(sequence));
            }
        }
    }

    private boolean awaited(long sequence) {
        for (long wanted : awaited) {
            if (wanted == sequence) {
                return true;
            }
        }
        return false;
    }

    private void requireNotes() {
        if (unnoted != null) {
            throw unnoted;
        }
    }

    /** Whether a successor has taken the transactional id. */
    static boolean fenced(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return true;
            }
        }
        return false;
    }

    /** Notes what became of one record. */
    private final class Answer implements Callback {
        private final AuditRecord record;
        private final boolean alone;
        private volatile boolean noted;

        Answer(AuditRecord record, boolean alone) {
            this.record = record;
            this.alone = alone;
        }

        @Override
        public void onCompletion(RecordMetadata metadata, Exception failure) {
            try {
                if (failure == null) {
                    acknowledge(metadata);
                } else if (Thread.currentThread() == sender && !fenced(failure)) {
                    // Refused before the client took it over: for want of room or metadata, or as too large.
                    ledger.failed(record);
                } else {
                    // An attempt before the last one may have arrived, whatever the last one met.
                    ledger.unknown(record);
                }
            } catch (RuntimeException e) {
                unnoted = e;
            } finally {
                room.release();
            }
        }

        private void acknowledge(RecordMetadata metadata) {
            if (alone) {
                checkpoints.reach(SourcePoint.APPENDED.at(record.sequence()));
            }
            ledger.acked(record, metadata.partition(), metadata.offset());
            noted = true;
            long count = acked.incrementAndGet();
            if (count % STEP == 0) {
                checkpoints.say("acked", count);
            }
        }
    }
}
