package org.guaranteebench.audit.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.audit.payload.AuditRecord;
import org.guaranteebench.audit.payload.Fate;
import org.guaranteebench.audit.payload.PayloadCodec;

/**
 * What one {@link SourceMain} is to do, and the file that tells it. Immutable: every change gives another job.
 *
 * <p>Message {@code sequence} goes to partition {@code sequence % partitions}, whoever sends it.
 */
public final class SourceJob {
    private static final String FOLDER = "folder";
    private static final String INCARNATION = "incarnation";
    private static final String PRODUCER = "producer";
    private static final String TOPIC = "topic";
    private static final String PARTITIONS = "partitions";
    private static final String FIRST = "first";
    private static final String COUNT = "count";
    private static final String TRANSACTION = "transaction";
    private static final String FATE = "fate";
    private static final String POSITIONS = "positions";
    private static final String BYTES = "bytes";
    private static final String INFLIGHT = "inflight";
    private static final String POINTS = "points";
    private static final String KAFKA = "kafka.";
    private static final Set<String> KEYS = new TreeSet<>(List.of(
            FOLDER,
            INCARNATION,
            PRODUCER,
            TOPIC,
            PARTITIONS,
            FIRST,
            COUNT,
            TRANSACTION,
            FATE,
            POSITIONS,
            BYTES,
            INFLIGHT,
            POINTS));

    private static final String BOOTSTRAP = "bootstrap.servers";
    private static final String CLIENT_ID = "client.id";
    private static final String TRANSACTIONAL_ID = "transactional.id";
    private static final int USUAL_BYTES = 100;
    private static final int MOST_BYTES = 1 << 20;

    private final JobValues values;

    private SourceJob(JobValues values) {
        this.values = values;
    }

    /** Messages 0 to {@code count} of stream 0, as many at a time as the client takes, without transactions. */
    public static SourceJob of(AuditFolder folder, int incarnation, String topic, int partitions, long count) {
        return new SourceJob(JobValues.NONE)
                        .with(FOLDER, folder.path())
                        .with(INCARNATION, incarnation)
                        .with(TOPIC, topic)
                        .with(PARTITIONS, partitions)
                        .with(BYTES, USUAL_BYTES)
                        .with(INFLIGHT, 0)
                        .with(TRANSACTION, 0)
                        .stream(0)
                        .range(0, count);
    }

    /** @param producer number of the stream of messages */
    public SourceJob stream(int producer) {
        return with(PRODUCER, producer);
    }

    /** @param first sequence */
    public SourceJob range(long first, long count) {
        return with(FIRST, first).with(COUNT, count);
    }

    /**
     * Needs a {@code transactional.id} among Kafka's properties.
     *
     * @param size records per transaction; the last one may have fewer
     */
    public SourceJob transactions(int size, Fate fate) {
        return with(TRANSACTION, size).with(FATE, fate.name().toLowerCase(Locale.ROOT));
    }

    /**
     * The source keeps its position in this topic of one partition, in the same transactions as its messages, and goes
     * on from what was last committed there instead of its first sequence.
     */
    public SourceJob positions(String topic) {
        return with(POSITIONS, topic);
    }

    /** @param size of a value, at least {@value PayloadCodec#BYTES} bytes */
    public SourceJob bytes(int size) {
        return with(BYTES, size);
    }

    /**
     * @param most unanswered records; 1 waits for each, and with it for {@code linger.ms}; 0 sets no limit but the
     *     client's own {@code buffer.memory}
     */
    public SourceJob inflight(int most) {
        return with(INFLIGHT, most);
    }

    public SourceJob stopAt(Point... points) {
        return with(POINTS, Arrays.stream(points).map(Point::toString).collect(Collectors.joining(",")));
    }

    /** A property of the producer's. */
    public SourceJob kafka(String property, Object value) {
        return with(KAFKA + property, value);
    }

    private SourceJob with(String key, Object value) {
        return new SourceJob(values.with(key, value));
    }

    /**
     * Into the twin's folder, where it stays as evidence of what the source was told.
     *
     * <p>Errors: {@link IllegalArgumentException} that names the key, its value and what is allowed.
     *
     * @return its path, the only argument of {@link SourceMain}
     */
    public Path write() throws IOException {
        check();
        Path file = folder().path().resolve("source-" + incarnation() + ".properties");
        values.write(file);
        return file;
    }

    /** Errors: {@link IOException} in one line that names file, key, value and what is allowed. */
    public static SourceJob read(Path file) throws IOException {
        SourceJob job = new SourceJob(JobValues.read(file));
        try {
            job.check();
            return job;
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    public AuditFolder folder() {
        return new AuditFolder(Path.of(values.text(FOLDER)));
    }

    public int incarnation() {
        return (int) values.number(INCARNATION, 0, AuditRecord.MOST_PROCESSES - 1);
    }

    public int producer() {
        return (int) values.number(PRODUCER, 0, AuditRecord.MOST_PROCESSES - 1);
    }

    public String topic() {
        return values.text(TOPIC);
    }

    public int partitions() {
        return (int) values.number(PARTITIONS, 1, Integer.MAX_VALUE);
    }

    public long first() {
        return values.number(FIRST, 0, AuditRecord.MOST_NUMBERS - 1);
    }

    /** The sequence behind the last one. */
    public long end() {
        return first() + values.number(COUNT, 0, AuditRecord.MOST_NUMBERS - first());
    }

    /** Records per transaction; 0 without any. */
    public int transaction() {
        return (int) values.number(TRANSACTION, 0, Integer.MAX_VALUE);
    }

    public Fate fate() {
        if (transaction() == 0) {
            return Fate.NONE;
        }
        return switch (values.text(FATE)) {
            case "commit" -> Fate.COMMIT;
            case "abort" -> Fate.ABORT;
            default -> throw values.refused(FATE, "commit, abort");
        };
    }

    public Optional<String> positions() {
        return values.optional(POSITIONS);
    }

    public int bytes() {
        return (int) values.number(BYTES, PayloadCodec.BYTES, MOST_BYTES);
    }

    public int inflight() {
        return (int) values.number(INFLIGHT, 0, Integer.MAX_VALUE);
    }

    public Set<Point> points() {
        return values.optional(POINTS)
                .map(points ->
                        Arrays.stream(points.split(",")).map(Point::parse).collect(Collectors.toUnmodifiableSet()))
                .orElse(Set.of());
    }

    /** The producer's own properties. */
    public Map<String, String> kafka() {
        return values.below(KAFKA);
    }

    public String bootstrap() {
        return values.text(KAFKA + BOOTSTRAP);
    }

    /** By which a proxy tells this source from all others. */
    public String clientId() {
        return values.text(KAFKA + CLIENT_ID);
    }

    private void check() {
        values.requireOnly(KEYS, KAFKA);
        // Each of them refuses what it cannot be.
        folder();
        incarnation();
        producer();
        topic();
        partitions();
        end();
        fate();
        bytes();
        inflight();
        points();
        bootstrap();
        boolean transactional = values.has(KAFKA + TRANSACTIONAL_ID);
        if (transaction() > 0 != transactional) {
            throw values.refused(TRANSACTION, (transactional ? "1 or more with " : "0 without ") + TRANSACTIONAL_ID);
        }
        if (transaction() == 0 && positions().isPresent()) {
            throw values.refused(POSITIONS, "none without transactions");
        }
    }
}
