package org.guaranteebench.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.guaranteebench.client.ConsumerClose;
import org.guaranteebench.client.ConsumerConfiguration;
import org.guaranteebench.client.ForkTarget;
import org.guaranteebench.client.ProducerConfiguration;
import org.guaranteebench.client.Reader;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Parameter;
import org.guaranteebench.grid.Semantics;
import org.guaranteebench.grid.Workload;
import org.guaranteebench.store.ConnectionPool;
import org.guaranteebench.store.ExactlyOnceSession;
import org.guaranteebench.store.StoreTarget;

/**
 * The connections of one stage: a member of a group and, as its semantics want, a producer or the tables of a store.
 *
 * @param producer of results; empty where they are stored
 * @param pool of connections to the store; empty where results are produced
 * @param session with the trial's tables, which it has made; empty as {@code pool}
 */
record StageClients(
        KafkaConsumer<byte[], byte[]> consumer,
        Optional<KafkaProducer<byte[], byte[]>> producer,
        Optional<ConnectionPool> pool,
        Optional<ExactlyOnceSession> session)
        implements AutoCloseable {

    /** Of the client id of the stage's producer; the upstream one is 0. */
    private static final int INDEX = 1;

    private static final long JOIN_SECONDS = 30;

    static StageClients open(Cell cell, Workload workload) {
        ForkTarget target = ForkTarget.ofThisJvm();
        Semantics semantics = cell.treatment().semantics().orElseThrow();
        KafkaConsumer<byte[], byte[]> consumer = consumer(target, cell, workload);
        if (!semantics.stores()) {
            return new StageClients(
                    consumer, Optional.of(producer(target, semantics, workload)), Optional.empty(), Optional.empty());
        }
        try {
            StoreTarget store = StoreTarget.ofThisJvm();
            ConnectionPool pool = store.connect(1);
            ExactlyOnceSession session = new ExactlyOnceSession(pool, store.tables());
            session.create(workload.partitions());
            return new StageClients(consumer, Optional.empty(), Optional.of(pool), Optional.of(session));
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("no tables for the results: " + e.getMessage(), e);
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(ForkTarget target, Cell cell, Workload workload) {
        // The group is fresh with each trial, as the prefix is.
        Reader reader = Reader.of(cell, target.transactionalId());
        Map<String, String> consumer = new LinkedHashMap<>(workload.consumer());
        consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(workload.number(Parameter.BATCH)));
        Map<String, Object> properties = ConsumerConfiguration.of(target, reader, 0, consumer);
        ConsumerConfiguration.requireEffective(properties, reader);
        return new KafkaConsumer<>(properties);
    }

    private static KafkaProducer<byte[], byte[]> producer(ForkTarget target, Semantics semantics, Workload workload) {
        // The transactions are the stage's own to begin and to commit; what matters here is that there are any.
        Cell cell = Cell.of(
                "all",
                Boolean.toString(semantics.idempotent()),
                semantics.transactional() ? "1" : "none",
                "read_uncommitted");
        Map<String, Object> properties = ProducerConfiguration.of(target, cell, workload, INDEX);
        ProducerConfiguration.requireEffective(properties, cell, workload);
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties);
        if (semantics.transactional()) {
            producer.initTransactions();
        }
        return producer;
    }

    /** Names of the threads that work for a stage end so. */
    static String threadsEnd() {
        return "kgb-client-" + INDEX;
    }

    /** Returns when the consumer has all partitions. Nothing may have been written to them yet. */
    void join(Membership membership, int partitions) {
        consumer.subscribe(List.of(ForkTarget.ofThisJvm().topic()), membership);
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(JOIN_SECONDS);
        while (consumer.assignment().size() < partitions) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("no partitions from the group after " + JOIN_SECONDS + " s");
            }
            if (!consumer.poll(Duration.ofMillis(20)).isEmpty()) {
                throw new IllegalStateException("the source held records before the stage was there");
            }
        }
        membership.complete();
        // The first poll of a timed iteration should not look up where to start.
        consumer.assignment().forEach(consumer::position);
    }

    /** Of the tables when they are needed no more: their accounts first. */
    @Override
    public void close() {
        producer.ifPresent(KafkaProducer::close);
        ConsumerClose.promptly(consumer);
        pool.ifPresent(ConnectionPool::close);
    }
}
