package org.guaranteebench.grid;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Expands parameter values into combinations and says which of them can be measured. */
public final class Grid {
    private Grid() {}

    /**
     * What the expansion needs to know of a benchmark.
     *
     * @param name simple class name
     * @param defaults each of its parameters, by field, with the values of its {@code @Param}
     * @param rungs measured when nobody chooses
     * @param baseline one of {@code rungs}
     */
    public record Subject(String name, Map<String, List<String>> defaults, List<Cell> rungs, Cell baseline) {
        /** How the reason begins when Kafka would take a combination and the benchmark has no use for it. */
        public static final String INERT = "no ";

        /** A benchmark that climbs the ladder of producers. */
        public Subject(String name, Map<String, List<String>> defaults) {
            this(name, defaults, Cell.LADDER, Cell.DEFAULT_BASELINE);
        }

        /** Of a benchmark with {@link Rungs}. Errors: {@link IllegalArgumentException} for a rung that is no cell. */
        public static Subject of(String name, Map<String, List<String>> defaults, Rungs rungs) {
            return new Subject(
                    name,
                    defaults,
                    Stream.of(rungs.value()).map(text -> rung(text, defaults)).toList(),
                    rung(rungs.baseline(), defaults));
        }

        /**
         * Each rung behind each producer of the ladder; who reads transactions waits for their commit. Of whoever
         * chooses, each choice behind all of them.
         */
        public Subject product() {
            Map<String, List<String>> producers = new LinkedHashMap<>(defaults);
            for (Parameter parameter : List.of(Parameter.ACKS, Parameter.IDEMPOTENCE, Parameter.TRANSACTIONS)) {
                producers.put(
                        parameter.field(),
                        Cell.LADDER.stream()
                                .map(cell -> cell.values().get(parameter.spelling()))
                                .distinct()
                                .toList());
            }
            List<Cell> pairs = new ArrayList<>();
            for (Cell producer : Cell.LADDER) {
                for (Cell rung : rungs) {
                    pairs.add(new Cell(
                            producer.acks(),
                            producer.idempotence(),
                            producer.transactions(),
                            producer.transactions().enabled() ? Isolation.READ_COMMITTED : rung.isolation(),
                            rung.treatment()));
                }
            }
            return new Subject(name, producers, pairs, baseline);
        }

        private static Cell rung(String text, Map<String, List<String>> defaults) {
            Map<String, String> values = new LinkedHashMap<>();
            for (Parameter parameter : Parameter.values()) {
                if (parameter.isOfCell() && defaults.containsKey(parameter.field())) {
                    values.put(
                            parameter.spelling(),
                            defaults.get(parameter.field()).get(0));
                }
            }
            for (String pair : text.split(" ")) {
                String name = pair.substring(0, pair.indexOf('='));
                if (!values.containsKey(name)) {
                    throw new IllegalArgumentException(text + ": the benchmark has no " + name);
                }
                values.put(name, pair.substring(name.length() + 1));
            }
            return Cell.of(values);
        }

        /** A benchmark that declares one value of a producer's guarantee measures no producer. */
        Optional<String> withoutProducer(Cell cell) {
            return Stream.of(Parameter.ACKS, Parameter.IDEMPOTENCE, Parameter.TRANSACTIONS)
                    .filter(parameter -> fixed(parameter, cell))
                    .findFirst()
                    .map(parameter -> INERT
                            + (cell.treatment().predecessor().isPresent()
                                    ? "other producer has a transactional.id like these, so "
                                    : "producer is measured, so ")
                            + parameter.spelling() + " cannot act: measured as "
                            + defaults.get(parameter.field()).get(0));
        }

        /** A benchmark without a consumer declares one isolation level only. */
        Optional<String> withoutConsumer(Cell cell) {
            String why = defaults.containsKey(Workload.CONSUMER_FIELD)
                    ? "consumer here is compared by what it may see, so "
                    : "consumer takes part, so ";
            return fixed(Parameter.ISOLATION, cell)
                    ? Optional.of(INERT + why + "isolation.level cannot act: measured as "
                            + defaults.get(Parameter.ISOLATION.field()).get(0))
                    : Optional.empty();
        }

        /** What a stage reads has a producer, which is part of the benchmark although one is enough by default. */
        private boolean fixed(Parameter parameter, Cell cell) {
            if (cell.treatment().semantics().isPresent()) {
                return false;
            }
            List<String> declared = defaults.getOrDefault(parameter.field(), List.of());
            return declared.size() == 1 && !declared.contains(cell.values().get(parameter.spelling()));
        }
    }

    /**
     * The product of {@code chosen} values over a benchmark's defaults.
     *
     * @param chosen by field name; a field that the benchmark does not have is passed over
     * @param ladder whether the cells are the benchmark's rungs and not a product
     */
    public static List<Combination> expand(Subject subject, Map<String, List<String>> chosen, boolean ladder) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        subject.defaults().forEach((field, defaults) -> values.put(field, chosen.getOrDefault(field, defaults)));
        List<Combination> combinations = new ArrayList<>();
        for (Workload workload : workloads(values)) {
            for (Cell cell : ladder ? subject.rungs() : cells(values)) {
                Optional<String> rejection = subject.withoutProducer(cell)
                        .or(cell::rejection)
                        .or(() -> workload.rejection(cell))
                        .or(() -> subject.withoutConsumer(cell));
                combinations.add(new Combination(subject.name(), cell, workload, rejection));
            }
        }
        return combinations;
    }

    /** The product of the parameters that make a cell, in their order, weakest first within each. */
    private static List<Cell> cells(Map<String, List<String>> values) {
        return points(values, true).stream().map(Cell::of).toList();
    }

    private static List<Workload> workloads(Map<String, List<String>> values) {
        return points(values, false).stream().map(Workload::of).toList();
    }

    /** Spelling to value, for the parameters that make a cell, or for those that make a workload. */
    private static List<Map<String, String>> points(Map<String, List<String>> values, boolean ofCell) {
        List<Map<String, String>> points = new ArrayList<>();
        points.add(new LinkedHashMap<>());
        values.forEach((field, options) -> {
            Optional<Parameter> parameter = Parameter.byField(field);
            if (parameter.filter(Parameter::isOfCell).isPresent() != ofCell) {
                return;
            }
            String spelling = parameter.map(Parameter::spelling).orElse(field);
            List<Map<String, String>> grown = new ArrayList<>();
            for (Map<String, String> point : points) {
                for (String option : options) {
                    Map<String, String> next = new LinkedHashMap<>(point);
                    next.put(spelling, option);
                    grown.add(next);
                }
            }
            points.clear();
            points.addAll(grown);
        });
        return points;
    }
}
