package org.guaranteebench.grid;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Everything about a trial's load that is not a guarantee. Within one comparison all arms share one workload.
 *
 * @param recordSize value size, bytes
 * @param keySize key size, bytes; 0 sends records without a key, which the client then spreads by itself
 * @param partitions partitions of the trial's topic
 * @param rate records/s due, over all threads; empty in closed-loop benchmarks
 * @param lingerMs {@code linger.ms}
 * @param batchSize {@code batch.size}, bytes
 * @param maxInFlight {@code max.in.flight.requests.per.connection}
 * @param compression {@code compression.type}
 * @param producer further producer properties, sorted by name
 * @param more what only some benchmarks have, by spelling
 * @param consumer further properties of the consumer that is measured, sorted by name
 */
public record Workload(
        int recordSize,
        int keySize,
        int partitions,
        OptionalInt rate,
        int lingerMs,
        int batchSize,
        int maxInFlight,
        String compression,
        Map<String, String> producer,
        Map<String, Integer> more,
        Map<String, String> consumer) {

    /** The JMH parameter that carries {@link #producer()}: {@code name=value;name=value}. */
    public static final String PRODUCER_FIELD = "producer";

    /** The JMH parameter that carries {@link #consumer()}, likewise; only benchmarks with a consumer have it. */
    public static final String CONSUMER_FIELD = "consumer";

    public Workload {
        producer = Collections.unmodifiableMap(new TreeMap<>(producer));
        more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
        consumer = Collections.unmodifiableMap(new TreeMap<>(consumer));
    }

    /** Of a benchmark that only has what every benchmark has. */
    public Workload(
            int recordSize,
            int keySize,
            int partitions,
            OptionalInt rate,
            int lingerMs,
            int batchSize,
            int maxInFlight,
            String compression,
            Map<String, String> producer) {
        this(
                recordSize,
                keySize,
                partitions,
                rate,
                lingerMs,
                batchSize,
                maxInFlight,
                compression,
                producer,
                Map.of(),
                Map.of());
    }

    /**
     * {@code values} maps each workload parameter's spelling to one checked value; {@code producer} and {@code consumer}
     * to their encodings.
     */
    public static Workload of(Map<String, String> values) {
        return new Workload(
                number(values, Parameter.RECORD_SIZE),
                number(values, Parameter.KEY_SIZE),
                number(values, Parameter.PARTITIONS),
                values.containsKey(Parameter.RATE.spelling())
                        ? OptionalInt.of(number(values, Parameter.RATE))
                        : OptionalInt.empty(),
                number(values, Parameter.LINGER_MS),
                number(values, Parameter.BATCH_SIZE),
                number(values, Parameter.MAX_IN_FLIGHT),
                Parameter.COMPRESSION.check(values.get(Parameter.COMPRESSION.spelling())),
                decode(values, PRODUCER_FIELD),
                more(values),
                decode(values, CONSUMER_FIELD));
    }

    private static Map<String, Integer> more(Map<String, String> values) {
        Map<String, Integer> more = new LinkedHashMap<>();
        for (Parameter parameter : Parameter.values()) {
            if (parameter.isOptionalLoad() && values.containsKey(parameter.spelling())) {
                more.put(parameter.spelling(), number(values, parameter));
            }
        }
        return more;
    }

    /** Errors: {@link IllegalArgumentException} when the benchmark does not have this parameter. */
    public int number(Parameter parameter) {
        Integer value = more.get(parameter.spelling());
        if (value == null) {
            throw new IllegalArgumentException("no " + parameter.spelling() + " in this workload");
        }
        return value;
    }

    /** The same load, as fast as it can be carried. */
    public Workload withoutRate() {
        return with(OptionalInt.empty());
    }

    /** The same load at another rate, records/s. */
    public Workload withRate(int perSecond) {
        return with(OptionalInt.of(perSecond));
    }

    private Workload with(OptionalInt other) {
        return new Workload(
                recordSize,
                keySize,
                partitions,
                other,
                lingerMs,
                batchSize,
                maxInFlight,
                compression,
                producer,
                more,
                consumer);
    }

    /** The same load for a benchmark that only produces, as fast as it can. */
    public Workload produced() {
        return new Workload(
                recordSize,
                keySize,
                partitions,
                OptionalInt.empty(),
                lingerMs,
                batchSize,
                maxInFlight,
                compression,
                producer);
    }

    private static int number(Map<String, String> values, Parameter parameter) {
        return Integer.parseInt(parameter.check(values.get(parameter.spelling())));
    }

    /** Spelling to value, in the order of CSV columns; {@code rate} and {@code consumer} only where there is one. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(Parameter.RECORD_SIZE.spelling(), Integer.toString(recordSize));
        values.put(Parameter.KEY_SIZE.spelling(), Integer.toString(keySize));
        values.put(Parameter.PARTITIONS.spelling(), Integer.toString(partitions));
        rate.ifPresent(r -> values.put(Parameter.RATE.spelling(), Integer.toString(r)));
        values.put(Parameter.LINGER_MS.spelling(), Integer.toString(lingerMs));
        values.put(Parameter.BATCH_SIZE.spelling(), Integer.toString(batchSize));
        values.put(Parameter.MAX_IN_FLIGHT.spelling(), Integer.toString(maxInFlight));
        values.put(Parameter.COMPRESSION.spelling(), compression);
        values.put(PRODUCER_FIELD, encode(producer));
        more.forEach((name, value) -> values.put(name, value.toString()));
        if (!consumer.isEmpty()) {
            values.put(CONSUMER_FIELD, encode(consumer));
        }
        return values;
    }

    /** Why Kafka refuses this workload for {@code cell}, in Kafka's terms; empty when it does not. */
    public Optional<String> rejection(Cell cell) {
        if (cell.idempotence() && maxInFlight > 5) {
            return Optional.of("enable.idempotence=true needs max.in.flight.requests.per.connection <= 5");
        }
        if (cell.idempotence() && "0".equals(producer.get("retries"))) {
            return Optional.of("enable.idempotence=true needs retries > 0");
        }
        Optional<Semantics> stage = cell.treatment().semantics().filter(s -> !s.stores() && s.idempotent());
        if (stage.isPresent() && (maxInFlight > 5 || "0".equals(producer.get("retries")))) {
            return Optional.of("the producer of a stage with semantics=" + stage.get()
                    + " is idempotent, which needs max.in.flight.requests.per.connection <= 5 and retries > 0");
        }
        return Optional.empty();
    }

    /** Of a client's properties, as one value of a parameter. */
    public static String encode(Map<String, String> properties) {
        return new TreeMap<>(properties)
                .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(";"));
    }

    private static Map<String, String> decode(Map<String, String> values, String field) {
        String text = values.getOrDefault(field, "");
        Map<String, String> properties = new TreeMap<>();
        for (String pair : text.split(";")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException(field + "=" + text + ": allowed is name=value;name=value");
                }
                properties.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return properties;
    }
}
