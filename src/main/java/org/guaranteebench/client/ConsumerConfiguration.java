package org.guaranteebench.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.guaranteebench.grid.Parameter;

/** From a reader to a consumer's properties, and back from Kafka's own reading of them to the reader. */
public final class ConsumerConfiguration {
    /** Set by the suite or by a parameter of its own; {@code -p consumer.<name>} must not undo them. */
    private static final Map<String, String> TAKEN = Map.ofEntries(
            Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "-p isolation"),
            Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "-p commit, of a stage -p semantics"),
            Map.entry(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "-p group.protocol"),
            Map.entry(ConsumerConfig.GROUP_ID_CONFIG, "the suite, which has a fresh group for each trial"),
            Map.entry(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "the suite, whose members come and go"),
            Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "the suite, which reads logs from their beginning"),
            Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "the suite, which creates its topics itself"),
            Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, "the suite, which meters the client's threads by it"),
            Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "the suite's own cluster"),
            Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, "the payload, which is bytes"),
            Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, "the payload, which is bytes"));

    /** A trial lasts seconds: Kafka's default of 5 s would leave most trials of auto-commit without a commit. */
    private static final int AUTO_COMMIT_INTERVAL_MS = 1000;

    /** A trial lasts seconds: an outage should fail it in its own time and not after Kafka's default minute. */
    private static final int API_TIMEOUT_MS = 30_000;

    private ConsumerConfiguration() {}

    /**
     * Everything that decides what a reader sees and keeps explicitly, whatever Kafka's defaults are in this version.
     *
     * @param thread of the trial's consumers, from 0
     * @param consumer further consumer properties, stronger than the suite's settings and weaker than the reader
     */
    public static Map<String, Object> of(ForkTarget target, Reader reader, int thread, Map<String, String> consumer) {
        Map<String, Object> properties = new LinkedHashMap<>();
        target.clientFile()
                .ifPresent(path -> properties.putAll(ClientFile.read(path).forClient()));
        properties.putAll(suiteSettings());
        properties.putAll(consumer);
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, target.bootstrap());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "kgb-consumer-" + thread);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, reader.isolation().toString());
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, reader.protocol().toString());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, reader.autoCommit());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        reader.group().ifPresent(group -> properties.put(ConsumerConfig.GROUP_ID_CONFIG, group));
        return properties;
    }

    /**
     * Why the client refuses these properties together, in its own words; empty when it takes them. Each of the two
     * group protocols has properties that the other refuses. The rule about heartbeats is the classic
     * coordinator's own, {@code ConsumerConfig} does not know it.
     */
    public static Optional<String> rejection(Reader reader, Map<String, String> consumer) {
        ForkTarget nowhere = new ForkTarget("127.0.0.1:1", "none", "none");
        try {
            ConsumerConfig config = new ConsumerConfig(of(nowhere, reader, 0, consumer));
            if (reader.group().isPresent()
                    && config.getInt(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG)
                            >= config.getInt(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG)) {
                return Optional.of("heartbeat.interval.ms must be set lower than session.timeout.ms");
            }
            return Optional.empty();
        } catch (ConfigException e) {
            return Optional.of(e.getMessage());
        }
    }

    /**
     * Where the suite departs from the client's defaults, in every arm alike. {@code auto.commit.interval.ms} is one
     * second because a trial lasts seconds, and Kafka's five would hardly ever come due in one.
     */
    public static Map<String, String> suiteSettings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG, Integer.toString(AUTO_COMMIT_INTERVAL_MS));
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Integer.toString(API_TIMEOUT_MS));
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Integer.toString(API_TIMEOUT_MS / 2));
        return settings;
    }

    /**
     * Compares what Kafka makes of the properties with what the reader asks for. Kafka's own default is to commit by
     * timer and to read what was never committed.
     *
     * <p>Errors: {@link IllegalStateException} that names property, wanted and effective value.
     */
    public static void requireEffective(Map<String, Object> properties, Reader reader) {
        ConsumerConfig effective = new ConsumerConfig(properties);
        requireEqual(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                reader.isolation(),
                effective.getString(ConsumerConfig.ISOLATION_LEVEL_CONFIG));
        requireEqual(
                ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                reader.protocol(),
                effective.getString(ConsumerConfig.GROUP_PROTOCOL_CONFIG));
        requireEqual(
                ConsumerConfig.GROUP_ID_CONFIG,
                reader.group().orElse(null),
                effective.getString(ConsumerConfig.GROUP_ID_CONFIG));
        requireEqual(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                reader.autoCommit(),
                effective.getBoolean(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG));
        requireEqual(
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                effective.getString(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG));
    }

    private static void requireEqual(String property, Object wanted, Object effective) {
        if (!String.valueOf(wanted).equals(String.valueOf(effective))) {
            throw new IllegalStateException(
                    "the client's effective " + property + " is " + effective + ", the reader asks for " + wanted);
        }
    }

    /**
     * Checks one {@code -p consumer.<name>=value}.
     *
     * <p>Errors: {@link IllegalArgumentException} in one line: unknown, taken by another parameter, secret, or of the
     * wrong type.
     */
    public static void checkProperty(String name, String value) {
        new PropertyCheck(Parameter.CONSUMER_PREFIX, "consumer", ConsumerConfig.configDef(), TAKEN).check(name, value);
    }
}
