package org.guaranteebench.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.guaranteebench.grid.Acks;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Parameter;
import org.guaranteebench.grid.Workload;

/** From a cell and a workload to a producer's properties, and back from Kafka's own reading of them to the cell. */
public final class ProducerConfiguration {
    /** Set by the suite or by a parameter of its own; {@code -p producer.<name>} must not undo them. */
    private static final Map<String, String> TAKEN = Map.ofEntries(
            Map.entry(ProducerConfig.ACKS_CONFIG, "-p acks"),
            Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "-p idempotence"),
            Map.entry(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "-p transactions"),
            Map.entry(ProducerConfig.LINGER_MS_CONFIG, "-p linger.ms"),
            Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, "-p batch.size"),
            Map.entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "-p max.in.flight"),
            Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "-p compression"),
            Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "the suite, which meters the client's threads by it"),
            Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "the suite's own cluster"),
            Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, "the payload, which is bytes"),
            Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, "the payload, which is bytes"));

    /**
     * Bounds how much a saturated producer holds back. Kafka's default of 32 MiB is most of a second of traffic on two
     * cores: every commit would wait for all of it, and a "100 ms" transaction would last 700. docs/METHOD.md has the
     * measurement. The same in every arm; {@code -p producer.buffer.memory=…} overrides it.
     */
    static final int BUFFER_MEMORY = 4 * 1024 * 1024;

    /** A trial lasts seconds: an outage should fail it in its own time and not after Kafka's default two minutes. */
    private static final int DELIVERY_TIMEOUT_MS = 30_000;

    private ProducerConfiguration() {}

    /** All four guarantees explicitly, whatever Kafka's defaults are in this version. */
    public static Map<String, Object> of(ForkTarget target, Cell cell, Workload workload, int thread) {
        Map<String, Object> properties = new LinkedHashMap<>();
        target.clientFile()
                .ifPresent(path -> properties.putAll(ClientFile.read(path).forClient()));
        properties.putAll(suiteSettings());
        properties.putAll(workload.producer());
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, target.bootstrap());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "kgb-client-" + thread);
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        properties.put(ProducerConfig.ACKS_CONFIG, cell.acks().toString());
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, cell.idempotence());
        if (cell.transactions().enabled()) {
            properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, target.transactionalId() + "-" + thread);
        }
        properties.put(ProducerConfig.LINGER_MS_CONFIG, workload.lingerMs());
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, workload.batchSize());
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, workload.maxInFlight());
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, workload.compression());
        return properties;
    }

    /**
     * Why the client refuses these properties together, in its own words; empty when it takes them. The rule about
     * timeouts is {@code KafkaProducer}'s own, {@code ProducerConfig} does not know it.
     */
    public static Optional<String> rejection(Cell cell, Workload workload) {
        ForkTarget nowhere = new ForkTarget("127.0.0.1:1", "none", "none");
        try {
            ProducerConfig config = new ProducerConfig(of(nowhere, cell, workload, 0));
            long least = config.getLong(ProducerConfig.LINGER_MS_CONFIG)
                    + config.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG);
            if (config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG) < least) {
                return Optional.of("delivery.timeout.ms should be equal to or larger than linger.ms +"
                        + " request.timeout.ms, which is " + least);
            }
            if (config.getLong(ProducerConfig.BUFFER_MEMORY_CONFIG) < workload.batchSize()) {
                return Optional.of("buffer.memory is smaller than batch.size");
            }
            return Optional.empty();
        } catch (ConfigException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Where the suite departs from the client's defaults, in every arm alike. */
    public static Map<String, String> suiteSettings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(BUFFER_MEMORY));
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(DELIVERY_TIMEOUT_MS));
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Integer.toString(DELIVERY_TIMEOUT_MS / 2));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Integer.toString(DELIVERY_TIMEOUT_MS));
        return settings;
    }

    /**
     * Compares what Kafka makes of the properties with what the cell asks for. Kafka changes some silently:
     * idempotence that was not asked for explicitly is dropped, for one.
     *
     * <p>Errors: {@link IllegalStateException} that names property, wanted and effective value.
     */
    public static void requireEffective(Map<String, Object> properties, Cell cell, Workload workload) {
        ProducerConfig effective = new ProducerConfig(properties);
        String acks = effective.getString(ProducerConfig.ACKS_CONFIG);
        requireEqual(ProducerConfig.ACKS_CONFIG, cell.acks() == Acks.ALL ? "-1" : cell.acks(), acks);
        requireEqual(
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                cell.idempotence(),
                effective.getBoolean(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG));
        requireEqual(
                "transactional (" + ProducerConfig.TRANSACTIONAL_ID_CONFIG + " set)",
                cell.transactions().enabled(),
                effective.getString(ProducerConfig.TRANSACTIONAL_ID_CONFIG) != null);
        requireEqual(
                ProducerConfig.LINGER_MS_CONFIG,
                (long) workload.lingerMs(),
                effective.getLong(ProducerConfig.LINGER_MS_CONFIG));
        requireEqual(
                ProducerConfig.BATCH_SIZE_CONFIG,
                workload.batchSize(),
                effective.getInt(ProducerConfig.BATCH_SIZE_CONFIG));
        requireEqual(
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                workload.maxInFlight(),
                effective.getInt(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION));
        requireEqual(
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                workload.compression(),
                effective.getString(ProducerConfig.COMPRESSION_TYPE_CONFIG));
    }

    private static void requireEqual(String property, Object wanted, Object effective) {
        if (!String.valueOf(wanted).equals(String.valueOf(effective))) {
            throw new IllegalStateException(
                    "the client's effective " + property + " is " + effective + ", the cell asks for " + wanted);
        }
    }

    /**
     * Checks one {@code -p producer.<name>=value}.
     *
     * <p>Errors: {@link IllegalArgumentException} in one line: unknown, taken by another parameter, secret, or of the
     * wrong type.
     */
    public static void checkProperty(String name, String value) {
        new PropertyCheck(Parameter.PRODUCER_PREFIX, "producer", ProducerConfig.configDef(), TAKEN).check(name, value);
    }
}
