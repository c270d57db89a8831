package org.guaranteebench.audit.verify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.Expectation;

/**
 * The verdict on one twin by what docs/AUDITS.md says of verdicts, without the code that came to the first one.
 *
 * @param verdict as {@code audit.csv} has it
 * @param statement likewise
 */
record SecondOpinion(String verdict, String statement) {
    private static final String HELD = "HELD";
    private static final String INCONCLUSIVE = "INCONCLUSIVE";
    private static final String EXPECTED = "VIOLATED (expected)";
    private static final String UNEXPECTED = "VIOLATED (unexpected)";

    private static final List<Counter> WRONGS =
            List.of(Counter.LOST, Counter.DUPLICATED, Counter.ABORTED_READ, Counter.TORN, Counter.REORDERED);

    /**
     * What there is to judge one twin by.
     *
     * @param counters empty when there are none
     * @param fired whether its fault is proven to have fired
     * @param words of its evidence, or why it was not observed
     */
    record Exhibit(Optional<Counters> counters, boolean fired, String words) {
        /** Why it cannot be said what the fault did; the first that applies. */
        private Optional<String> doubt() {
            if (counters.isEmpty()) {
                return Optional.of("not observed: " + words);
            }
            return phantoms()
                    .or(this::unproven)
                    .or(() -> counters.get().sent() > 0 ? Optional.empty() : Optional.of("nothing was sent"));
        }

        private Optional<String> phantoms() {
            long phantoms = counters.map(Counters::phantom).orElse(0L);
            return phantoms == 0
                    ? Optional.empty()
                    : Optional.of(String.format(Locale.ROOT, "a tool erred: %,d phantom", phantoms));
        }

        private Optional<String> unproven() {
            return fired ? Optional.empty() : Optional.of("the fault is not proven to have fired: " + words);
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

        /** Numbers of some kinds, in the order of the columns. */
        private String tell(Set<Counter> kinds) {
            List<String> told = new ArrayList<>();
            for (Counter kind : WRONGS) {
                if (kinds.contains(kind)) {
                    String name = kind == Counter.ABORTED_READ ? "aborted and read" : kind.column();
                    told.add(String.format(
                            Locale.ROOT, "%,d %s", counters.orElseThrow().of(kind), name));
                }
            }
            return String.join(", ", told);
        }

        private String observed(String scenario, Set<Counter> kinds) {
            Counters all = counters.orElseThrow();
            String open = all.indeterminate() == 0
                    ? ""
                    : String.format(Locale.ROOT, " (%,d indeterminate apart)", all.indeterminate());
            return "observed " + tell(kinds) + String.format(Locale.ROOT, " in %,d sends under ", all.sent()) + scenario
                    + open;
        }
    }

    static SecondOpinion ofWeak(Expectation expectation, Exhibit weak) {
        Optional<String> doubt = weak.doubt();
        if (doubt.isPresent()) {
            return new SecondOpinion(INCONCLUSIVE, doubt.get());
        }
        String scenario = expectation.scenario();
        Set<Counter> foreseen = weak.wrongs();
        foreseen.retainAll(expectation.damage());
        if (foreseen.isEmpty()) {
            return new SecondOpinion(
                    INCONCLUSIVE, "the weak twin shows no damage: " + weak.observed(scenario, expectation.damage()));
        }
        Set<Counter> strange = weak.wrongs();
        strange.removeAll(expectation.damage());
        strange.removeAll(expectation.tolerated());
        String seen = weak.observed(scenario, foreseen);
        return strange.isEmpty()
                ? new SecondOpinion(EXPECTED, seen)
                : new SecondOpinion(UNEXPECTED, seen + ", and unexpectedly " + weak.tell(strange));
    }

    static SecondOpinion ofStrong(Expectation expectation, Exhibit weak, Exhibit strong) {
        String scenario = expectation.scenario();
        Set<Counter> broken = strong.wrongs();
        broken.retainAll(expectation.promised());
        if (!broken.isEmpty()) {
            List<String> parts = new ArrayList<>(List.of(strong.observed(scenario, broken)));
            strong.phantoms().ifPresent(parts::add);
            strong.unproven().ifPresent(parts::add);
            return new SecondOpinion(UNEXPECTED, String.join("; ", parts));
        }
        Optional<String> doubt = strong.doubt();
        if (doubt.isPresent()) {
            return new SecondOpinion(INCONCLUSIVE, doubt.get());
        }
        if (expectation.promised().contains(Counter.LOST)
                && strong.counters().orElseThrow().acked() == 0) {
            return new SecondOpinion(INCONCLUSIVE, "nothing was acknowledged, so nothing could be lost");
        }
        SecondOpinion control = ofWeak(expectation, weak);
        if (control.verdict().equals(INCONCLUSIVE)) {
            return new SecondOpinion(
                    INCONCLUSIVE,
                    strong.observed(scenario, expectation.promised()) + ", but the weak twin proves nothing: "
                            + control.statement());
        }
        return new SecondOpinion(HELD, kept(expectation, weak.wrongs(), strong));
    }

    private static String kept(Expectation expectation, Set<Counter> shown, Exhibit strong) {
        Set<Counter> promised = expectation.promised();
        Set<Counter> besides = strong.wrongs();
        besides.removeAll(promised);
        String end = besides.isEmpty() ? "" : "; not promised: " + strong.tell(besides);
        Set<Counter> opposed = EnumSet.copyOf(promised);
        opposed.retainAll(shown);
        Set<Counter> alike = EnumSet.copyOf(promised);
        alike.removeAll(shown);
        return Collections.disjoint(promised, shown) || alike.isEmpty()
                ? strong.observed(expectation.scenario(), promised) + end
                : strong.observed(expectation.scenario(), opposed) + "; and " + strong.tell(alike)
                        + ", as in the weak twin" + end;
    }
}
