package org.guaranteebench.audit.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.audit.payload.AuditRecord;
import org.guaranteebench.grid.Isolation;

/** What one {@link StageMain} is to do, and the file that tells it. Immutable: every change gives another job. */
public final class StageJob {
    private static final String FOLDER = "folder";
    private static final String INCARNATION = "incarnation";
    private static final String BOOTSTRAP = "bootstrap";
    private static final String GROUP = "group";
    private static final String MEMBER = "member";
    private static final String INPUT = "input";
    private static final String ISOLATION = "isolation";
    private static final String BATCH = "batch";
    private static final String ORDER = "order";
    private static final String OUTPUT = "output";
    private static final String PARTITIONS = "partitions";
    private static final String POINTS = "points";
    private static final String CONSUMER = "consumer.";
    private static final Set<String> KEYS = new TreeSet<>(List.of(
            FOLDER, INCARNATION, BOOTSTRAP, GROUP, MEMBER, INPUT, ISOLATION, BATCH, ORDER, OUTPUT, PARTITIONS, POINTS));

    private static final int USUAL_BATCH = 500;

    private final JobValues values;

    /** Where results go: message {@code sequence} to partition {@code sequence % partitions}. */
    public record Output(String topic, int partitions) {}

    private StageJob(JobValues values) {
        this.values = values;
    }

    /**
     * Processes all of {@code input}, committed or not, and notes it; commits after each batch.
     *
     * @param member name that nobody else in the group has at the same time; a later process of this name is its
     *     successor, and has the same transactional id
     */
    public static StageJob of(
            AuditFolder folder, int incarnation, String bootstrap, String group, String member, String input) {
        return new StageJob(JobValues.NONE)
                .with(FOLDER, folder.path())
                .with(INCARNATION, incarnation)
                .with(BOOTSTRAP, bootstrap)
                .with(GROUP, group)
                .with(MEMBER, member)
                .with(INPUT, input)
                .isolation(Isolation.READ_UNCOMMITTED)
                .batch(USUAL_BATCH)
                .order(CommitOrder.PROCESS_FIRST);
    }

    public StageJob order(CommitOrder order) {
        return with(ORDER, order);
    }

    /** Needed by orders with transactions. Without it, the note of a record is all of its processing. */
    public StageJob output(String topic, int partitions) {
        return with(OUTPUT, topic).with(PARTITIONS, partitions);
    }

    /** Of what it reads. */
    public StageJob isolation(Isolation isolation) {
        return with(ISOLATION, isolation);
    }

    /** @param most records of a poll ({@code max.poll.records}), which are processed and committed together */
    public StageJob batch(int most) {
        return with(BATCH, most);
    }

    public StageJob stopAt(Point... points) {
        return with(POINTS, Arrays.stream(points).map(Point::toString).collect(Collectors.joining(",")));
    }

    /**
     * A static member ({@code group.instance.id}): its successor has its partitions at once and without a rebalance.
     * For a process that was killed the group would else wait until {@code session.timeout.ms} is over.
     */
    public StageJob lasting() {
        return with(CONSUMER + ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, member());
    }

    /** @param time without a poll, after which it leaves the group by itself ({@code max.poll.interval.ms}) */
    public StageJob pollWithin(Duration time) {
        return with(CONSUMER + ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, time.toMillis());
    }

    /** @param time of the timer that commits in {@link CommitOrder#TIMER} ({@code auto.commit.interval.ms}) */
    public StageJob commitEvery(Duration time) {
        return with(CONSUMER + ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG, time.toMillis());
    }

    private StageJob with(String key, Object value) {
        return new StageJob(values.with(key, value));
    }

    /**
     * Into the twin's folder, where it stays as evidence of what the stage was told.
     *
     * <p>Errors: {@link IllegalArgumentException} that names the key, its value and what is allowed.
     *
     * @return its path, the only argument of {@link StageMain}
     */
    public Path write() throws IOException {
        check();
        Path file = folder().path().resolve("stage-" + incarnation() + ".properties");
        values.write(file);
        return file;
    }

    /** Errors: {@link IOException} in one line that names file, key, value and what is allowed. */
    public static StageJob read(Path file) throws IOException {
        StageJob job = new StageJob(JobValues.read(file));
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

    public String bootstrap() {
        return values.text(BOOTSTRAP);
    }

    public String group() {
        return values.text(GROUP);
    }

    public String member() {
        return values.text(MEMBER);
    }

    public String transactionalId() {
        return group() + "-" + member();
    }

    public String input() {
        return values.text(INPUT);
    }

    public Isolation isolation() {
        return Isolation.parse(values.text(ISOLATION));
    }

    public int batch() {
        return (int) values.number(BATCH, 1, Integer.MAX_VALUE);
    }

    public CommitOrder order() {
        return CommitOrder.parse(values.text(ORDER));
    }

    public Optional<Output> output() {
        return values.optional(OUTPUT)
                .map(topic -> new Output(topic, (int) values.number(PARTITIONS, 1, Integer.MAX_VALUE)));
    }

    public Set<Point> points() {
        return values.optional(POINTS)
                .map(points ->
                        Arrays.stream(points.split(",")).map(Point::parse).collect(Collectors.toUnmodifiableSet()))
                .orElse(Set.of());
    }

    /** Further properties of the consumer. */
    public Map<String, String> consumer() {
        return values.below(CONSUMER);
    }

    private void check() {
        values.requireOnly(KEYS, CONSUMER);
        // Each of them refuses what it cannot be.
        folder();
        incarnation();
        bootstrap();
        transactionalId();
        input();
        isolation();
        batch();
        points();
        Optional<Output> output = output();
        if (order().transactional() && output.isEmpty()) {
            throw values.refused(ORDER, "those without transactions, for there is no output");
        }
    }
}
