package org.guaranteebench.audit.process;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.guaranteebench.audit.ledger.Entry;
import org.guaranteebench.audit.ledger.Ledger;
import org.guaranteebench.audit.ledger.LedgerHeader;
import org.guaranteebench.audit.ledger.LedgerWriter;
import org.guaranteebench.audit.ledger.Role;
import org.guaranteebench.audit.payload.AuditKey;
import org.guaranteebench.audit.payload.AuditRecord;
import org.guaranteebench.audit.payload.PayloadCodec;

/**
 * A stage whose clients do as they are told, and one list of what it asks of them, tells its parent and finds fit to
 * note, in the order in which it does.
 */
final class WatchedStage {
    static final TopicPartition PARTITION = new TopicPartition("in", 0);
    static final int INCARNATION = 4;
    static final StageJob.Output OUTPUT = new StageJob.Output("out", 2);

    private static final int OF_ANOTHER_PROCESS = 0;

    final AuditKey key = AuditKey.random();
    final LedgerWriter ledger;

    /** What the next commit of the consumer's own meets. */
    Optional<RuntimeException> refusal = Optional.empty();

    private final List<String> events = new ArrayList<>();
    private final Path file;
    private boolean polled;
    private boolean ending;
    private int noted;

    final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            ConsumerRecords<byte[], byte[]> batch = super.poll(timeout);
            polled = true;
            return batch;
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> positions) {
            event("commit " + text(positions));
            if (refusal.isPresent()) {
                RuntimeException met = refusal.get();
                refusal = Optional.empty();
                throw met;
            }
            super.commitSync(positions);
        }

        @Override
        public synchronized void seek(TopicPartition partition, long offset) {
            // Before its first poll, the mock looks up where to start by a seek.
            if (polled) {
                event("seek " + offset);
            }
            super.seek(partition, offset);
        }
    };

    final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                @Override
                public void beginTransaction() {
                    event("begin");
                    super.beginTransaction();
                }

                @Override
                public synchronized Future<RecordMetadata> send(
                        ProducerRecord<byte[], byte[]> record, Callback callback) {
                    event("send to " + record.topic() + "-" + record.partition());
                    return super.send(record, callback);
                }

                @Override
                public synchronized void flush() {
                    // The mock does it on behalf of an end, too.
                    if (!ending) {
                        event("flush");
                    }
                    super.flush();
                }

                @Override
                public void sendOffsetsToTransaction(
                        Map<TopicPartition, OffsetAndMetadata> positions, ConsumerGroupMetadata group) {
                    event("include " + text(positions) + " in generation " + group.generationId());
                    super.sendOffsetsToTransaction(positions, group);
                }

                @Override
                public void commitTransaction() {
                    event("commit transaction");
                    end(super::commitTransaction);
                }

                @Override
                public void abortTransaction() {
                    event("abort transaction");
                    end(super::abortTransaction);
                }

                private void end(Runnable end) {
                    ending = true;
                    end.run();
                    ending = false;
                }
            };

    WatchedStage(Path home) throws IOException {
        file = home.resolve("incarnation-4.ledger");
        ledger = LedgerWriter.create(file, LedgerHeader.of(key.run(), INCARNATION, Role.STAGE));
        consumer.updatePartitions("in", List.of(new PartitionInfo("in", 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    }

    /** So many records wait, and all come with the first poll. */
    WatchedStage with(int records) {
        consumer.updateEndOffsets(Map.of(PARTITION, (long) records));
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(PARTITION));
            again(records);
        });
        return this;
    }

    /** The mock forgets what it has handed over. */
    void again(int records) {
        for (int i = 0; i < records; i++) {
            consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, i, null, value(i)));
        }
    }

    byte[] value(long sequence) {
        byte[] value = new byte[60];
        new PayloadCodec(key).write(AuditRecord.plain(key.run(), 0, OF_ANOTHER_PROCESS, sequence), value);
        return value;
    }

    StageOutput output() {
        return new StageOutput(producer, OUTPUT, INCARNATION, key, ledger);
    }

    /** Works to the input's end; stands at these points, and is let go at once. */
    List<String> run(CommitOrder order, Optional<StageOutput> output, Point... points) {
        if (order.transactional()) {
            producer.initTransactions();
        }
        new StageLoop(consumer, "in", order, output, ledger, checkpoints(points)).run();
        return events();
    }

    Checkpoints checkpoints(Point... points) {
        ByteArrayInputStream go = new ByteArrayInputStream("go\n".repeat(100).getBytes(StandardCharsets.US_ASCII));
        PrintStream out = new PrintStream(OutputStream.nullOutputStream()) {
            @Override
            public void println(String line) {
                event(line);
            }
        };
        return Checkpoints.start(Set.of(points), go, out, () -> {});
    }

    /** All events so far. */
    List<String> events() {
        readNotes();
        return events;
    }

    private void event(String event) {
        readNotes();
        events.add(event);
    }

    /** What has been noted since. */
    private void readNotes() {
        List<Entry> entries = new ArrayList<>();
        try {
            Ledger.open(file).read(entries::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        entries.subList(noted, entries.size()).forEach(entry -> events.add(text(entry)));
        noted = entries.size();
    }

    private static String text(Entry entry) {
        return switch (entry.event()) {
            case INTENT, ACKED, UNKNOWN, FAILED ->
                entry.event() + " " + entry.sequence() + " of " + entry.transaction();
            case PROCESSED -> entry.event() + " " + entry.offset();
            case POSITION -> entry.event() + " " + entry.offset() + " of " + entry.transaction();
            case CLOSED -> entry.event().toString();
            default -> entry.event() + " " + entry.transaction();
        };
    }

    private static String text(Map<TopicPartition, OffsetAndMetadata> positions) {
        Map<Integer, Long> sorted = new TreeMap<>();
        positions.forEach((partition, position) -> sorted.put(partition.partition(), position.offset()));
        return sorted.toString();
    }
}
