package org.guaranteebench.bench.rebalance;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** A coordinator without brokers: each member has every n-th partition, once its owner before has let go of it. */
final class MadeUpGroup {
    private static final int NOBODY = -1;

    private final int[] owners;
    private final List<Member> members = new ArrayList<>();
    private int sent;
    private volatile int withheld = NOBODY;
    private volatile boolean broken;

    MadeUpGroup(int partitions) {
        owners = new int[partitions];
        Arrays.fill(owners, NOBODY);
    }

    Consumer<byte[], byte[]> member(int number) {
        return new Member(number);
    }

    /** No records of this partition until further notice. */
    void withhold(int partition) {
        withheld = partition;
    }

    void withholdNothing() {
        withheld = NOBODY;
    }

    /** From now on polls fail. */
    void breakDown() {
        broken = true;
    }

    synchronized int size() {
        return members.size();
    }

    synchronized int sent() {
        return sent;
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition("t", number);
    }

    private final class Member extends MockConsumer<byte[], byte[]> {
        private final int number;
        private ConsumerRebalanceListener listener;

        Member(int number) {
            super("earliest");
            this.number = number;
        }

        @Override
        public void subscribe(Collection<String> topics, ConsumerRebalanceListener its) {
            listener = its;
            synchronized (MadeUpGroup.this) {
                members.add(this);
            }
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            LockSupport.parkNanos(500_000);
            if (broken) {
                throw new KafkaException("broken");
            }
            synchronized (MadeUpGroup.this) {
                int own = members.indexOf(this);
                List<TopicPartition> lost = IntStream.range(0, owners.length)
                        .filter(p -> owners[p] == number && p % members.size() != own)
                        .mapToObj(MadeUpGroup::partition)
                        .toList();
                List<TopicPartition> won = IntStream.range(0, owners.length)
                        .filter(p -> owners[p] == NOBODY && p % members.size() == own)
                        .mapToObj(MadeUpGroup::partition)
                        .toList();
                if (!lost.isEmpty()) {
                    lost.forEach(p -> owners[p.partition()] = NOBODY);
                    listener.onPartitionsRevoked(lost);
                }
                if (!won.isEmpty()) {
                    won.forEach(p -> owners[p.partition()] = number);
                    listener.onPartitionsAssigned(won);
                }
                return records();
            }
        }

        /** One of each partition that it has, due now. */
        private ConsumerRecords<byte[], byte[]> records() {
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
            for (int p = 0; p < owners.length; p++) {
                if (owners[p] == number && p != withheld) {
                    byte[] value = ByteBuffer.allocate(16)
                            .putLong(System.nanoTime())
                            .putInt(0)
                            .putInt(sent++)
                            .array();
                    records.put(partition(p), List.of(new ConsumerRecord<>("t", p, sent, null, value)));
                }
            }
            return new ConsumerRecords<>(records, Map.of());
        }

        @Override
        public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
            // All is well.
        }

        @Override
        public void close() {
            synchronized (MadeUpGroup.this) {
                List<TopicPartition> had = IntStream.range(0, owners.length)
                        .filter(p -> owners[p] == number)
                        .mapToObj(MadeUpGroup::partition)
                        .toList();
                listener.onPartitionsRevoked(had);
                had.forEach(p -> owners[p.partition()] = NOBODY);
                members.remove(this);
            }
        }
    }
}
