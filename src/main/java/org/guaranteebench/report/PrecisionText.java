package org.guaranteebench.report;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import org.guaranteebench.journal.Precision;
import org.guaranteebench.stats.FixedWidth;

/** What became of {@code --precision}, and what more time would bring. At most 100 columns. */
final class PrecisionText {
    private PrecisionText() {}

    static void print(PrintWriter out, Analysis analysis) {
        sentence(analysis).ifPresent(text -> {
            out.println();
            out.println(Wrap.indent(text + ".", 0, Summary.WIDTH));
        });
    }

    /** Without its last full stop; empty of a run with a fixed number of blocks. */
    static Optional<String> sentence(Analysis analysis) {
        return analysis.info()
                .stopping()
                .map(precision -> text(precision, analysis).replaceAll("\\.$", ""));
    }

    /** At what confidence the intervals of such a run are computed, in per cent. */
    static Optional<String> confidence(Analysis analysis) {
        return analysis.info().stopping().map(precision -> percent(precision.confidence()));
    }

    private static String text(Precision p, Analysis analysis) {
        String asked = "±" + percent(p.asked()) + " %";
        String blocks = p.blocks() + (p.blocks() == 1 ? " block" : " blocks");
        if (p.stopped().equals(Precision.REACHED)) {
            String known = "throughput from rung to rung is known to ±" + percent(p.reached()) + " % (" + p.widest()
                    + ") after " + blocks + ", asked were " + asked + ". ";
            return p.unknown().isEmpty()
                    ? "Precision reached: " + known + intervals(p)
                    : "PRECISION REACHED FOR SOME STEPS ALONE: without " + unknown(p) + ", " + known + intervals(p);
        }
        if (p.reached() == null) {
            return "PRECISION NOT REACHED (" + asked + "): no interval after " + blocks + ", " + why(p) + "."
                    + (p.unknown().isEmpty() ? "" : " Nothing is known of " + unknown(p) + ".");
        }
        return "PRECISION NOT REACHED: throughput of " + p.widest() + " is known to ±" + percent(p.reached())
                + " % after " + blocks + ", asked were " + asked + "; " + why(p) + ". "
                + (p.unknown().isEmpty() ? "" : "Nothing is known of " + unknown(p) + ". ") + more(p, analysis) + " "
                + intervals(p);
    }

    private static String unknown(Precision p) {
        return String.join(", ", p.unknown()) + " (no trial of " + String.join(", ", p.neverMeasured())
                + " was measured)";
    }

    private static String why(Precision p) {
        return switch (p.stopped()) {
            case Precision.MAX_TIME ->
                "another block would have ended after " + minutes(p.maxSeconds()) + " (--max-time)";
            case Precision.MAX_BLOCKS -> "more blocks are not foreseen";
            case Precision.NOTHING_MEASURED -> "no step of the ladder was measured";
            default -> "the run was interrupted";
        };
    }

    /** By the law that widths shrink with the root of the number of blocks. */
    private static String more(Precision p, Analysis analysis) {
        String half = String.format(
                Locale.ROOT,
                "Twice the blocks would bring about ±%s %%",
                percent(Math.expm1(Math.log1p(p.reached()) / Math.sqrt(2))));
        String wanted = p.blocksNeeded() <= FixedWidth.MOST
                ? String.format(
                        Locale.ROOT,
                        "±%s %% would take about %d blocks in all, %s more (--max-time)",
                        percent(p.asked()),
                        p.blocksNeeded(),
                        minutes(p.secondsNeeded()))
                : String.format(
                        Locale.ROOT,
                        "±%s %% would take about %d blocks, and %d are the most; on this machine ask for less",
                        percent(p.asked()),
                        p.blocksNeeded(),
                        FixedWidth.MOST);
        String[] step = p.widest().split(" / ");
        String remedy = step.length == 2
                ? Variance.of(analysis)
                        .remedy(step[0], step[1])
                        .map(r -> "; by its variance, most would help: " + r)
                        .orElse("")
                : "";
        return half + "; " + wanted + remedy + ".";
    }

    private static String intervals(Precision p) {
        return String.format(
                Locale.ROOT,
                "The run looked at its intervals after every block; to hold 95 %% they are computed at %s %%.",
                percent(p.confidence()));
    }

    private static String minutes(double seconds) {
        return seconds < 90
                ? String.format(Locale.ROOT, "%.0f s", seconds)
                : String.format(Locale.ROOT, "%.0f min", seconds / 60);
    }

    /** Two digits, more only where the whole part has them. */
    private static String percent(double share) {
        double percent = 100 * share;
        String text = String.format(Locale.ROOT, percent < 9.95 || percent > 90 ? "%.1f" : "%.0f", percent);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
