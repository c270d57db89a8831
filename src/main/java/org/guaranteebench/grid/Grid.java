package org.guaranteebench.grid;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Expands parameter values into combinations and says which of them can be measured. */
public final class Grid {
    private Grid() {}

    /**
     * What the expansion needs to know of a benchmark.
     *
     * @param name simple class name
     * @param defaults each of its parameters, by field, with the values of its {@code @Param}
     */
    public record Subject(String name, Map<String, List<String>> defaults) {
        /** How the reason begins when Kafka would take a combination and the benchmark has no use for it. */
        public static final String INERT = "no consumer takes part";

        /** A benchmark without a consumer declares one isolation level only: the parameter cannot act there. */
        Optional<String> inert(Cell cell) {
            List<String> isolation = defaults.getOrDefault(Parameter.ISOLATION.field(), List.of());
            return isolation.contains(cell.isolation().toString())
                    ? Optional.empty()
                    : Optional.of(
                            INERT + ", so isolation.level cannot act: measured as " + String.join(", ", isolation));
        }
    }

    /**
     * The product of {@code chosen} values over a benchmark's defaults.
     *
     * @param chosen by field name; a field that the benchmark does not have is passed over
     * @param ladder whether the guarantee parameters come from {@link Cell#LADDER} and not from their product
     */
    public static List<Combination> expand(Subject subject, Map<String, List<String>> chosen, boolean ladder) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        subject.defaults().forEach((field, defaults) -> values.put(field, chosen.getOrDefault(field, defaults)));
        List<Combination> combinations = new ArrayList<>();
        for (Workload workload : workloads(values)) {
            for (Cell cell : ladder ? Cell.LADDER : cells(values)) {
                Optional<String> rejection =
                        cell.rejection().or(() -> workload.rejection(cell)).or(() -> subject.inert(cell));
                combinations.add(new Combination(subject.name(), cell, workload, rejection));
            }
        }
        return combinations;
    }

    /** The product of the four guarantee parameters, weakest first within each. */
    private static List<Cell> cells(Map<String, List<String>> values) {
        List<Cell> cells = new ArrayList<>();
        for (String acks : values.get(Parameter.ACKS.field())) {
            for (String idempotence : values.get(Parameter.IDEMPOTENCE.field())) {
                for (String transactions : values.get(Parameter.TRANSACTIONS.field())) {
                    for (String isolation : values.get(Parameter.ISOLATION.field())) {
                        cells.add(Cell.of(acks, idempotence, transactions, isolation));
                    }
                }
            }
        }
        return cells;
    }

    private static List<Workload> workloads(Map<String, List<String>> values) {
        List<Map<String, String>> points = new ArrayList<>();
        points.add(new LinkedHashMap<>());
        values.forEach((field, options) -> {
            Optional<Parameter> parameter = Parameter.byField(field);
            if (parameter.isPresent() && parameter.get().isGuarantee()) {
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
        return points.stream().map(Workload::of).toList();
    }
}
