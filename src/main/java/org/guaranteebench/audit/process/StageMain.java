package org.guaranteebench.audit.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.guaranteebench.audit.ledger.LedgerHeader;
import org.guaranteebench.audit.ledger.LedgerWriter;
import org.guaranteebench.audit.ledger.Role;
import org.guaranteebench.audit.payload.AuditKey;
import org.guaranteebench.client.ConsumerConfiguration;
import org.guaranteebench.client.ForkTarget;
import org.guaranteebench.client.Reader;
import org.guaranteebench.grid.Commit;
import org.guaranteebench.grid.GroupProtocol;

/**
 * A stage's JVM: consumes a topic as a member of a group, from where the group stands to the topic's end, and notes each
 * record or produces it to another topic. It may be stopped at every {@link StagePoint}, and says
 *
 * <ul>
 *   <li>{@value #ASSIGNED} and an {@link Assignment} whenever the group has given it partitions,
 *   <li>{@value #LOST} and partitions when it finds that others have them,
 *   <li>{@value #REFUSED} and the exception when the group does not take its positions,
 *   <li>{@value #FENCED} and the exception when a successor has its transactional id, which ends it,
 *   <li>{@value #DONE} and how many records it has processed, last.
 * </ul>
 *
 * <p>The group's protocol is the classic one, which knows successors by {@code group.instance.id} and lets a member
 * leave by itself that polls too rarely.
 *
 * <p>Exit status 0 at the input's end and for a fenced one; else 1, with the reason as the last line on standard error.
 */
public final class StageMain {
    public static final String ASSIGNED = "assigned";
    public static final String LOST = "lost";
    public static final String REFUSED = "refused";
    public static final String FENCED = "fenced";
    public static final String DONE = "done";

    private static final int FAILED = 1;

    /**
     * Batches are what scenarios count in. One is cut short where what was fetched ends, so that should be beyond their
     * faults: four of 10,000 records.
     */
    private static final int FETCH_BYTES = 16 * 1024 * 1024;

    /** A transaction's first request comes too early as a rule, and would be sent again after 100 ms. */
    private static final int RETRY_BACKOFF_MS = 10;

    /** A member that stands amid a transaction while another does all of its work is not to be ended by a clock. */
    private static final int TRANSACTION_TIMEOUT_MS = 600_000;

    private StageMain() {}

    /** {@code args}: path of a {@link StageJob}. */
    public static void main(String[] args) {
        try {
            StageJob job = StageJob.read(Path.of(args[0]));
            run(job, Checkpoints.start(job.points(), () -> Runtime.getRuntime().halt(FAILED)));
        } catch (IOException e) {
            fail(e.getMessage());
        } catch (RuntimeException e) {
            e.printStackTrace();
            fail(e.toString());
        }
    }

    /** The clients are not closed, for that may take minutes, nor is the ledger: that would mean good order. */
    private static void fail(String reason) {
        System.err.println(reason);
        Runtime.getRuntime().halt(FAILED);
    }

    private static void run(StageJob job, Checkpoints checkpoints) throws IOException {
        AuditKey key = AuditKey.read(job.folder().key());
        LedgerWriter ledger = LedgerWriter.create(
                job.folder().ledger(job.incarnation()), LedgerHeader.of(key.run(), job.incarnation(), Role.STAGE));
        Optional<Producer<byte[], byte[]>> producer = job.output().map(topic -> new KafkaProducer<>(producer(job)));
        Optional<StageOutput> output = job.output()
                .map(topic -> new StageOutput(producer.orElseThrow(), topic, job.incarnation(), key, ledger));
        Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(consumer(job, ledger));
        StageLoop loop = new StageLoop(consumer, job.input(), job.order(), output, ledger, checkpoints);
        try {
            if (job.order().transactional()) {
                // Aborts what a predecessor has left open; until then the group tells nobody where it stands.
                producer.orElseThrow().initTransactions();
            }
            loop.run();
        } catch (KafkaException e) {
            if (!Source.fenced(e)) {
                throw e;
            }
            checkpoints.say(FENCED, e.getClass().getSimpleName());
        }
        // Before the ledger, for by its timer or its answers each may still have something to note.
        consumer.close();
        producer.ifPresent(Producer::close);
        ledger.close();
        checkpoints.say(DONE, loop.processed());
    }

    static Map<String, Object> consumer(StageJob job, LedgerWriter ledger) {
        ForkTarget target = new ForkTarget(job.bootstrap(), job.input(), job.transactionalId());
        boolean timed = job.order() == CommitOrder.TIMER;
        Reader reader = Reader.member(
                job.isolation(), GroupProtocol.CLASSIC, job.group(), Commit.parse(timed ? "auto" : "none"));
        Map<String, String> settings = new LinkedHashMap<>(job.consumer());
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(job.batch()));
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(FETCH_BYTES));
        Map<String, Object> properties = ConsumerConfiguration.of(target, reader, 0, settings);
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, job.member());
        if (timed) {
            properties.put(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, NotedCommits.class.getName());
            properties.put(NotedCommits.LEDGER, ledger);
        }
        ConsumerConfiguration.requireEffective(properties, reader);
        return properties;
    }

    static Map<String, Object> producer(StageJob job) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, job.bootstrap());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, job.member());
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, RETRY_BACKOFF_MS);
        if (job.order().transactional()) {
            properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, job.transactionalId());
            properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        }
        return properties;
    }
}
