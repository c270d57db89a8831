package org.guaranteebench.grid;

import java.util.List;
import java.util.Optional;

/** One combination of the four guarantee parameters; valid or not, see {@link #rejection()}. */
public record Cell(Acks acks, boolean idempotence, Transactions transactions, Isolation isolation) {

    /** The ladder that a default run climbs, weakest guarantee first. */
    public static final List<Cell> LADDER = List.of(
            of("0", "false", "none", "read_uncommitted"),
            of("1", "false", "none", "read_uncommitted"),
            of("all", "false", "none", "read_uncommitted"),
            of("all", "true", "none", "read_uncommitted"),
            of("all", "true", "100ms", "read_uncommitted"));

    /** The default reference of all ratios: the producer of design reviews before exactly-once was an option. */
    public static final Cell DEFAULT_BASELINE = LADDER.get(1);

    /** Errors: {@link IllegalArgumentException} that names the parameter, the value and the allowed values. */
    public static Cell of(String acks, String idempotence, String transactions, String isolation) {
        return new Cell(
                Acks.parse(acks),
                parseBoolean(idempotence),
                Transactions.parse(transactions),
                Isolation.parse(isolation));
    }

    private static boolean parseBoolean(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("idempotence=" + text + ": allowed are false, true");
        };
    }

    /** The rung of the ladder that this cell stands on. Only meaningful for a valid cell. */
    public Level level() {
        if (transactions.enabled()) {
            return Level.TRANSACTIONAL;
        }
        return switch (acks) {
            case NONE -> Level.FIRE_AND_FORGET;
            case LEADER -> Level.LEADER_ACK;
            case ALL -> idempotence ? Level.IDEMPOTENT : Level.ALL_ISR;
        };
    }

    /**
     * Why Kafka's producer refuses this combination, in Kafka's terms; empty when it accepts it.
     *
     * <p>Source: {@code ProducerConfig.postProcessAndValidateIdempotenceConfigs} and {@code
     * KafkaProducer.configureTransactionState}; a test holds these words against the real client.
     */
    public Optional<String> rejection() {
        if (transactions.enabled() && !idempotence) {
            return Optional.of("a transactional.id needs enable.idempotence=true");
        }
        if (idempotence && acks != Acks.ALL) {
            return Optional.of("enable.idempotence=true needs acks=all");
        }
        return Optional.empty();
    }

    /** Name of the arm: the level, and for transactions when they commit. */
    public String arm() {
        return transactions.enabled() ? level() + " " + transactions : level().toString();
    }

    @Override
    public String toString() {
        return "acks=" + acks + " idempotence=" + idempotence + " transactions=" + transactions + " isolation="
                + isolation;
    }
}
