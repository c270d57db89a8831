package org.guaranteebench.report;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.guaranteebench.grid.Arm;

/** What the A/A arms say: the baseline against itself, where every difference is noise. */
final class Controls {
    static final List<String> SHOWN = List.of(
            "throughput",
            "ack_p50",
            "ack_p99",
            "ack_p999",
            "visible_p50",
            "visible_p99",
            "takeover_mean",
            "join_pause_mean",
            "leave_pause_mean");

    private final List<Analysis.Comparison> all;
    private final String resolution;

    private Controls(List<Analysis.Comparison> all, String resolution) {
        this.all = all;
        this.resolution = resolution;
    }

    static Controls of(Analysis analysis) {
        return new Controls(
                analysis.comparisons().stream()
                        .filter(c -> c.arm().control() && SHOWN.contains(c.metric()))
                        .toList(),
                Resolution.sentence(analysis));
    }

    private List<Analysis.Comparison> excludingOne() {
        return all.stream().filter(c -> c.effect().excludesOne()).toList();
    }

    /** The metrics in which the baseline differs from itself, with their ratios; empty when it does in none. */
    String alarming() {
        return text(excludingOne());
    }

    /** To be said before any result. */
    void printIfAlarming(PrintWriter out) {
        if (!alarming().isEmpty()) {
            out.println(Wrap.indent(alarm(), 0, 100));
            out.println();
        }
    }

    /** Empty when no interval excludes 1. */
    String alarm() {
        return alarming().isEmpty()
                ? ""
                : "A/A FIRST: the baseline differs from itself in " + alarming() + ". Of " + all.size()
                        + " such intervals one in twenty does so by chance; take no difference of that size"
                        + " seriously, and repeat the run with another seed.";
    }

    void print(PrintWriter out) {
        if (!all.isEmpty()) {
            out.println();
            out.println(Wrap.indent(sentence(), 0, 100));
            if (!resolution.isEmpty()) {
                out.println(Wrap.indent(resolution, 0, 100));
            }
        }
    }

    /** How small a difference can be seen; empty where no A/A arm has an interval. */
    String resolution() {
        return resolution;
    }

    /** Empty where no A/A arm was measured. */
    String sentence() {
        if (all.isEmpty()) {
            return "";
        }
        boolean intervals = all.stream().anyMatch(c -> c.effect().hasInterval());
        String verdict = !intervals
                ? "too few blocks for intervals"
                : excludingOne().isEmpty()
                        ? "every interval contains 1, as it should"
                        : "NOT EVERY INTERVAL CONTAINS 1";
        return "A/A (baseline against itself): " + text(all) + ": " + verdict;
    }

    private String text(List<Analysis.Comparison> comparisons) {
        boolean several = all.stream()
                        .map(c -> Columns.family(c.arm().benchmark()))
                        .distinct()
                        .count()
                > 1;
        return comparisons.stream()
                .map(c -> (several ? c.arm().benchmark() + " " : "") + MetricText.name(c.metric()) + rate(c.arm()) + " "
                        + Summary.ratio(c.effect()))
                .collect(Collectors.joining(", "));
    }

    /** Where a benchmark was measured at several. */
    private String rate(Arm arm) {
        boolean several = all.stream()
                        .map(Analysis.Comparison::arm)
                        .filter(a -> a.benchmark().equals(arm.benchmark()))
                        .map(a -> a.workload().rate())
                        .distinct()
                        .count()
                > 1;
        return several
                ? String.format(Locale.ROOT, " at %,d/s", arm.workload().rate().orElseThrow())
                : "";
    }
}
