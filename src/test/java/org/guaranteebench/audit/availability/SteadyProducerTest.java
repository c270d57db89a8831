package org.guaranteebench.audit.availability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.guaranteebench.client.Payload;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Workload;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SteadyProducerTest {
    private static final int RATE = 1000;
    private static final Workload WORKLOAD =
            new Workload(100, 0, 1, OptionalInt.of(RATE), 5, 16_384, 5, "none", Map.of());

    @TempDir
    private Path home;

    /** Without and with transactions. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void everyRecordIsSettledUnderItsSequenceNotBeforeItIsDue(int level) throws IOException, InterruptedException {
        Cell cell = Cell.LADDER.get(level);
        Path file = home.resolve("settled.csv");
        CountDownLatch enough = new CountDownLatch(1);
        long start = System.nanoTime();
        try (MockProducer<byte[], byte[]> producer =
                        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
                SettlementLog log = new SettlementLog(file, sequence -> {
                    if (sequence >= 200) {
                        enough.countDown();
                    }
                })) {
            if (cell.transactions().enabled()) {
                producer.initTransactions();
            }
            SteadyProducer load = new SteadyProducer(producer, new Payload("t", WORKLOAD, 1), cell, log, start, RATE);
            Thread thread = new Thread(load);
            thread.start();
            assertThat(enough.await(20, TimeUnit.SECONDS)).isTrue();
            load.stop();
            thread.join();
        }
        List<Settlement> settlements = Settlement.read(file);
        assertThat(settlements).hasSizeGreaterThan(200);
        for (int i = 0; i < settlements.size(); i++) {
            Settlement settlement = settlements.get(i);
            assertThat(settlement.sequence()).isEqualTo(i);
            assertThat(settlement.due() - start).isEqualTo(i * 1_000_000L);
            assertThat(settlement.settled()).isGreaterThanOrEqualTo(settlement.due());
        }
    }
}
