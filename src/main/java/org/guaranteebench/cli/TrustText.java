package org.guaranteebench.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.Locale;
import org.guaranteebench.report.Wrap;
import org.guaranteebench.run.PrecisionTarget;
import org.guaranteebench.run.RunPlan;

/** What is fixed before a run, in words. At most 100 columns. */
final class TrustText {
    private TrustText() {}

    static void print(PrintWriter out, RunPlan plan) {
        plan.request()
                .precision()
                .ifPresent(target -> line(
                        out,
                        "precision",
                        String.format(
                                Locale.ROOT,
                                "±%s %% for throughput from rung to rung; at least %d blocks, about %s; then until it is"
                                        + " reached, or the next block would end after %s (--max-time)",
                                percent(target.asked()),
                                PrecisionTarget.FEWEST_BLOCKS,
                                PlanText.minutes(plan.estimate().seconds(PrecisionTarget.FEWEST_BLOCKS)),
                                PlanText.minutes(target.seconds()))));
        plan.request()
                .rejection()
                .ifPresent(rule -> line(
                        out,
                        "left out",
                        "blocks in which a trial has " + rule + ", in a second set of results; the first has all"));
    }

    private static void line(PrintWriter out, String label, String text) {
        out.printf("%-18s %s%n", label, Wrap.indent(text, 19, 100).stripLeading());
    }

    /** As many digits as it needs. */
    static String percent(double share) {
        return BigDecimal.valueOf(Math.round(share * 1e5), 3)
                .stripTrailingZeros()
                .toPlainString();
    }
}
