package org.guaranteebench.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Combination;
import org.guaranteebench.grid.Grid;
import org.guaranteebench.report.Wrap;
import org.guaranteebench.run.Brokers;
import org.guaranteebench.run.Caps;
import org.guaranteebench.run.RunPlan;
import org.guaranteebench.run.Timing;

/** The plan in words, before anything starts. At most 100 columns. */
final class PlanText {
    private PlanText() {}

    static void print(PrintWriter out, RunPlan plan) {
        Map<String, List<Arm>> byBenchmark = plan.arms().stream()
                .collect(Collectors.groupingBy(Arm::benchmark, LinkedHashMap::new, Collectors.toList()));
        SearchText.print(out, plan);
        byBenchmark.forEach((benchmark, arms) -> {
            Timing timing = plan.timings().get(benchmark);
            out.printf(
                    Locale.ROOT,
                    "%-18s %d arms, each trial %d × %s s warm-up and %d × %s s measured%n",
                    benchmark,
                    plan.expectedArms(benchmark),
                    timing.warmupIterations(),
                    number(timing.warmupSeconds()),
                    timing.iterations(),
                    number(timing.iterationSeconds()));
            out.println(
                    Wrap.indent(arms.stream().map(Arm::label).distinct().collect(Collectors.joining(", ")), 19, 100));
        });
        long invalid = plan.refused().size();
        if (invalid > 0) {
            out.printf(Locale.ROOT, "%-18s %d combinations, see the plan command%n", "not measured", invalid);
        }
        Map<Cell, List<String>> baselines = new LinkedHashMap<>();
        plan.baselines()
                .forEach((benchmark, cell) ->
                        baselines.computeIfAbsent(cell, c -> new ArrayList<>()).add(benchmark));
        baselines.forEach((cell, benchmarks) -> {
            String whose = baselines.size() == 1 ? "" : " (" + String.join(", ", benchmarks) + ")";
            out.printf(
                    Locale.ROOT,
                    "%-18s %s%n",
                    "baseline",
                    Wrap.indent(cell + whose, 19, 100).stripLeading());
        });
        out.printf(
                Locale.ROOT,
                "%-18s %s%d block%s, seed %d, %d trials, %d start%s of the brokers%n",
                "order",
                plan.request().precision().isPresent() ? "up to about " : "",
                plan.blocks(),
                plan.blocks() == 1 ? "" : "s",
                plan.request().seed(),
                plan.trials(),
                plan.incarnations(),
                plan.incarnations() == 1 ? "" : "s");
        TrustText.print(out, plan);
        Brokers brokers = plan.request().brokers();
        String which = brokers.description() + " (" + brokers.reason() + ")";
        out.printf("%-18s %s%n", "brokers", Wrap.indent(which, 19, 100).stripLeading());
        plan.dataDirectory().ifPresent(data -> out.printf(Locale.ROOT, "%-18s %s%n", "brokers' data", data));
        if (plan.stores()) {
            out.printf("%-18s %s%n", "store", plan.request().store().description());
        }
        Caps caps = brokers.caps();
        if (caps.bytesPerSecond() > 0) {
            out.printf(
                    Locale.ROOT,
                    "%-18s %s/s of records, %s written in all, %s%n",
                    "at most",
                    bytes(caps.bytesPerSecond()),
                    bytes(caps.bytes()),
                    minutes(caps.seconds()));
        }
        out.printf(
                Locale.ROOT,
                "%-18s about %s; at most %s written, %s at a time%n",
                "estimate",
                minutes(plan.estimate().seconds()),
                bytes(plan.estimate().bytes()),
                bytes(plan.estimate().largestTrialBytes()));
    }

    /** Every combination with its fate. */
    static void printCombinations(PrintWriter out, RunPlan plan, List<Combination> all) {
        List<Cell> chosen = plan.arms().stream().map(Arm::cell).distinct().toList();
        out.println();
        out.printf("%-5s %-11s %-12s %-16s %s%n", "acks", "idempotence", "transactions", "isolation", "fate");
        Map<Cell, String> fates = new LinkedHashMap<>();
        for (Combination c : all) {
            String fate = c.rejection()
                    .map(PlanText::refused)
                    .orElse(
                            chosen.contains(c.cell())
                                    ? "measured as " + c.cell().arm()
                                    : "valid, not in this run");
            fates.merge(c.cell(), fate, (a, b) -> a.contains(b) ? a : a + "; " + b);
        }
        fates.forEach((cell, fate) -> {
            String place = String.format(
                    "%-5s %-11s %-12s %-16s ", cell.acks(), cell.idempotence(), cell.transactions(), cell.isolation());
            String treatment = cell.treatment().values().isEmpty() ? "" : cell.treatment() + ": ";
            out.println(Wrap.behind(place, treatment + fate, 100));
        });
        out.println();
    }

    private static String refused(String reason) {
        if (reason.startsWith(Cell.UNSOUND)) {
            return reason;
        }
        return (reason.startsWith(Grid.Subject.INERT) ? "no effect: " : "rejected by Kafka: ") + reason;
    }

    static String minutes(double seconds) {
        return seconds < 90
                ? String.format(Locale.ROOT, "%.0f s", seconds)
                : String.format(Locale.ROOT, seconds < 570 ? "%.1f min" : "%.0f min", seconds / 60);
    }

    private static String bytes(long bytes) {
        return bytes < 1_000_000_000L
                ? String.format(Locale.ROOT, "%d MB", bytes / 1_000_000)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }

    /** To the millisecond, which is JMH's own. */
    private static String number(double seconds) {
        return BigDecimal.valueOf(Math.round(seconds * 1000), 3)
                .stripTrailingZeros()
                .toPlainString();
    }
}
