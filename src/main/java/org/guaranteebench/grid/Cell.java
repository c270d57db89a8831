package org.guaranteebench.grid;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One combination of the four guarantee parameters and, where a consumer takes part, of what it does; valid or not, see
 * {@link #rejection()}.
 */
public record Cell(Acks acks, boolean idempotence, Transactions transactions, Isolation isolation, Treatment treatment)
        implements Comparable<Cell> {

    /** How the reason begins when Kafka would take a combination and what it promises would not be true. */
    public static final String UNSOUND = "unsound: ";

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
        return of(acks, idempotence, transactions, isolation, Treatment.NONE);
    }

    /** Errors: as above. */
    public static Cell of(String acks, String idempotence, String transactions, String isolation, Treatment treatment) {
        return new Cell(
                Acks.parse(acks),
                parseBoolean(idempotence),
                Transactions.parse(transactions),
                Isolation.parse(isolation),
                treatment);
    }

    /** Spelling to value, from all parameters that make a cell; what is no part of one is passed over. */
    public static Cell of(Map<String, String> values) {
        Map<String, String> treatment = new LinkedHashMap<>(values);
        treatment
                .keySet()
                .removeIf(name -> Parameter.bySpelling(name)
                        .filter(Parameter::isTreatment)
                        .isEmpty());
        return of(
                values.get(Parameter.ACKS.spelling()),
                values.get(Parameter.IDEMPOTENCE.spelling()),
                values.get(Parameter.TRANSACTIONS.spelling()),
                values.get(Parameter.ISOLATION.spelling()),
                new Treatment(treatment));
    }

    /** Spelling to value: the inverse of {@link #of(Map)}. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(Parameter.ACKS.spelling(), acks.toString());
        values.put(Parameter.IDEMPOTENCE.spelling(), Boolean.toString(idempotence));
        values.put(Parameter.TRANSACTIONS.spelling(), transactions.toString());
        values.put(Parameter.ISOLATION.spelling(), isolation.toString());
        values.putAll(treatment.values());
        return values;
    }

    /** The same but for a reader that does not wait for commits. */
    public Cell uncommitted() {
        return new Cell(acks, idempotence, transactions, Isolation.READ_UNCOMMITTED, treatment);
    }

    /** What its producer promises, without any consumer. */
    public Cell produced() {
        return new Cell(acks, idempotence, transactions, Isolation.READ_UNCOMMITTED, Treatment.NONE);
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
     * Why Kafka's producer refuses this combination, in Kafka's terms, or why it makes no sense; empty when it is fine.
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
        return treatment.rejection().or(this::unsound);
    }

    /** Kafka would take it; the promise would not hold. */
    private Optional<String> unsound() {
        return treatment
                .semantics()
                .filter(s -> transactions.enabled()
                        && s.isolation() == Isolation.READ_COMMITTED
                        && isolation != Isolation.READ_COMMITTED)
                .map(s -> UNSOUND + s + " of a transactional source needs isolation=read_committed, else it would"
                        + " process aborted records");
    }

    /**
     * Name of the arm: the level, and for transactions when they commit; of a stage what it promises, and of a reader
     * what it reads and how. The ordinary is left out.
     */
    public String arm() {
        String producer = transactions.enabled() ? level() + " " + transactions : level().toString();
        String committed = isolation == Isolation.READ_COMMITTED ? isolation.toString() : "";
        if (treatment.semantics().isPresent()) {
            Semantics semantics = treatment.semantics().get();
            String read = isolation == semantics.isolation() ? "" : isolation.toString();
            return words(treatment.words(), read, equals(ordinary()) ? "" : "of " + producer);
        }
        if (treatment.predecessor().isPresent() || treatment.rebalances()) {
            // One producer and one isolation level are all there is.
            return treatment.words();
        }
        if (treatment.readsPreparedLog()) {
            String what = words(treatment.words(), committed);
            return what.isEmpty() ? Treatment.PLAIN : what;
        }
        return words(producer, treatment.words(), committed);
    }

    /** With the producer that a stage reads from unless somebody asks for another. */
    private Cell ordinary() {
        return new Cell(Acks.ALL, true, Transactions.NONE, isolation, treatment);
    }

    private static String words(String... words) {
        return Stream.of(words).filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
    }

    @Override
    public String toString() {
        return values().entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(" "));
    }

    /** Order of tables and plots: from weak to strong, as far as there is such an order. */
    @Override
    public int compareTo(Cell other) {
        int treated = compare(treatment.rank(), other.treatment.rank());
        return treated != 0
                ? treated
                : Comparator.comparing(Cell::level)
                        .thenComparing(Cell::transactions)
                        .thenComparing(Cell::isolation)
                        .compare(this, other);
    }

    private static int compare(List<Integer> a, List<Integer> b) {
        for (int i = 0; i < a.size(); i++) {
            int difference = Integer.compare(a.get(i), b.get(i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }
}
