package org.guaranteebench.client;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a trial's client connects and writes: handed to the fork as system properties, because the parent's own never
 * reach it. JMH prints and stores fork arguments, so nothing secret may be added here: of the user's client
 * configuration only the path.
 *
 * @param topic fresh for each trial
 * @param transactionalId prefix; each client thread appends its index
 * @param clientFile how to be let in
 * @param mostBytesPerSecond of all threads together; 0 for as many as they can
 */
public record ForkTarget(
        String bootstrap, String topic, String transactionalId, Optional<Path> clientFile, long mostBytesPerSecond) {
    private static final String BOOTSTRAP = "kgb.bootstrap";
    private static final String TOPIC = "kgb.topic";
    private static final String TRANSACTIONAL_ID = "kgb.transactional.id";
    private static final String CLIENT_FILE = "kgb.client.config";
    private static final String MOST_BYTES = "kgb.max.bytes.per.second";

    /** A cluster that lets everybody in and has no other users. */
    public ForkTarget(String bootstrap, String topic, String transactionalId) {
        this(bootstrap, topic, transactionalId, Optional.empty(), 0);
    }

    /** Where a stage that reads {@link #topic} produces its results; exists only in trials that have one. */
    public String outTopic() {
        return outTopic(topic);
    }

    public static String outTopic(String topic) {
        return topic + "-out";
    }

    public List<String> jvmArguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "-D" + BOOTSTRAP + "=" + bootstrap,
                "-D" + TOPIC + "=" + topic,
                "-D" + TRANSACTIONAL_ID + "=" + transactionalId));
        clientFile.ifPresent(path -> arguments.add("-D" + CLIENT_FILE + "=" + path));
        if (mostBytesPerSecond > 0) {
            arguments.add("-D" + MOST_BYTES + "=" + mostBytesPerSecond);
        }
        return arguments;
    }

    /** One of {@code threads} equal shares of what the trial may move. */
    public RateCap share(int threads) {
        return mostBytesPerSecond == 0
                ? RateCap.NONE
                : new RateCap((double) mostBytesPerSecond / threads, System::nanoTime);
    }

    /** Errors: {@link IllegalStateException} when this JVM was not started by the suite. */
    public static ForkTarget ofThisJvm() {
        return new ForkTarget(
                require(BOOTSTRAP),
                require(TOPIC),
                require(TRANSACTIONAL_ID),
                Optional.ofNullable(System.getProperty(CLIENT_FILE)).map(Path::of),
                Long.getLong(MOST_BYTES, 0));
    }

    private static String require(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("no -D" + property + ": start the benchmark with java -jar benchmarks.jar,"
                    + " which runs the cluster that it writes to");
        }
        return value;
    }
}
