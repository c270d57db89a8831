package org.guaranteebench.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.guaranteebench.grid.Arm;

/** Names cells of several workloads in words, with no more parameters than it takes to tell them apart. */
final class CellNames {
    private final Set<String> varying = new LinkedHashSet<>();

    CellNames(Collection<Arm> all) {
        List<Map<String, String>> parameters =
                all.stream().map(CellNames::parameters).toList();
        for (Map<String, String> one : parameters) {
            one.forEach((name, value) -> {
                // Closed-loop benchmarks have no rate, which is no difference between workloads.
                if (parameters.stream().anyMatch(p -> !Objects.equals(value, p.getOrDefault(name, value)))) {
                    varying.add(name);
                }
            });
        }
    }

    private static Map<String, String> parameters(Arm arm) {
        return arm.workload().values();
    }

    /** {@code ProduceLatency rate=5000 (leader-ack, all-isr), ProduceThroughput (leader-ack)}. */
    String of(Collection<Arm> arms) {
        Map<String, List<Arm>> byPlace =
                arms.stream().collect(Collectors.groupingBy(this::place, LinkedHashMap::new, Collectors.toList()));
        return byPlace.entrySet().stream()
                .map(e -> e.getKey() + " ("
                        + e.getValue().stream().map(Arm::label).collect(Collectors.joining(", ")) + ")")
                .collect(Collectors.joining(", "));
    }

    private String place(Arm arm) {
        List<String> words = new ArrayList<>(List.of(arm.benchmark()));
        parameters(arm).forEach((name, value) -> {
            if (varying.contains(name)) {
                words.add(name + "=" + value);
            }
        });
        return String.join(" ", words);
    }
}
