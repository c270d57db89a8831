package org.guaranteebench.audit.verify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Whether the rows of {@code availability.csv} belong together, and show that each kill that counts was one. */
final class KillRows {
    /** Facts of a kill, which are the same for each level. */
    private static final List<String> SHARED =
            List.of("broker", "record", "killed_ns", "end_ns", "controller", "coordinator", "evidence", "reason");

    private final TreeMap<Integer, List<Map<String, String>>> kills = new TreeMap<>();
    private final Collection<String> levels;
    private final List<String> differences = new ArrayList<>();

    /** @param levels of which there are settlements */
    KillRows(List<Map<String, String>> rows, Collection<String> levels) {
        this.levels = levels;
        for (Map<String, String> row : rows) {
            String number = row.getOrDefault("kill", "");
            if (number.matches("[1-9][0-9]{0,8}")) {
                kills.computeIfAbsent(Integer.parseInt(number), n -> new ArrayList<>())
                        .add(row);
            } else {
                differences.add("availability.csv: \"" + number + "\" is no number of a kill");
            }
        }
        for (int number = 1; !kills.isEmpty() && number <= kills.lastKey(); number++) {
            check(number, kills.getOrDefault(number, List.of()));
        }
    }

    private void check(int number, List<Map<String, String>> rows) {
        String kill = "kill " + number + ": ";
        Set<String> found = new HashSet<>();
        for (Map<String, String> row : rows) {
            if (!found.add(row.get("level"))) {
                differences.add(kill + "two rows are about " + row.get("level"));
            }
            if (row.getOrDefault("reason", "").isEmpty()) {
                checkProof(kill + row.get("level") + ": ", row);
            }
        }
        levels.stream()
                .filter(level -> !found.contains(level))
                .forEach(level -> differences.add(kill + "availability.csv has no row about " + level));
        for (String column : SHARED) {
            long values = rows.stream()
                    .map(row -> row.getOrDefault(column, ""))
                    .distinct()
                    .count();
            if (values > 1) {
                differences.add(kill + column + " is not the same for all levels");
            }
        }
    }

    private void checkProof(String where, Map<String, String> row) {
        if (!row.getOrDefault("evidence", "").matches(".* status 137\\b.*")) {
            differences.add(where + "counts, and its evidence shows no SIGKILL");
        }
        if (number(row, "epoch_after") <= number(row, "epoch_before")) {
            differences.add(where + "counts, and nobody led in a higher epoch");
        }
    }

    private static long number(Map<String, String> row, String column) {
        String text = row.getOrDefault(column, "");
        return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : -1;
    }

    /** Kills that count. */
    long counted() {
        return kills.values().stream()
                .filter(rows -> rows.stream()
                        .allMatch(row -> row.getOrDefault("reason", "").isEmpty()))
                .count();
    }

    List<String> differences() {
        return differences;
    }
}
