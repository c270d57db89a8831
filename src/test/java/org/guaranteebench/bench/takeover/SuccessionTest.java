package org.guaranteebench.bench.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.guaranteebench.client.Payload;
import org.guaranteebench.client.Stamp;
import org.guaranteebench.grid.Predecessor;
import org.guaranteebench.grid.Workload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With a cluster that is made up: a producer fences the one before it, and the reader has what a broker would show. */
class SuccessionTest {
    private static final int PARTITIONS = 2;
    private static final List<TopicPartition> ALL = IntStream.range(0, PARTITIONS)
            .mapToObj(p -> new TopicPartition("t", p))
            .toList();

    private final AtomicLong now = new AtomicLong();
    private final Map<String, MockProducer<byte[], byte[]>> holders = new LinkedHashMap<>();
    private final List<String> states = new ArrayList<>();
    private final List<Integer> sentTo = new ArrayList<>();
    private final List<Long> takeovers = new ArrayList<>();
    private final List<Long> stalls = new ArrayList<>();
    private final List<Long> commits = new ArrayList<>();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private CommittedReader reader;
    private boolean fencing = true;
    private long offset;

    @AfterEach
    void close() {
        reader.close();
    }

    private Producer<byte[], byte[]> open(String id) {
        MockProducer<byte[], byte[]> producer = producer();
        MockProducer<byte[], byte[]> before = holders.put(id, producer);
        if (before != null && fencing) {
            before.fenceProducer();
        }
        return producer;
    }

    private MockProducer<byte[], byte[]> producer() {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public void initTransactions() {
                now.addAndGet(7);
                super.initTransactions();
            }

            @Override
            public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
                Future<RecordMetadata> answer = super.send(record);
                sentTo.add(record.partition());
                Stamp stamp = Stamp.read(record.value());
                if (stamp.thread() == Succession.COMMITTED) {
                    byte[] value = record.value().clone();
                    consumer.schedulePollTask(
                            () -> consumer.addRecord(new ConsumerRecord<>("t", 0, offset++, null, value)));
                }
                return answer;
            }
        };
    }

    private Succession begin(Predecessor predecessor) {
        consumer.updateBeginningOffsets(Map.of(ALL.get(0), 0L, ALL.get(1), 0L));
        reader = new CommittedReader(consumer, ALL, 5_000_000_000L);
        Workload workload = new Workload(32, 0, PARTITIONS, OptionalInt.empty(), 5, 16_384, 5, "none", Map.of());
        return new Succession(
                predecessor,
                "id",
                PARTITIONS,
                new Payload("t", workload, 0),
                new Succession.Surroundings(
                        this::open, producer(), (id, state) -> states.add(id + " " + state), reader),
                now::get,
                new Succession.Listener() {
                    @Override
                    public void tookOver(long began, long ended) {
                        takeovers.add(ended - began);
                    }

                    @Override
                    public void released(long began, long read) {
                        stalls.add(read - began);
                    }

                    @Override
                    public void committed(long began, long ended) {
                        commits.add(ended - began);
                    }
                });
    }

    @Test
    void aNewIdHasNobodyToFence() {
        Succession succession = begin(Predecessor.NONE);
        for (int i = 0; i < 3; i++) {
            succession.takeOver();
        }
        assertThat(holders.keySet()).containsExactly("id-0", "id-1", "id-2");
        assertThat(takeovers).containsExactly(7L, 7L, 7L);
        assertThat(states).isEmpty();
        assertThat(stalls).isEmpty();
        assertThat(succession.committed()).isEqualTo(3);
        assertThat(succession.settle()).isEqualTo(new TakeoverAccount(3, 0, 3, 0, 0, 0));
    }

    @Test
    void idsAreTakenOverInTurnWhenTheirLastTransactionIsCommitted() {
        Succession succession = begin(Predecessor.COMMITTED);
        for (int i = 0; i < 3; i++) {
            succession.takeOver();
        }
        assertThat(states)
                .containsExactly(
                        "id-0 " + TransactionState.COMPLETE_COMMIT,
                        "id-1 " + TransactionState.COMPLETE_COMMIT,
                        "id-0 " + TransactionState.COMPLETE_COMMIT);
        assertThat(takeovers).hasSize(3);
        assertThat(commits).as("those of the first predecessors are nobody's").hasSize(3);
        TakeoverAccount account = succession.settle();
        assertThat(account).isEqualTo(new TakeoverAccount(3, 3, 5, 0, 0, 0));
        assertThatCode(() -> account.requireTrue(Predecessor.COMMITTED)).doesNotThrowAnyException();
    }

    @Test
    void whatLiesBehindAnOpenTransactionIsAwaited() {
        Succession succession = begin(Predecessor.OPEN);
        succession.takeOver();
        assertThat(states).containsExactly("id-0 " + TransactionState.ONGOING);
        assertThat(stalls).hasSize(1);
        // Two first predecessors and a successor, each with its own record, an open one and a bystander's behind that.
        assertThat(succession.acknowledged()).isEqualTo(9);
        assertThat(sentTo).containsExactly(0, 0, 0, 1, 1, 1, 0, 0, 0);
        assertThat(succession.settle()).isEqualTo(new TakeoverAccount(1, 1, 6, 0, 0, 0));
        succession.close();
        assertThat(holders.values()).allMatch(MockProducer::closed).allMatch(MockProducer::transactionAborted);
    }

    @Test
    void aPredecessorThatIsNotFencedIsCounted() {
        fencing = false;
        Succession succession = begin(Predecessor.OPEN);
        succession.takeOver();
        TakeoverAccount account = succession.settle();
        assertThat(account.fenced()).isZero();
        assertThatIllegalStateException()
                .isThrownBy(() -> account.requireTrue(Predecessor.OPEN))
                .withMessageStartingWith("of 1 predecessors 0 were fenced");
    }
}
