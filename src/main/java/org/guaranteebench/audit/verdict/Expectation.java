package org.guaranteebench.audit.verdict;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a scenario is expected to show, fixed before it runs.
 *
 * @param scenario its short name: {@code F5}
 * @param damage of which the weak twin must show at least one kind, or nothing can be said
 * @param tolerated what else the weak twin may show without surprise
 * @param promised what the strong twin must not show; other kinds are told and no violation
 */
public record Expectation(String scenario, Set<Counter> damage, Set<Counter> tolerated, Set<Counter> promised) {
    /** What can be wrong with a delivery. Phantoms are no damage: they are the tool's fault. */
    public static final Set<Counter> DAMAGES = Collections.unmodifiableSet(
            EnumSet.of(Counter.LOST, Counter.DUPLICATED, Counter.ABORTED_READ, Counter.TORN, Counter.REORDERED));

    /** Errors: {@link IllegalArgumentException} for a set that holds what is no damage, or nothing to show or promise. */
    public Expectation {
        damage = copy(damage);
        tolerated = copy(tolerated);
        promised = copy(promised);
        if (damage.isEmpty() || promised.isEmpty()) {
            throw new IllegalArgumentException(scenario + ": nothing to show, or nothing promised");
        }
    }

    private static Set<Counter> copy(Set<Counter> counters) {
        if (!DAMAGES.containsAll(counters)) {
            throw new IllegalArgumentException(counters + ": allowed are " + DAMAGES);
        }
        Set<Counter> copy = EnumSet.noneOf(Counter.class);
        copy.addAll(counters);
        return Collections.unmodifiableSet(copy);
    }
}
