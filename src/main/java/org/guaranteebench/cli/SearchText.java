package org.guaranteebench.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.CurvePoints;
import org.guaranteebench.journal.SearchTrial;
import org.guaranteebench.report.Wrap;
import org.guaranteebench.run.OpenRates;
import org.guaranteebench.run.RunPlan;

/** The search for rates in words, before it and while it goes on. At most 100 columns. */
final class SearchText {
    private SearchText() {}

    /** Nothing for a plan whose rates are known. */
    static void print(PrintWriter out, RunPlan plan) {
        plan.open().ifPresent(rates -> {
            long arms = rates.subjects(plan).stream().distinct().count();
            out.printf(
                    "%-18s %s%n",
                    "search",
                    Wrap.indent(
                                    "first, what each of " + arms
                                            + " arms sustains: at several rates up to three trials"
                                            + " or more each, about " + plan.searchTrials()
                                            + " in all, in random order",
                                    19,
                                    100)
                            .stripLeading());
            out.printf("%-18s %s%n", "rates", Wrap.indent(rates(rates), 19, 100).stripLeading());
        });
    }

    private static String rates(OpenRates rates) {
        return rates.share()
                .map(share -> "then all at " + share.percent() + " % of what the slowest arm sustains")
                .orElseGet(() -> "then each level at " + list(CurvePoints.OWN) + " % of what it sustains, and all at "
                        + list(CurvePoints.COMMON) + " % of what the slowest does");
    }

    private static String list(List<Integer> percents) {
        return percents.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    /** {@code ProduceLatency all-isr at 48,300/s: sustained}. */
    static String trial(SearchTrial trial) {
        String what = trial.trial().benchmark() + " " + trial.trial().arm().label();
        if (trial.failed()) {
            return what + at(trial) + ": FAILED: " + trial.trial().reason();
        }
        if (trial.rate().isEmpty()) {
            return what
                    + String.format(
                            Locale.ROOT,
                            " flat out: %,.0f records/s",
                            trial.flatOut().orElse(0));
        }
        return what + at(trial) + (trial.sustained() ? ": sustained" : ": not sustained");
    }

    private static String at(SearchTrial trial) {
        return trial.rate().isEmpty()
                ? " flat out"
                : String.format(Locale.ROOT, " at %,d records/s", trial.rate().getAsInt());
    }

    static String found(Arm arm, OptionalInt sustainable, OptionalInt exceeded, int trials) {
        String what = arm.benchmark() + " " + arm.label();
        String known = sustainable.isEmpty()
                ? " sustains no rate that was tried"
                : String.format(Locale.ROOT, " sustains %,d records/s", sustainable.getAsInt());
        String not = exceeded.isEmpty()
                ? ", the highest that was tried"
                : String.format(Locale.ROOT, ", not %,d", exceeded.getAsInt());
        return what + known + not + " (" + trials + " trials)";
    }
}
