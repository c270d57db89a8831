package org.guaranteebench.audit.verify;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.Expectation;

/** The verdict on both twins by what docs/AUDITS.md says of verdicts, without the code that came to the first one. */
final class SecondOpinion {
    private static final String HELD = "HELD";
    private static final String INCONCLUSIVE = "INCONCLUSIVE";
    private static final String EXPECTED = "VIOLATED (expected)";
    private static final String UNEXPECTED = "VIOLATED (unexpected)";

    private static final List<Counter> WRONGS =
            List.of(Counter.LOST, Counter.DUPLICATED, Counter.ABORTED_READ, Counter.TORN, Counter.REORDERED);

    private SecondOpinion() {}

    /**
     * What there is to judge one twin by.
     *
     * @param counters empty when there are none
     * @param fired whether its fault is proven to have fired
     */
    record Exhibit(Optional<Counters> counters, boolean fired) {
        private boolean readable() {
            return counters.isPresent() && counters.get().phantom() == 0;
        }

        /** Whether it can be said what the fault did. */
        private boolean conclusive() {
            return readable() && fired && counters.get().sent() > 0;
        }

        private Set<Counter> wrongs() {
            Set<Counter> wrongs = EnumSet.noneOf(Counter.class);
            for (Counter wrong : WRONGS) {
                if (counters.isPresent() && counters.get().of(wrong) != 0) {
                    wrongs.add(wrong);
                }
            }
            return wrongs;
        }
    }

    /** As {@code audit.csv} has it. */
    static String ofWeak(Expectation expectation, Exhibit weak) {
        Set<Counter> wrongs = weak.wrongs();
        if (!weak.conclusive() || Collections.disjoint(wrongs, expectation.damage())) {
            return INCONCLUSIVE;
        }
        wrongs.removeAll(expectation.damage());
        wrongs.removeAll(expectation.tolerated());
        return wrongs.isEmpty() ? EXPECTED : UNEXPECTED;
    }

    /** Likewise. */
    static String ofStrong(Expectation expectation, Exhibit weak, Exhibit strong) {
        if (!strong.readable()) {
            return INCONCLUSIVE;
        }
        if (!Collections.disjoint(strong.wrongs(), expectation.promised())) {
            return UNEXPECTED;
        }
        boolean nothingToLose = expectation.promised().contains(Counter.LOST)
                && strong.counters().orElseThrow().acked() == 0;
        boolean control = !ofWeak(expectation, weak).equals(INCONCLUSIVE);
        return control && strong.conclusive() && !nothingToLose ? HELD : INCONCLUSIVE;
    }
}
