package org.guaranteebench.audit.availability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.guaranteebench.client.Payload;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SteadyProducerTest {
    private static final int RATE = 1000;
    private static final Workload WORKLOAD =
            new Workload(100, 0, 1, OptionalInt.of(RATE), 5, 16_384, 5, "none", Map.of());
    private static final Cell TRANSACTIONAL = Cell.LADDER.get(4);

    @TempDir
    private Path home;

    private final AtomicInteger renewed = new AtomicInteger();

    private static class Mock extends MockProducer<byte[], byte[]> {
        Mock() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }
    }

    /** Its third commit fails. */
    private static final class Failing extends Mock {
        private final boolean abortable;
        private int commits;

        Failing(boolean abortable) {
            this.abortable = abortable;
        }

        @Override
        public synchronized void commitTransaction() {
            if (++commits == 3) {
                throw new KafkaException("the coordinator is not available");
            }
            super.commitTransaction();
        }

        @Override
        public synchronized void abortTransaction() {
            if (!abortable) {
                throw new KafkaException("fatal");
            }
            super.abortTransaction();
        }
    }

    /** At the second time; the first successor cannot connect. */
    private Producer<byte[], byte[]> other() {
        if (renewed.incrementAndGet() == 1) {
            throw new TimeoutException("no coordinator");
        }
        Mock other = new Mock();
        other.initTransactions();
        return other;
    }

    /** Runs until 400 records are answered. Returns those that are settled. */
    private List<Settlement> run(MockProducer<byte[], byte[]> producer, Cell cell, long start)
            throws IOException, InterruptedException {
        Path file = home.resolve("settled.csv");
        CountDownLatch enough = new CountDownLatch(1);
        try (producer;
                SettlementLog log = new SettlementLog(file, sequence -> {
                    if (sequence >= 400) {
                        enough.countDown();
                    }
                })) {
            if (cell.transactions().enabled()) {
                producer.initTransactions();
            }
            SteadyProducer load =
                    new SteadyProducer(producer, this::other, new Payload("t", WORKLOAD, 1), cell, log, start, RATE);
            Thread thread = new Thread(load);
            thread.start();
            assertThat(enough.await(20, TimeUnit.SECONDS)).isTrue();
            load.stop();
            thread.join();
        }
        return Settlement.read(file);
    }

    /** Without and with transactions. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void everyRecordIsSettledUnderItsSequenceNotBeforeItIsDue(int level) throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<Settlement> settlements = run(new Mock(), Cell.LADDER.get(level), start);
        assertThat(settlements).hasSizeGreaterThan(400);
        for (int i = 0; i < settlements.size(); i++) {
            Settlement settlement = settlements.get(i);
            assertThat(settlement.sequence()).isEqualTo(i);
            assertThat(settlement.due() - start).isEqualTo(i * 1_000_000L);
            assertThat(settlement.settled()).isGreaterThanOrEqualTo(settlement.due());
        }
        assertThat(renewed).hasValue(0);
    }

    /** Whether it can be aborted, or another producer must take over. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTransactionThatFailsIsNotSettledAndTheLoadGoesOn(boolean abortable) throws IOException, InterruptedException {
        List<Long> settled = run(new Failing(abortable), TRANSACTIONAL, System.nanoTime()).stream()
                .map(Settlement::sequence)
                .toList();
        assertThat(settled).isSorted().doesNotHaveDuplicates();
        List<Integer> missing = IntStream.range(0, 400)
                .filter(i -> !settled.contains((long) i))
                .boxed()
                .toList();
        assertThat(missing).as("those of one transaction").isNotEmpty();
        assertThat(missing.get(missing.size() - 1) - missing.get(0)).isEqualTo(missing.size() - 1);
        assertThat(settled.get(settled.size() - 1)).isGreaterThanOrEqualTo(400L);
        assertThat(renewed).hasValue(abortable ? 0 : 2);
    }

    @Test
    void aRecordThatTheClientRefusesHasFailedAndTheLoadGoesOn() throws IOException, InterruptedException {
        AtomicInteger sends = new AtomicInteger();
        Mock refusing = new Mock() {
            @Override
            public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                int number = sends.getAndIncrement();
                if (number == 7) {
                    throw new KafkaException("buffer is full");
                }
                if (number == 9) {
                    callback.onCompletion(null, new TimeoutException("120 s have passed"));
                    return CompletableFuture.failedFuture(new TimeoutException("likewise"));
                }
                return super.send(record, callback);
            }
        };
        assertThat(run(refusing, Cell.LADDER.get(3), System.nanoTime()))
                .extracting(Settlement::sequence)
                .doesNotContain(7L, 9L)
                .contains(0L, 6L, 8L, 10L, 400L);
    }
}
