package org.guaranteebench.audit.oracle;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.Finding;
import org.guaranteebench.audit.verdict.Judgement;

/** Counts, and keeps the first cases of each kind by name. */
final class Tally {
    private final Map<Counter, List<Finding>> findings = new EnumMap<>(Counter.class);
    private final long[] counts = new long[Counter.values().length];

    void count(Counter counter) {
        counts[counter.ordinal()]++;
    }

    void count(Counter counter, Supplier<Finding> named) {
        count(counter);
        List<Finding> known = findings.computeIfAbsent(counter, c -> new ArrayList<>());
        if (known.size() < Judgement.MOST_FINDINGS) {
            known.add(named.get());
        }
    }

    Counters counters() {
        return Counters.of(counter -> counts[counter.ordinal()]);
    }

    /** Counter after counter. */
    List<Finding> findings() {
        return findings.values().stream().flatMap(List::stream).toList();
    }
}
