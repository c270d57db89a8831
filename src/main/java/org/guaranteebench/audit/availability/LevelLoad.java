package org.guaranteebench.audit.availability;

import java.io.IOException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.guaranteebench.audit.process.Checkpoints;
import org.guaranteebench.client.ClientMetrics;
import org.guaranteebench.client.ForkTarget;
import org.guaranteebench.client.Payload;
import org.guaranteebench.client.ProducerConfiguration;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Workload;

/**
 * One level's producer, configured as it is when its costs are measured but for its patience, with its thread and its
 * file. One thread.
 */
final class LevelLoad implements AutoCloseable {
    /** For another leader. */
    static final Duration LONGEST_PATIENCE = Duration.ofSeconds(60);

    /**
     * No client gives anything up before nobody looks any more, which is a patience, the seconds after it and {@link
     * Outage#SETTLING_NANOS} after a kill. Else the levels would differ in what they give up, and not in how long it
     * takes. Two of these are Kafka's defaults.
     */
    private static final Map<String, String> PATIENCE = Map.of(
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "120000",
            ProducerConfig.MAX_BLOCK_MS_CONFIG, "120000",
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "120000");

    private static final int RECORD_SIZE = 100;
    private static final int LINGER_MS = 5;
    private static final int BATCH_SIZE = 16_384;
    private static final int MAX_IN_FLIGHT = 5;

    private final Cell cell;
    private final String bootstrap;
    private final String topic;
    private final Workload workload;
    private final SettlementLog log;

    /** Renewed by the load's thread, read by the client's. */
    private volatile Producer<byte[], byte[]> producer;

    private volatile long retriedBefore;
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
        this.bootstrap = bootstrap;
        topic = AvailabilityMain.topic(prefix, cell);
        workload = new Workload(
                RECORD_SIZE, 0, 1, OptionalInt.of(rate), LINGER_MS, BATCH_SIZE, MAX_IN_FLIGHT, "none", PATIENCE);
        connect();
        log = new SettlementLog(AvailabilityMain.file(folder, cell), sequence -> {
            // In this order: whoever hears of the answers has heard of their retries.
            parent.say(AvailabilityMain.retried(cell), retried());
            parent.say(AvailabilityMain.answered(cell), sequence);
        });
    }

    private Producer<byte[], byte[]> connect() {
        producer = new KafkaProducer<>(
                ProducerConfiguration.of(new ForkTarget(bootstrap, topic, topic), cell, workload, 0));
        if (cell.transactions().enabled()) {
            producer.initTransactions();
        }
        return producer;
    }

    /** In place of one that cannot go on. */
    private Producer<byte[], byte[]> reconnect() {
        retriedBefore = retried();
        producer.close(Duration.ZERO);
        return connect();
    }

    private long retried() {
        return retriedBefore + (long) ClientMetrics.of(producer).retries();
    }

    /**
     * @param nanos when the first record is due
     * @param failed hears when the load ends by itself, which it must not
     */
    void start(long nanos, UncaughtExceptionHandler failed) {
        Payload payload = new Payload(topic, workload, cell.hashCode());
        loop = new SteadyProducer(
                producer,
                this::reconnect,
                payload,
                cell,
                log,
                nanos,
                workload.rate().orElseThrow());
        thread = new Thread(loop, cell.level().toString());
        thread.setUncaughtExceptionHandler(failed);
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
