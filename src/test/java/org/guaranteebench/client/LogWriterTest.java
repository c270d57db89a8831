package org.guaranteebench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.guaranteebench.grid.LogPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogWriterTest {
    private static final LogFormat FORMAT = new LogFormat(16, 0, 16_384, "none");

    private final List<String> events = new ArrayList<>();
    private final List<Integer> numbers = new ArrayList<>();

    /** Arrays are used again, so what a record says must be read when it is sent. */
    private class NotingProducer extends MockProducer<byte[], byte[]> {
        private boolean ending;

        NotingProducer() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            int number = NumberedPayloadTest.number(record.value());
            numbers.add(number);
            events.add(number + "->" + record.partition());
            return super.send(record, callback);
        }

        /** Kafka's mock flushes by itself when a transaction ends; the real client does so only when it commits. */
        @Override
        public synchronized void flush() {
            super.flush();
            if (!ending) {
                events.add("flush");
            }
        }

        @Override
        public void beginTransaction() {
            super.beginTransaction();
            events.add("begin");
        }

        @Override
        public void commitTransaction() {
            ending = true;
            super.commitTransaction();
            ending = false;
            events.add("commit");
        }

        @Override
        public void abortTransaction() {
            ending = true;
            super.abortTransaction();
            ending = false;
            events.add("abort");
        }
    }

    private void write(LogPlan plan, int writer, int writers) throws Exception {
        try (NotingProducer producer = new NotingProducer()) {
            new LogWriter(plan, FORMAT, "t", RateCap.NONE, writer, writers).write(producer);
        }
    }

    @Test
    void aPlainLogIsWrittenInOrderAndFlushed() throws Exception {
        write(new LogPlan(2, 5, 0, 0), 0, 1);

        assertThat(events).containsExactly("0->0", "1->1", "2->0", "3->1", "4->0", "flush");
    }

    @Test
    void transactionsHaveTheirSizeTheLastWhatIsLeft() throws Exception {
        write(new LogPlan(2, 5, 2, 0), 0, 1);

        assertThat(events)
                .containsExactly(
                        "begin", "0->0", "1->1", "commit", "begin", "2->0", "3->1", "commit", "begin", "4->0",
                        "commit");
    }

    /** An abort would throw away what is not yet sent, and readers of uncommitted records would miss it. */
    @Test
    void whatIsAbortedIsInTheLogFirst() throws Exception {
        write(new LogPlan(1, 4, 2, 50), 0, 1);

        assertThat(events)
                .containsExactly("begin", "0->0", "1->0", "commit", "begin", "2->0", "3->0", "flush", "abort");
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "8", "50"})
    void severalWritersWriteEachTransactionOnceAndWhole(int writers) throws Exception {
        LogPlan plan = new LogPlan(3, 101, 10, 10);
        for (int w = 0; w < writers; w++) {
            events.clear();
            int before = numbers.size();
            write(plan, w, writers);
            for (int number : numbers.subList(before, numbers.size())) {
                assertThat(plan.transaction(number) % writers).isEqualTo(w);
            }
        }
        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 101).boxed().toList());
    }

    @Test
    void aRecordThatIsNotAcknowledgedEndsTheWriting() {
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized void flush() {
                        errorNext(new TimeoutException("no answer"));
                        super.flush();
                    }
                };

        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(
                        () -> new LogWriter(new LogPlan(1, 3, 0, 0), FORMAT, "t", RateCap.NONE, 0, 1).write(producer))
                .withMessage("no answer");
    }

    @ParameterizedTest
    @CsvSource({"7, 0, 1", "8, -1, 1", "8, 0, -1"})
    void aFormatThatHasNoRoomForTheNumberIsRefused(int recordSize, int keySize, int batchSize) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LogFormat(recordSize, keySize, batchSize, "none"))
                .withMessage("recordSize=" + recordSize + " keySize=" + keySize + " batchSize=" + batchSize);
    }
}
