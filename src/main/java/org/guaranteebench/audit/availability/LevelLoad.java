package org.guaranteebench.audit.availability;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.guaranteebench.audit.process.Checkpoints;
import org.guaranteebench.client.ClientMetrics;
import org.guaranteebench.client.ForkTarget;
import org.guaranteebench.client.Payload;
import org.guaranteebench.client.ProducerConfiguration;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Workload;

/** One level's producer, configured as it is when its costs are measured, with its thread and its file. One thread. */
final class LevelLoad implements AutoCloseable {
    private static final int RECORD_SIZE = 100;
    private static final int LINGER_MS = 5;
    private static final int BATCH_SIZE = 16_384;
    private static final int MAX_IN_FLIGHT = 5;

    private final Cell cell;
    private final String topic;
    private final Workload workload;
    private final Producer<byte[], byte[]> producer;
    private final SettlementLog log;

    private SteadyProducer loop;
    private Thread thread;

    /**
     * Connects, and takes its transactional id if it has one. Blocks.
     *
     * @param folder for its settlements
     * @param parent hears how far they are
     */
    LevelLoad(Cell cell, int rate, String bootstrap, String prefix, Path folder, Checkpoints parent)
            throws IOException {
        this.cell = cell;
        topic = AvailabilityMain.topic(prefix, cell);
        workload = new Workload(
                RECORD_SIZE, 0, 1, OptionalInt.of(rate), LINGER_MS, BATCH_SIZE, MAX_IN_FLIGHT, "none", Map.of());
        producer = new KafkaProducer<>(
                ProducerConfiguration.of(new ForkTarget(bootstrap, topic, topic), cell, workload, 0));
        if (cell.transactions().enabled()) {
            producer.initTransactions();
        }
        log = new SettlementLog(AvailabilityMain.file(folder, cell), sequence -> {
            // In this order: whoever hears of the settlements has heard of their retries.
            parent.say(AvailabilityMain.retried(cell), (long)
                    ClientMetrics.of(producer).retries());
            parent.say(AvailabilityMain.settled(cell), sequence);
        });
    }

    /** @param nanos when the first record is due */
    void start(long nanos) {
        Payload payload = new Payload(topic, workload, cell.hashCode());
        loop = new SteadyProducer(
                producer, payload, cell, log, nanos, workload.rate().orElseThrow());
        thread = new Thread(loop, cell.level().toString());
        thread.start();
    }

    /** Returns when nothing is sent any more, and all that is settled is in the file. */
    @Override
    public void close() throws IOException {
        loop.stop();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
        log.close();
    }
}
