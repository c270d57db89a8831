package org.guaranteebench.audit.campaign;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guaranteebench.audit.scenario.Scenario;
import org.guaranteebench.audit.scenario.consuming.ConsumingScenarios;
import org.guaranteebench.audit.scenario.producing.ProducingScenarios;

/** All scenarios by name. */
public final class Catalogue {
    /** Not a scenario, and has no verdict: what a leader's death costs each level. Named like one. */
    public static final String AVAILABILITY = "availability";

    private static final List<Scenario> ALL = Stream.of(ConsumingScenarios.ALL, ProducingScenarios.ALL)
            .flatMap(List::stream)
            .sorted(Comparator.comparingInt(
                    scenario -> Integer.parseInt(scenario.name().substring(1))))
            .toList();

    private Catalogue() {}

    /** F1 to F10. */
    public static List<Scenario> all() {
        return ALL;
    }

    /**
     * Those with these names, whatever their case, each once; {@link #AVAILABILITY} is passed over.
     *
     * <p>Errors: {@link IllegalArgumentException} in one line that names the allowed ones.
     */
    public static List<Scenario> named(List<String> names) {
        return named(ALL, names);
    }

    static List<Scenario> named(List<Scenario> all, List<String> names) {
        Set<Scenario> chosen = new LinkedHashSet<>();
        for (String name : names) {
            if (!availability(name)) {
                chosen.add(all.stream()
                        .filter(scenario -> scenario.name().equalsIgnoreCase(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                name + ": no such scenario; allowed are " + allowed(all))));
            }
        }
        return List.copyOf(chosen);
    }

    public static boolean availability(String name) {
        return name.equalsIgnoreCase(AVAILABILITY);
    }

    private static String allowed(List<Scenario> all) {
        return Stream.concat(all.stream().map(Scenario::name), Stream.of(AVAILABILITY))
                .collect(Collectors.joining(", "));
    }
}
