package org.guaranteebench.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Combination;
import org.guaranteebench.grid.Parameter;

/** What costs are ratios to, and how {@code --baseline} names it: an arm's name, or {@code acks=1}, or several such pairs with commas. */
final class Baselines {
    private Baselines() {}

    /** By benchmark with valid cells: the cell asked for, else its own baseline, else the weakest there is. */
    static Map<String, Cell> of(Optional<String> asked, List<Benchmarks.Entry> benchmarks, List<Combination> valid) {
        Map<String, Cell> baselines = new LinkedHashMap<>();
        boolean found = false;
        for (Benchmarks.Entry benchmark : benchmarks) {
            List<Cell> cells = valid.stream()
                    .filter(c -> c.benchmark().equals(benchmark.name()))
                    .map(Combination::cell)
                    .distinct()
                    .toList();
            Optional<Cell> wanted = asked.flatMap(
                    text -> cells.stream().filter(cell -> matches(text, cell)).findFirst());
            found |= wanted.isPresent();
            Cell own = benchmark.subject().baseline();
            wanted.or(() -> cells.contains(own)
                            ? Optional.of(own)
                            : cells.stream().sorted().findFirst())
                    .ifPresent(cell -> baselines.put(benchmark.name(), cell));
        }
        if (asked.isPresent() && !found) {
            throw new IllegalArgumentException("--baseline " + asked.get() + ": no cell of this run is it; there are "
                    + valid.stream().map(c -> c.cell().arm()).distinct().collect(Collectors.joining(", ")));
        }
        return baselines;
    }

    /** Errors: {@link IllegalArgumentException} in one line for an unknown parameter or value. */
    static boolean matches(String text, Cell cell) {
        if (text.equals(cell.arm()) || text.equals(cell.level().toString())) {
            return true;
        }
        if (!text.contains("=")) {
            return false;
        }
        for (String pair : text.split(",")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            Parameter parameter = Parameter.bySpelling(name)
                    .filter(Parameter::isOfCell)
                    .orElseThrow(() -> new IllegalArgumentException("--baseline " + text + ": " + name
                            + " is none of "
                            + Stream.of(Parameter.values())
                                    .filter(Parameter::isOfCell)
                                    .map(Parameter::spelling)
                                    .collect(Collectors.joining(", "))));
            if (equals < 0
                    || !parameter
                            .check(pair.substring(equals + 1))
                            .equals(cell.values().get(parameter.spelling()))) {
                return false;
            }
        }
        return true;
    }
}
