package org.guaranteebench.audit.verdict;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What both twins of a scenario allow to be said: a function of what was expected, what was counted and whether the
 * fault fired, and of nothing else.
 *
 * <p>A promise that was seen broken is broken, whatever the control shows. That it held needs more than zeros: the fault
 * fired in both twins, the weak one was damaged by it, and there was something to lose.
 */
public record Verdicts(Verdict weak, Verdict strong) {

    public static Verdicts of(Expectation expectation, Twin weak, Twin strong) {
        Verdict control = weak(expectation, weak);
        return new Verdicts(control, strong(expectation, control, weak, strong));
    }

    private static Verdict weak(Expectation expectation, Twin twin) {
        Optional<String> doubt =
                unobserved(twin).or(() -> erred(twin)).or(() -> unproven(twin)).or(() -> empty(twin));
        if (doubt.isPresent()) {
            return Verdict.inconclusive(doubt.get());
        }
        Counters counters = twin.counters().orElseThrow();
        Set<Counter> seen = seen(counters, expectation.damage());
        if (seen.isEmpty()) {
            return Verdict.inconclusive(
                    "the weak twin shows no damage: " + observed(expectation, expectation.damage(), counters));
        }
        Set<Counter> others = EnumSet.complementOf(EnumSet.copyOf(expectation.damage()));
        others.removeAll(expectation.tolerated());
        others.retainAll(Expectation.DAMAGES);
        Set<Counter> surprises = seen(counters, others);
        String statement = observed(expectation, seen, counters);
        return surprises.isEmpty()
                ? Verdict.violated(true, statement)
                : Verdict.violated(false, statement + ", and unexpectedly " + amounts(surprises, counters));
    }

    private static Verdict strong(Expectation expectation, Verdict control, Twin weak, Twin twin) {
        Optional<String> unobserved = unobserved(twin);
        if (unobserved.isPresent()) {
            return Verdict.inconclusive(unobserved.get());
        }
        Counters counters = twin.counters().orElseThrow();
        Optional<String> erred = erred(twin);
        Optional<String> unproven = unproven(twin);
        Set<Counter> broken = seen(counters, expectation.promised());
        if (!broken.isEmpty()) {
            return Verdict.violated(
                    false,
                    Stream.of(Optional.of(observed(expectation, broken, counters)), erred, unproven)
                            .flatMap(Optional::stream)
                            .collect(Collectors.joining("; ")));
        }
        Optional<String> doubt =
                erred.or(() -> unproven).or(() -> empty(twin)).or(() -> nothingToLose(expectation, counters));
        if (doubt.isPresent()) {
            return Verdict.inconclusive(doubt.get());
        }
        if (control.outcome() != Outcome.VIOLATED) {
            return Verdict.inconclusive(observed(expectation, expectation.promised(), counters)
                    + ", but the weak twin proves nothing: " + control.statement());
        }
        return Verdict.held(kept(expectation, weak.counters().orElseThrow(), counters));
    }

    /** Zeros that a control stands behind come first, then those of which the fault did no damage to it either. */
    private static String kept(Expectation expectation, Counters control, Counters counters) {
        Set<Counter> controlled = seen(control, expectation.promised());
        Set<Counter> alone = EnumSet.noneOf(Counter.class);
        alone.addAll(expectation.promised());
        alone.removeAll(controlled);
        Set<Counter> others = EnumSet.complementOf(EnumSet.copyOf(expectation.promised()));
        others.retainAll(Expectation.DAMAGES);
        Set<Counter> besides = seen(counters, others);
        return observed(expectation, controlled.isEmpty() ? alone : controlled, counters)
                + (controlled.isEmpty() || alone.isEmpty()
                        ? ""
                        : "; and " + amounts(alone, counters) + ", as in the weak twin")
                + (besides.isEmpty() ? "" : "; not promised: " + amounts(besides, counters));
    }

    private static Optional<String> unobserved(Twin twin) {
        return twin.counters().isPresent()
                ? Optional.empty()
                : Optional.of("not observed: " + twin.fault().words());
    }

    private static Optional<String> erred(Twin twin) {
        return twin.counters()
                .filter(counters -> counters.phantom() > 0)
                .map(counters -> "a tool erred: " + amount(Counter.PHANTOM, counters));
    }

    private static Optional<String> unproven(Twin twin) {
        return twin.fault().proven()
                ? Optional.empty()
                : Optional.of(
                        "the fault is not proven to have fired: " + twin.fault().words());
    }

    private static Optional<String> empty(Twin twin) {
        return twin.counters().filter(counters -> counters.sent() == 0).map(counters -> "nothing was sent");
    }

    private static Optional<String> nothingToLose(Expectation expectation, Counters counters) {
        return expectation.promised().contains(Counter.LOST) && counters.acked() == 0
                ? Optional.of("nothing was acknowledged, so nothing could be lost")
                : Optional.empty();
    }

    private static Set<Counter> seen(Counters counters, Set<Counter> wanted) {
        Set<Counter> seen = EnumSet.noneOf(Counter.class);
        wanted.stream().filter(counter -> counters.of(counter) > 0).forEach(seen::add);
        return seen;
    }

    /** The sentence that is to be quoted, with its denominator. */
    private static String observed(Expectation expectation, Set<Counter> which, Counters counters) {
        String apart = counters.indeterminate() == 0 ? "" : " (" + amount(Counter.INDETERMINATE, counters) + " apart)";
        return String.format(
                Locale.ROOT,
                "observed %s in %,d sends under %s%s",
                amounts(which, counters),
                counters.sent(),
                expectation.scenario(),
                apart);
    }

    private static String amounts(Set<Counter> which, Counters counters) {
        return which.stream().map(counter -> amount(counter, counters)).collect(Collectors.joining(", "));
    }

    private static String amount(Counter counter, Counters counters) {
        return String.format(Locale.ROOT, "%,d %s", counters.of(counter), counter.words());
    }
}
