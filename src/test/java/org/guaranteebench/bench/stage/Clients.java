package org.guaranteebench.bench.stage;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.guaranteebench.client.Stamp;
import org.guaranteebench.store.Result;

/** A stage's clients and its listener, which note in one list what is done with them. */
final class Clients implements StageListener {
    static final TopicPartition FIRST = new TopicPartition("in", 0);
    static final TopicPartition SECOND = new TopicPartition("in", 1);

    final List<String> events = new ArrayList<>();
    final Map<String, Long> took = new TreeMap<>();
    private long now = 1_000;

    final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            ConsumerRecords<byte[], byte[]> polled = super.poll(timeout);
            events.add("poll " + polled.count());
            return polled;
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
            now += 7;
            events.add("commit " + text(offsets));
        }

        @Override
        public synchronized void seek(TopicPartition partition, long offset) {
            events.add("seek " + partition.partition() + "=" + offset);
            super.seek(partition, offset);
        }
    };

    final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                @Override
                public synchronized Future<RecordMetadata> send(
                        ProducerRecord<byte[], byte[]> record, Callback callback) {
                    events.add("send " + Stamp.read(record.value()).number() + " to " + record.topic());
                    return super.send(record, callback);
                }

                @Override
                public synchronized void flush() {
                    events.add("flush");
                    super.flush();
                }

                @Override
                public void beginTransaction() {
                    events.add("begin");
                    super.beginTransaction();
                }

                @Override
                public void sendOffsetsToTransaction(
                        Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
                    now += 5;
                    events.add("offsets " + text(offsets) + " of " + group.groupId());
                    super.sendOffsetsToTransaction(offsets, group);
                }

                @Override
                public void commitTransaction() {
                    now += 11;
                    super.commitTransaction();
                    last("commit transaction");
                }

                @Override
                public void abortTransaction() {
                    super.abortTransaction();
                    last("abort");
                }

                /** Instead of the flush that the mock calls in it, and a real client has inside. */
                private void last(String event) {
                    events.set(events.size() - 1, event);
                }
            };

    final Output output = new Output(producer, "out");

    Clients() {
        consumer.assign(List.of(FIRST, SECOND));
        consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
        // Looks up where to start, which is a seek to the mock.
        consumer.assignment().forEach(consumer::position);
        events.clear();
    }

    /** Records with the sequences 0 and following, from the first partition's offset 0. */
    Clients with(int records) {
        for (int i = 0; i < records; i++) {
            consumer.addRecord(new ConsumerRecord<>(FIRST.topic(), 0, i, new byte[1], value(i)));
        }
        return this;
    }

    static byte[] value(int sequence) {
        return ByteBuffer.allocate(20).putLong(500).putInt(0).putInt(sequence).array();
    }

    long clock() {
        return now;
    }

    void takes(long nanos) {
        now += nanos;
    }

    @Override
    public void committed(long began, long ended) {
        took.put("commit", ended - began);
    }

    @Override
    public void stored(Result result, long at) {
        events.add("visible " + result.sequence());
    }

    static String text(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<Integer, Long> sorted = new TreeMap<>();
        offsets.forEach((partition, offset) -> sorted.put(partition.partition(), offset.offset()));
        return sorted.toString();
    }
}
