package org.guaranteebench.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Workload;
import org.guaranteebench.journal.SearchTrial;

/**
 * The arms that stand in one table: those of one workload, closed-loop figures beside the latencies of one rate.
 *
 * @param family as in {@link Columns}
 * @param workload in words: what always matters, and the parameters in which it differs from those of other tables
 */
record Sheet(List<Arm> arms, String workload, OptionalInt rate, String family) {

    /**
     * Those that compare anything: a point of an arm's own curve has a rate that no other arm has, and {@code curve.csv} has
     * it. All of them where there is no such curve.
     */
    static List<Sheet> compared(Analysis analysis) {
        List<Arm> arms = analysis.arms();
        boolean curves = !SearchTrial.of(analysis.trials()).isEmpty();
        return of(arms.stream().filter(arm -> !curves || compared(arm, arms)).toList());
    }

    /** Whether others were measured under the very load of this arm. */
    static boolean compared(Arm arm, Collection<Arm> arms) {
        return arms.stream()
                .anyMatch(other -> !other.equals(arm)
                        && other.benchmark().equals(arm.benchmark())
                        && other.workload().equals(arm.workload()));
    }

    /** In the order of the arms, slower rates first. */
    static List<Sheet> of(Collection<Arm> all) {
        Map<String, List<Arm>> families = all.stream()
                .collect(Collectors.groupingBy(
                        arm -> Columns.family(arm.benchmark()), LinkedHashMap::new, Collectors.toList()));
        return families.entrySet().stream()
                .flatMap(family -> of(family.getKey(), family.getValue()).stream())
                .toList();
    }

    private static List<Sheet> of(String family, List<Arm> all) {
        Map<Workload, Set<Arm>> byWorkload = new LinkedHashMap<>();
        all.forEach(arm -> byWorkload
                .computeIfAbsent(arm.workload().withoutRate(), key -> new LinkedHashSet<>())
                .add(arm));
        List<Sheet> sheets = new ArrayList<>();
        byWorkload.forEach((workload, arms) -> {
            String words = String.format(
                    Locale.ROOT,
                    "%s%d-byte records, %d partitions%s",
                    family.isEmpty() ? "" : family + ", ",
                    workload.recordSize(),
                    workload.partitions(),
                    varying(workload, byWorkload.keySet()));
            int[] rates = arms.stream()
                    .flatMapToInt(arm -> arm.workload().rate().stream())
                    .distinct()
                    .sorted()
                    .toArray();
            if (rates.length == 0) {
                sheets.add(new Sheet(List.copyOf(arms), words, OptionalInt.empty(), family));
            }
            for (int rate : rates) {
                // What both have, as the duration of commits, is that of the rate which the table names.
                List<Arm> ofRate = arms.stream()
                        .filter(arm -> arm.workload().rate().orElse(rate) == rate)
                        .sorted(Comparator.comparing(
                                arm -> arm.workload().rate().isEmpty()))
                        .toList();
                sheets.add(new Sheet(ofRate, words, OptionalInt.of(rate), family));
            }
        });
        return sheets;
    }

    private static String varying(Workload workload, Set<Workload> all) {
        StringBuilder text = new StringBuilder();
        workload.values().forEach((name, value) -> {
            boolean said = name.equals("recordSize") || name.equals("partitions");
            if (!said
                    && all.stream()
                            .anyMatch(other -> !value.equals(other.values().get(name)))) {
                text.append(", ").append(name).append('=').append(value);
            }
        });
        return text.toString();
    }

    Columns columns() {
        return Columns.ofFamily(family);
    }

    /** Whether transactions have a second line, for until when a record is final. */
    boolean showsUntilCommitted() {
        return family.isEmpty();
    }

    String latencies() {
        return rate.isEmpty()
                ? ""
                : String.format(Locale.ROOT, "; latencies at %,d records/s, from the intended send", rate.getAsInt());
    }
}
