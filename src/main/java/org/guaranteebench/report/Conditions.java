package org.guaranteebench.report;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.guaranteebench.journal.RunInfo;

/** What the {@code run.json} of two runs say differently about the conditions of their figures. */
final class Conditions {
    private static final String ABSENT = "-";

    /** Options whose value says where output goes or in which order trials run, and nothing about what is measured. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("--seed", "--out", "--data", "-o", "-rf", "-rff");

    /** @param key {@code section.name}; a value that is missing is a dash */
    record Difference(String key, String a, String b) {}

    private Conditions() {}

    /** Sections as in {@code run.json}, keys sorted within. */
    static List<Difference> between(RunInfo a, RunInfo b) {
        Map<String, Map<String, String>> ofA = sections(a);
        Map<String, Map<String, String>> ofB = sections(b);
        List<Difference> differences = new ArrayList<>();
        ofA.forEach((section, values) -> {
            Set<String> keys = new TreeSet<>(values.keySet());
            keys.addAll(ofB.get(section).keySet());
            for (String key : keys) {
                Difference d = new Difference(section + key, value(values, key), value(ofB.get(section), key));
                if (!d.a.equals(d.b)) {
                    differences.add(d);
                }
            }
        });
        return differences;
    }

    private static String value(Map<String, String> values, String key) {
        String value = values.get(key);
        return value == null || value.isBlank() ? ABSENT : value;
    }

    private static Map<String, Map<String, String>> sections(RunInfo info) {
        RunInfo.Baseline baseline = info.baseline();
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        sections.put("", Map.of("arguments", effective(info.arguments())));
        sections.put(
                "baseline.",
                Map.of(
                        "acks", baseline.acks(),
                        "idempotence", baseline.idempotence(),
                        "transactions", baseline.transactions(),
                        "isolation", baseline.isolation()));
        info.baselines().forEach((benchmark, cell) -> sections.put("baselines." + benchmark + ".", cell));
        sections.put("suite.", info.suite());
        sections.put("versions.", info.versions());
        sections.put("host.", info.host());
        sections.put("topology.", info.topology());
        sections.put("brokerProperties.", info.brokerProperties());
        sections.put("clientProperties.", info.clientProperties());
        return sections;
    }

    /** As typed, but for the command's name, which may be left out, and {@link #WITHOUT_EFFECT}. */
    private static String effective(List<String> arguments) {
        List<String> kept = new ArrayList<>();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            if (WITHOUT_EFFECT.contains(argument)) {
                if (rest.hasNext()) {
                    rest.next();
                }
            } else if (!WITHOUT_EFFECT.contains(argument.replaceFirst("=.*", ""))) {
                kept.add(argument);
            }
        }
        return String.join(" ", !kept.isEmpty() && kept.get(0).equals("run") ? kept.subList(1, kept.size()) : kept);
    }
}
