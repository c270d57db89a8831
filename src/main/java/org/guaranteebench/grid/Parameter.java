package org.guaranteebench.grid;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What a user can vary with {@code -p name=value,…}: the spelling, the allowed values and the check of each.
 *
 * <p>The default values are not here but in the benchmarks' own {@code @Param} annotations, so that plain JMH and the
 * suite agree. JMH knows a parameter by its Java field, which cannot hold a dot; {@link #field()} is that name.
 */
public enum Parameter {
    ACKS("acks", "acks", "0, 1, all", text -> Acks.parse(text).toString()),
    IDEMPOTENCE("idempotence", "idempotence", "false, true", Parameter::bool),
    TRANSACTIONS(
            "transactions",
            "transactions",
            "none, records per transaction up to 100000 (100) or an interval up to 30s (100ms, 1s)",
            text -> Transactions.parse(text).toString()),
    ISOLATION(
            "isolation",
            "isolation",
            "read_uncommitted, read_committed",
            text -> Isolation.parse(text).toString()),
    SEMANTICS(
            "semantics",
            "semantics",
            Semantics.ALLOWED,
            text -> Semantics.parse(text).toString()),
    LOG("log", "log", "plain, committed (in transactions)", oneOf(Treatment.PLAIN, "committed")),
    ABORTED("aborted", "aborted", "0 to 90 (per cent of the log's transactions)", range(0, 90)),
    COMMIT("commit", "commit", Commit.ALLOWED, text -> Commit.parse(text).toString()),
    GROUP_PROTOCOL(
            "group.protocol",
            "groupProtocol",
            GroupProtocol.ALLOWED,
            text -> GroupProtocol.parse(text).toString()),
    PREDECESSOR(
            "predecessor",
            "predecessor",
            Predecessor.ALLOWED,
            text -> Predecessor.parse(text).toString()),
    RECORD_SIZE("recordSize", "recordSize", "16 to 1000000 (value bytes)", range(16, 1_000_000)),
    KEY_SIZE("keySize", "keySize", "0 (no key) to 256 (bytes)", range(0, 256)),
    PARTITIONS("partitions", "partitions", "1 to 1000", range(1, 1000)),
    RATE(
            "rate",
            "rate",
            "1 to 10000000 (records/s, all threads together), or " + AutoRate.ALLOWED,
            text -> AutoRate.meant(text)
                    ? AutoRate.parse(text).toString()
                    : range(1, Parameter.FASTEST).apply(text)),
    LINGER_MS("linger.ms", "lingerMs", "0 to 15000", range(0, 15_000)),
    BATCH_SIZE("batch.size", "batchSize", "0 to 1048576 (bytes)", range(0, 1_048_576)),
    MAX_IN_FLIGHT("max.in.flight", "maxInFlight", "1 to 100", range(1, 100)),
    COMPRESSION(
            "compression",
            "compression",
            "none, gzip, snappy, lz4, zstd",
            oneOf("none", "gzip", "snappy", "lz4", "zstd")),
    LOG_RECORDS("logRecords", "logRecords", "1000 to 10000000 (in a log written before)", range(1000, 10_000_000)),
    TRANSACTION_SIZE("transactionSize", "transactionSize", "1 to 100000 (records, in such a log)", range(1, 100_000)),
    BATCH("batch", "batch", "1 to 100000 (records per commit or transaction, at most)", range(1, 100_000)),
    PROCESSING("processing", "processing", "0 to 1000000 (us per record)", range(0, 1_000_000)),
    FAILURES("failures", "failures", "0 to 500 (of 1000 records, on which processing throws)", range(0, 500)),
    HEARTBEAT(
            "heartbeat",
            "heartbeat",
            "0 (Kafka's own) to 15000 (ms between a member's signs of life)",
            range(0, 15_000));

    /** {@link #RATE} has no higher value, records/s. */
    public static final int FASTEST = 10_000_000;

    /** Any producer property that the suite does not set itself: {@code -p producer.buffer.memory=67108864}. */
    public static final String PRODUCER_PREFIX = "producer.";

    /** Any property of the consumer that is measured and that the suite does not set itself, likewise. */
    public static final String CONSUMER_PREFIX = "consumer.";

    private final String spelling;
    private final String field;
    private final String allowed;
    private final UnaryOperator<String> check;

    Parameter(String spelling, String field, String allowed, UnaryOperator<String> check) {
        this.spelling = spelling;
        this.field = field;
        this.allowed = allowed;
        this.check = check;
    }

    /** As users write it and as CSV headers show it. */
    public String spelling() {
        return spelling;
    }

    /** As the {@code @Param} field is called. */
    public String field() {
        return field;
    }

    public String allowed() {
        return allowed;
    }

    public boolean isGuarantee() {
        return ordinal() <= ISOLATION.ordinal();
    }

    /** Whether it is part of a {@link Treatment}. */
    public boolean isTreatment() {
        return ordinal() > ISOLATION.ordinal() && ordinal() < RECORD_SIZE.ordinal();
    }

    /** Whether arms of one comparison may differ in it. */
    public boolean isOfCell() {
        return isGuarantee() || isTreatment();
    }

    /** Whether it is of the load, and only some benchmarks have it. */
    boolean isOptionalLoad() {
        return ordinal() >= LOG_RECORDS.ordinal();
    }

    /**
     * The value in its one canonical form.
     *
     * <p>Errors: {@link IllegalArgumentException} that names parameter, value and allowed values.
     */
    public String check(String value) {
        try {
            return check.apply(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(spelling + "=" + value + ": allowed are " + allowed, e);
        }
    }

    public static Optional<Parameter> bySpelling(String spelling) {
        return Arrays.stream(values()).filter(p -> p.spelling.equals(spelling)).findFirst();
    }

    public static Optional<Parameter> byField(String field) {
        return Arrays.stream(values()).filter(p -> p.field.equals(field)).findFirst();
    }

    public static List<Parameter> guarantees() {
        return Arrays.stream(values()).filter(Parameter::isGuarantee).toList();
    }

    /** All spellings, for the message that refuses an unknown one. */
    public static String spellings() {
        return Arrays.stream(values()).map(Parameter::spelling).collect(Collectors.joining(", ")) + ", "
                + PRODUCER_PREFIX + "<property>, " + CONSUMER_PREFIX + "<property>";
    }

    private static String bool(String text) {
        return oneOf("false", "true").apply(text);
    }

    private static UnaryOperator<String> oneOf(String... allowed) {
        return text -> {
            if (Arrays.asList(allowed).contains(text)) {
                return text;
            }
            throw new IllegalArgumentException(text);
        };
    }

    private static UnaryOperator<String> range(int low, int high) {
        return text -> {
            int value = Integer.parseInt(text);
            if (value < low || value > high) {
                throw new IllegalArgumentException(text);
            }
            return Integer.toString(value);
        };
    }
}
