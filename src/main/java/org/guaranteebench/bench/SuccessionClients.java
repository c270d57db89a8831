package org.guaranteebench.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.guaranteebench.bench.takeover.CommittedReader;
import org.guaranteebench.bench.takeover.Succession;
import org.guaranteebench.client.Coordinators;
import org.guaranteebench.client.ForkTarget;
import org.guaranteebench.client.Payload;
import org.guaranteebench.client.ProducerConfiguration;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Predecessor;
import org.guaranteebench.grid.Workload;
import org.guaranteebench.jvm.ParentWatch;

/** The connections of a trial in which producers take over from each other, and what they are opened with. */
record SuccessionClients(
        ForkTarget target,
        Workload workload,
        Map<String, Object> successors,
        Producer<byte[], byte[]> bystander,
        CommittedReader reader,
        Coordinators coordinators)
        implements AutoCloseable {

    /** Of the client ids; one successor is at work at a time. */
    private static final int SUCCESSOR = 0;

    private static final int BYSTANDER = 1;

    static SuccessionClients open(Cell cell, Workload workload) {
        ForkTarget target = ForkTarget.ofThisJvm();
        // A load on a cluster that may be somebody else's must not outlive the run that would end it.
        ParentWatch.start(() -> {});
        Map<String, Object> successors = ProducerConfiguration.of(target, cell, workload, SUCCESSOR);
        ProducerConfiguration.requireEffective(successors, cell, workload);
        Cell plain = Cell.of("all", "true", "none", "read_uncommitted");
        Map<String, Object> bystander = ProducerConfiguration.of(target, plain, workload, BYSTANDER);
        return new SuccessionClients(
                target,
                workload,
                successors,
                new KafkaProducer<>(bystander),
                CommittedReader.open(target, workload),
                new Coordinators(target));
    }

    /** Names of the successors' threads end so. */
    static String threadsEnd() {
        return "kgb-client-" + SUCCESSOR;
    }

    Succession begin(Predecessor predecessor, Succession.Listener listener) {
        return new Succession(
                predecessor,
                target.transactionalId(),
                workload.partitions(),
                new Payload(target.topic(), workload, SUCCESSOR),
                new Succession.Surroundings(this::successor, bystander, coordinators::requireState, reader),
                System::nanoTime,
                listener);
    }

    /** Any producer's start has a connection and metadata to wait for; what comes after is the transactional id's. */
    private Producer<byte[], byte[]> successor(String id) {
        Map<String, Object> properties = new LinkedHashMap<>(successors);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        KafkaProducer<byte[], byte[]> successor = new KafkaProducer<>(properties);
        successor.partitionsFor(target.topic());
        return successor;
    }

    /** The producers are closed by those who have them. */
    @Override
    public void close() {
        reader.close();
        coordinators.close();
    }
}
