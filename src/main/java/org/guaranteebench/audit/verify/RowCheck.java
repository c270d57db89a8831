package org.guaranteebench.audit.verify;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.TwinFacts;
import org.guaranteebench.grid.Cell;

/** A row of {@code audit.csv} against what it must be. */
final class RowCheck {
    private RowCheck() {}

    /** Adds a line for each column that differs, be it one that nobody knows. */
    static void compare(
            TwinFacts facts,
            Optional<Counters> counters,
            SecondOpinion opinion,
            Map<String, String> row,
            List<String> differences) {
        Map<String, String> expected = expected(facts, counters, opinion);
        Set<String> columns = new LinkedHashSet<>(expected.keySet());
        columns.addAll(row.keySet());
        for (String column : columns) {
            String text = row.getOrDefault(column, "");
            String found = expected.getOrDefault(column, "");
            if (!text.equals(found)) {
                differences.add(facts.twin() + ": " + column + " is \"" + text + "\" in audit.csv, and found to be \""
                        + found + "\"");
            }
        }
    }

    private static Map<String, String> expected(TwinFacts facts, Optional<Counters> counters, SecondOpinion opinion) {
        Cell cell = facts.configuration();
        Map<String, String> row = new LinkedHashMap<>();
        row.put("verdict", opinion.verdict());
        row.put("evidence", facts.evidence().words());
        row.put("statement", opinion.statement());
        for (Counter counter : Counter.values()) {
            row.put(
                    counter.column(),
                    counters.map(all -> Long.toString(all.of(counter))).orElse(""));
        }
        row.put("run", facts.run());
        row.put("scenario", facts.scenario());
        row.put("fault", facts.fault());
        row.putAll(facts.cell());
        row.put("level", cell.level().toString());
        row.put("arm", cell.arm());
        row.put("control", Boolean.toString(facts.control()));
        row.put("repetition", Integer.toString(facts.repetition()));
        row.put("whose", facts.whose());
        row.put("lag", facts.lag() == null ? "" : facts.lag().toString());
        return row;
    }
}
