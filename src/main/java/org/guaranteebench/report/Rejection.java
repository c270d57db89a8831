package org.guaranteebench.report;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.guaranteebench.journal.RejectionRule;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;

/**
 * A run's results without the blocks that its rule leaves out, beside those of all trials, which remain the result. The
 * rule was fixed before the run; one disturbed trial takes its whole block with it.
 */
final class Rejection {
    private static final int LABEL = 34;
    private static final int COLUMN = 31;

    private final Analysis all;
    private final RejectionRule rule;
    private final Map<Integer, String> out = new TreeMap<>();
    private final Map<List<Object>, Analysis.Comparison> kept = new HashMap<>();

    private Rejection(Analysis all, RejectionRule rule) {
        this.all = all;
        this.rule = rule;
        for (Trial trial : all.trials()) {
            if (trial.status() == Status.OK) {
                rule.disturbance(trial)
                        .ifPresent(what -> out.putIfAbsent(
                                trial.block(), what + " in " + trial.arm().label()));
            }
        }
        Analysis rest = new Analysis(
                all.info(),
                all.trials().stream()
                        .filter(trial -> !out.containsKey(trial.block()))
                        .toList());
        rest.comparisons().forEach(c -> kept.putIfAbsent(key(c), c));
    }

    private static List<Object> key(Analysis.Comparison c) {
        return List.of(c.arm(), c.baseline(), c.step(), c.metric());
    }

    /** Empty when the run has no rule. */
    static Optional<Rejection> of(Analysis all) {
        return all.info().rejection().map(rule -> new Rejection(all, rule));
    }

    /** Why the trial's block is left out; empty when it is not, or when the trial is not of that block any more. */
    Optional<String> reason(Trial trial) {
        return trial.status() == Status.SUPERSEDED ? Optional.empty() : Optional.ofNullable(out.get(trial.block()));
    }

    /** The same comparison among the blocks that are kept; empty when none of them has both arms. */
    Optional<Analysis.Comparison> kept(Analysis.Comparison c) {
        return Optional.ofNullable(kept.get(key(c)));
    }

    /** One comparison among all trials, which is the result, and without the blocks that are left out. */
    record Row(Analysis.Comparison all, String label, String ofAll, String ofKept) {}

    /** Costs to the baseline in the metrics that the tables show; empty where nothing is left out. */
    List<Row> rows() {
        return out.isEmpty()
                ? List.of()
                : all.comparisons().stream()
                        .filter(c -> !c.step() && Controls.SHOWN.contains(c.metric()))
                        .map(c -> new Row(
                                c,
                                c.arm().label() + " " + MetricText.name(c.metric()),
                                text(Optional.of(c)),
                                text(kept(c))))
                        .toList();
    }

    /** What the rule leaves out, and why; without a full stop. */
    String sentence() {
        return "--reject-disturbed " + rule + ", fixed before the run, leaves out " + out.size() + " of "
                + new Course(all).measured() + " blocks" + (out.isEmpty() ? "" : ": " + reasons());
    }

    /** At most 100 columns. */
    void print(PrintWriter console) {
        console.println();
        console.println(Wrap.indent(sentence() + ".", 0, Summary.WIDTH));
        List<RejectionRule.Subject> unknown = rule.unknown(
                all.trials().stream().filter(t -> t.status() == Status.OK).toList());
        if (!unknown.isEmpty()) {
            console.println(Wrap.indent(
                    "Not measured in any trial of this run: "
                            + unknown.stream().map(Object::toString).collect(Collectors.joining(", ")) + ".",
                    0,
                    Summary.WIDTH));
        }
        if (!out.isEmpty()) {
            console.println();
            row(console, "", "all trials, the result", "without these blocks");
            rows().forEach(row -> row(console, row.label(), row.ofAll(), row.ofKept()));
        }
    }

    private String reasons() {
        return out.entrySet().stream()
                .map(e -> "block " + e.getKey() + " (" + e.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    private static String text(Optional<Analysis.Comparison> comparison) {
        return comparison
                .filter(c -> c.effect().measured())
                .map(c -> Summary.ratio(c.effect()) + ", n=" + c.effect().n())
                .orElse("not measured");
    }

    private static void row(PrintWriter console, String label, String all, String kept) {
        console.println((Summary.pad(label, LABEL) + Summary.pad(all, COLUMN) + kept).stripTrailing());
    }
}
