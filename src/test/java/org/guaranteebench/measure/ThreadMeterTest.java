package org.guaranteebench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ThreadMeterTest {
    private static final int MEGABYTE = 1 << 20;

    private static volatile byte[] allocated;

    private static void allocate() {
        allocated = new byte[MEGABYTE];
    }

    /** What the meter sees of a megabyte that a thread of this name allocates. */
    private static long seenOf(String threadName) throws Exception {
        ExecutorService client = Executors.newSingleThreadExecutor(task -> new Thread(task, threadName));
        try {
            client.submit(() -> {}).get();
            ThreadMeter meter = ThreadMeter.ofThisThreadAnd("kgb-client-7");
            long before = meter.read().allocated();
            client.submit(ThreadMeterTest::allocate).get();
            return meter.read().allocated() - before;
        } finally {
            client.shutdown();
        }
    }

    @Test
    void itSeesWhatItsOwnThreadAllocates() {
        ThreadMeter meter = ThreadMeter.ofThisThreadAnd("nobody");
        long before = meter.read().allocated();
        allocate();

        assertThat(meter.read().allocated() - before).isBetween((long) MEGABYTE, 2L * MEGABYTE);
        assertThat(allocated).hasSize(MEGABYTE);
    }

    @Test
    void itSeesWhatTheClientsThreadAllocates() throws Exception {
        assertThat(seenOf("kafka-producer-network-thread | kgb-client-7")).isBetween((long) MEGABYTE, 2L * MEGABYTE);
    }

    @Test
    void itDoesNotSeeWhatOtherThreadsAllocate() throws Exception {
        assertThat(seenOf("kafka-producer-network-thread | kgb-client-8")).isLessThan(MEGABYTE);
    }

    @Test
    void theAccountsNeverRunBackwards() {
        ThreadMeter meter = ThreadMeter.ofThisThreadAnd("nobody");
        ThreadMeter.Reading first = meter.read();
        ThreadMeter.Reading second = meter.read();

        assertThat(second.nanos()).isGreaterThanOrEqualTo(first.nanos());
        assertThat(second.processCpu())
                .isGreaterThanOrEqualTo(first.processCpu())
                .isPositive();
        assertThat(second.allocated()).isGreaterThanOrEqualTo(first.allocated());
    }

    @Test
    void clientOneIsNotClientTen() throws Exception {
        ExecutorService ten = Executors.newSingleThreadExecutor(
                task -> new Thread(task, "kafka-producer-network-thread | kgb-client-10"));
        ten.submit(() -> {}).get();
        ThreadMeter meter = ThreadMeter.ofThisThreadAnd("kgb-client-1");
        long before = meter.read().allocated();
        byte[] made = ten.submit(() -> new byte[1 << 20]).get();
        assertThat(made).hasSize(1 << 20);
        assertThat(meter.read().allocated() - before).isLessThan(1 << 20);
        ten.shutdown();
    }
}
