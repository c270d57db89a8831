package org.guaranteebench.audit.process;

import static org.guaranteebench.audit.process.StagePoint.COMMITTED;
import static org.guaranteebench.audit.process.StagePoint.FILLED;
import static org.guaranteebench.audit.process.StagePoint.POLLED;
import static org.guaranteebench.audit.process.StagePoint.PROCESSED;
import static org.guaranteebench.audit.process.StagePoint.PRODUCED;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.guaranteebench.audit.ledger.LedgerWriter;
import org.guaranteebench.audit.payload.AuditRecord;

/**
 * A member of a group at work: does with each batch what its order says. The order of the steps is the promise, so all
 * orders stand here side by side. One thread.
 */
final class StageLoop {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final String input;
    private final CommitOrder order;
    private final Optional<StageOutput> output;
    private final LedgerWriter ledger;
    private final Checkpoints checkpoints;
    private long batches;
    private long processed;

    /** @param output empty where the note of a record is all of its processing */
    StageLoop(
            Consumer<byte[], byte[]> consumer,
            String input,
            CommitOrder order,
            Optional<StageOutput> output,
            LedgerWriter ledger,
            Checkpoints checkpoints) {
        this.consumer = consumer;
        this.input = input;
        this.order = order;
        this.output = output;
        this.ledger = ledger;
        this.checkpoints = checkpoints;
    }

    /**
     * Joins the group and works until the input's end. Blocks.
     *
     * <p>Errors: Kafka's, but for a group that has gone on without this member: it comes back, and begins where the
     * group stands.
     */
    void run() {
        InputEnd end = InputEnd.of(consumer, input);
        consumer.subscribe(List.of(input), new AssignmentReport(consumer, checkpoints));
        while (true) {
            ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
            if (!batch.isEmpty()) {
                reach(POLLED, batches);
                handle(batch);
                batches++;
            } else if (end.reachedBy(consumer)) {
                return;
            }
        }
    }

    /** Records so far, each as often as it was processed. */
    long processed() {
        return processed;
    }

    private void handle(ConsumerRecords<byte[], byte[]> batch) {
        switch (order) {
            case COMMIT_FIRST -> {
                if (commit(batch)) {
                    process(batch);
                } else {
                    rewind(batch);
                }
            }
            case PROCESS_FIRST -> {
                process(batch);
                commit(batch);
            }
            case TIMER -> process(batch);
            case OUTSIDE -> {
                StageOutput results = output.orElseThrow();
                long transaction = results.begin();
                process(batch);
                if (commit(batch)) {
                    reach(FILLED, transaction);
                    results.commit();
                } else {
                    results.abort();
                    rewind(batch);
                }
            }
            case EXACTLY_ONCE -> {
                StageOutput results = output.orElseThrow();
                long transaction = results.begin();
                process(batch);
                if (include(batch, results)) {
                    reach(FILLED, transaction);
                    results.commit();
                    committed(batch, transaction);
                } else {
                    results.abort();
                    rewind(batch);
                }
            }
        }
    }

    private void process(ConsumerRecords<byte[], byte[]> batch) {
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            output.ifPresentOrElse(
                    results -> results.send(record), () -> ledger.processed(record.partition(), record.offset()));
            processed++;
            reach(PROCESSED, processed);
        }
        output.ifPresent(StageOutput::flush);
        reach(PRODUCED, batches);
    }

    /** Returns false when the group has refused the positions. */
    private boolean commit(ConsumerRecords<byte[], byte[]> batch) {
        try {
            consumer.commitSync(batch.nextOffsets());
        } catch (CommitFailedException | RebalanceInProgressException e) {
            return refused(e);
        }
        committed(batch, AuditRecord.NO_TRANSACTION);
        return true;
    }

    /** Likewise. */
    private boolean include(ConsumerRecords<byte[], byte[]> batch, StageOutput results) {
        try {
            // The metadata are what tells a member that has lost its partitions from their owner.
            results.include(batch.nextOffsets(), consumer.groupMetadata());
        } catch (CommitFailedException e) {
            return refused(e);
        }
        return true;
    }

    private boolean refused(RuntimeException refusal) {
        checkpoints.say(StageMain.REFUSED, refusal.getClass().getSimpleName());
        return false;
    }

    private void committed(ConsumerRecords<byte[], byte[]> batch, long transaction) {
        for (Map.Entry<TopicPartition, OffsetAndMetadata> position :
                batch.nextOffsets().entrySet()) {
            ledger.position(position.getKey().partition(), position.getValue().offset(), transaction);
        }
        reach(COMMITTED, batches);
    }

    /** What nothing has become of is still to be done, unless it is another's by now. */
    private void rewind(ConsumerRecords<byte[], byte[]> batch) {
        for (TopicPartition partition : batch.partitions()) {
            if (consumer.assignment().contains(partition)) {
                consumer.seek(partition, batch.records(partition).get(0).offset());
            }
        }
    }

    private void reach(StagePoint point, long number) {
        checkpoints.reach(point.at(number));
    }
}
