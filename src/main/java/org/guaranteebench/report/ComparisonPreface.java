package org.guaranteebench.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;

/** What to know of two runs before reading their ratios: which they are, what is wrong with them, how they differ. */
final class ComparisonPreface {
    private final RunComparison comparison;

    ComparisonPreface(RunComparison comparison) {
        this.comparison = comparison;
    }

    void print(PrintWriter out) {
        out.println();
        run(out, "A", comparison.a());
        run(out, "B", comparison.b());
        out.println("Compared is B ÷ A.");
        conditions(out);
        List<String> warnings = new ArrayList<>();
        warnings(warnings, "A", comparison.a());
        warnings(warnings, "B", comparison.b());
        controls(warnings);
        cells(warnings, "only in A, not compared: ", comparison.onlyInA());
        cells(warnings, "only in B, not compared: ", comparison.onlyInB());
        cells(warnings, "measured in neither run: ", comparison.inNeither());
        if (!warnings.isEmpty()) {
            out.println();
            out.println("warnings");
            warnings.forEach(line -> out.println(Wrap.behind("  - ", line, 100)));
        }
    }

    private static void run(PrintWriter out, String name, Analysis run) {
        Map<Status, Long> byStatus = run.trials().stream()
                .collect(Collectors.groupingBy(Trial::status, TreeMap::new, Collectors.counting()));
        String others = EnumSet.complementOf(EnumSet.of(Status.OK)).stream()
                .filter(byStatus::containsKey)
                .map(status -> byStatus.get(status) + " " + status)
                .collect(Collectors.joining(", "));
        Map<String, Long> flags = run.trials().stream()
                .filter(trial -> trial.status() != Status.SUPERSEDED && trial.status() != Status.SEARCH)
                .flatMap(trial -> trial.flags().stream().map(Flag::code))
                .collect(Collectors.groupingBy(code -> code, TreeMap::new, Collectors.counting()));
        String doubts = flags.entrySet().stream()
                .map(e -> e.getKey() + " in " + e.getValue())
                .collect(Collectors.joining(", "));
        out.println(name + "  " + run.info().run() + ", started "
                + (run.info().started().isEmpty() ? "-" : run.info().started()));
        out.println(Wrap.indent(
                "trials: " + byStatus.get(Status.OK) + " OK; not OK and left out: "
                        + (others.isEmpty() ? "none" : others)
                        + (doubts.isEmpty() ? "" : "; flagged and left in: " + doubts),
                3,
                100));
    }

    private void conditions(PrintWriter out) {
        List<Conditions.Difference> differences =
                Conditions.between(comparison.a().info(), comparison.b().info());
        out.println();
        if (differences.isEmpty()) {
            out.println(Wrap.indent(
                    "conditions: nothing that run.json records differs between A and B. What you mean to compare, if"
                            + " it is not the day, is not recorded there.",
                    0,
                    100));
            return;
        }
        out.println("conditions that differ, A | B: what you mean to compare should be here, and nothing else");
        differences.forEach(d -> out.println(Wrap.indent(d.key() + ": " + d.a() + " | " + d.b(), 2, 100)));
    }

    private static void warnings(List<String> warnings, String name, Analysis run) {
        if (run.info().finished().isEmpty()) {
            warnings.add(name + " has no end in its run.json: it was killed, or is still going on");
        }
        String alarming = Controls.of(run).alarming();
        if (!alarming.isEmpty()) {
            warnings.add("A/A of " + name + ": its baseline differs from itself in " + alarming
                    + "; take no difference of that size seriously");
        }
        run.info().warnings().forEach(flag -> warnings.add(name + ": " + flag.message()));
    }

    /** A baseline that costs something else than itself, and more so in one run than in the other. */
    private void controls(List<String> warnings) {
        String alarming = comparison.rows().stream()
                .filter(r -> r.control()
                        && Controls.SHOWN.contains(r.metric())
                        && r.effect().excludesOne())
                .map(r -> r.metric() + " " + Summary.ratio(r.effect()))
                .collect(Collectors.joining(", "));
        if (!alarming.isEmpty()) {
            warnings.add("A/A between A and B: the baseline's ratio to itself differs in " + alarming
                    + "; take no difference of costs of that size seriously");
        }
    }

    private void cells(List<String> warnings, String where, List<Arm> arms) {
        if (!arms.isEmpty()) {
            warnings.add(where + comparison.cellNames().of(arms));
        }
    }
}
