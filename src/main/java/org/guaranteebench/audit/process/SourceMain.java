package org.guaranteebench.audit.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.guaranteebench.audit.ledger.LedgerHeader;
import org.guaranteebench.audit.ledger.LedgerWriter;
import org.guaranteebench.audit.ledger.Role;
import org.guaranteebench.audit.payload.AuditKey;

/**
 * A source in a JVM of its own, started by {@link ClientProcess}: sends the messages of its {@link SourceJob}, notes
 * each in its ledger, and stands still at the {@link SourcePoint}s that the job names.
 *
 * <p>It says {@code resumed <sequence>} when it keeps its position, {@code acked <count>} now and then and after the
 * last record, {@code fenced <transaction>} when a successor has taken its transactional id, and at the very end {@code
 * done <count>}, with the number of records that were acknowledged to it.
 *
 * <p>Exit status 0 when every record has got an answer, whatever it was, or when it was fenced; its ledger is closed
 * then. Else 1, with one line on standard error that says why.
 */
public final class SourceMain {
    private static final int FAILED = 1;
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

    private SourceMain() {}

    /** {@code args}: the path of a job. */
    public static void main(String[] args) {
        try {
            SourceJob job = SourceJob.read(Path.of(args[0]));
            run(job, Checkpoints.start(job.points(), () -> Runtime.getRuntime().halt(0)));
        } catch (IOException e) {
            fail(e.getMessage());
        } catch (RuntimeException | InterruptedException e) {
            fail(e.toString());
        }
    }

    private static void run(SourceJob job, Checkpoints checkpoints) throws IOException, InterruptedException {
        AuditKey key = AuditKey.read(job.folder().key());
        LedgerHeader header = LedgerHeader.of(key.run(), job.incarnation(), Role.SOURCE);
        LedgerWriter ledger = LedgerWriter.create(job.folder().ledger(job.incarnation()), header);
        // Neither is closed when anything fails: the ledger's end means good order, and the client's may take minutes.
        Map<String, Object> properties = new HashMap<>(job.kafka());
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        if (job.transaction() > 0) {
            producer.initTransactions();
        }
        long acked = new Source(job, key, producer, ledger, checkpoints).send(first(job, checkpoints));
        producer.close(LONGEST_CLOSE);
        ledger.close();
        checkpoints.say("done", acked);
    }

    private static long first(SourceJob job, Checkpoints checkpoints) {
        if (job.positions().isEmpty()) {
            return job.first();
        }
        Map<String, Object> properties =
                Map.of("bootstrap.servers", job.bootstrap(), "isolation.level", "read_committed");
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            PositionTopic positions = new PositionTopic(job.positions().get());
            long first = positions.read(consumer).orElse(job.first());
            checkpoints.say("resumed", first);
            return first;
        }
    }

    private static void fail(String reason) {
        System.err.println(reason);
        Runtime.getRuntime().halt(FAILED);
    }
}
