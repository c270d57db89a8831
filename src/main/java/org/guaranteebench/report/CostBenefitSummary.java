package org.guaranteebench.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.report.CostBenefit.Rung;

/** Cost beside benefit on a console: each guarantee with what it costs and what was observed of it. 100 columns. */
public final class CostBenefitSummary {
    private static final String RULE = "-".repeat(Summary.LABEL + 4 * Summary.COLUMN);
    private static final List<String> TOPOLOGY = List.of("broker", "nodes", "replication", "min.insync.replicas");

    private final CostBenefit benefit;

    public CostBenefitSummary(CostBenefit benefit) {
        this.benefit = benefit;
    }

    public void print(PrintWriter out) {
        List<Arm> arms =
                benefit.rungs().stream().flatMap(rung -> rung.arms().stream()).toList();
        out.println();
        say(
                out,
                "OBSERVED under faults, " + benefit.subject() + ": audit "
                        + benefit.audit().run() + ", "
                        + Summary.nodes(benefit.audit())
                        + ". Each twin is one injection; how many records are lost or come twice follows from where the fault was placed, and is no rate. Power loss is not among the faults.");
        if (arms.isEmpty()) {
            say(
                    out,
                    "COST: " + CostBenefitTable.NOT_MEASURED + "; --costs RUN sets those of a run of "
                            + benefit.subject() + " (" + benefit.subject().benchmarks() + ") beside it.");
            out.println();
            benefit.rungs().forEach(rung -> rung(out, rung, Optional.empty()));
            out.println(RULE);
        } else {
            Analysis costs = benefit.costs().orElseThrow();
            Sheet.of(arms).forEach(sheet -> table(out, costs, sheet));
            Controls.of(costs).print(out);
        }
        out.flush();
    }

    private void table(PrintWriter out, Analysis costs, Sheet sheet) {
        say(
                out,
                "COST: run " + costs.info().run() + ", " + sheet.workload() + ", " + Summary.nodes(costs.info())
                        + sheet.latencies()
                        + ". First line: median of the trials. Second: ratio to the baseline, 95 % interval.");
        others(costs.info()).ifPresent(text -> say(out, text));
        out.println();
        Controls.of(costs).printIfAlarming(out);
        Summary.row(out, "", sheet.columns().heads());
        Summary.row(out, "", sheet.columns().units());
        CellRows rows = new CellRows(costs, sheet);
        benefit.rungs().forEach(rung -> rung(out, rung, Optional.of(rows)));
        out.println(RULE);
        rows.printShortage(out);
    }

    /** Ratios of another cluster are still ratios; who reads them must know. */
    Optional<String> others(RunInfo costs) {
        List<String> different = new ArrayList<>();
        TOPOLOGY.forEach(key -> compare(
                different,
                key,
                costs.topology().get(key),
                benefit.audit().topology().get(key)));
        compare(
                different,
                "Kafka",
                costs.versions().get("broker"),
                benefit.audit().versions().get("broker"));
        return different.isEmpty()
                ? Optional.empty()
                : Optional.of("OTHER BROKERS than those that were audited: " + String.join("; ", different) + ".");
    }

    private static void compare(List<String> different, String what, String measured, String audited) {
        if (!Objects.equals(measured, audited)) {
            different.add(what + " " + Objects.requireNonNullElse(measured, "?") + ", audited "
                    + Objects.requireNonNullElse(audited, "?"));
        }
    }

    private void rung(PrintWriter out, Rung rung, Optional<CellRows> rows) {
        out.println(RULE);
        Map<Cell, List<Arm>> byCell = rung.arms().stream()
                .filter(arm -> rows.isPresent() && rows.get().sheet().arms().contains(arm))
                .collect(Collectors.groupingBy(Arm::cell, LinkedHashMap::new, Collectors.toList()));
        if (byCell.isEmpty()) {
            out.println(rung.guarantee());
            Summary.labelled(out, "  cost", CostBenefitTable.NOT_MEASURED);
        }
        byCell.forEach((cell, arms) -> {
            rows.orElseThrow().print(out, cell, arms);
            Summary.labelled(out, "  cost", rows.orElseThrow().verdicts(cell, arms));
        });
        observed(rung).forEach(seen -> Summary.labelled(out, "  " + seen.label(), seen.words()));
        Summary.labelled(out, "  " + CostBenefitTable.NOT_AUDITED, String.join(", ", benefit.notAudited(rung)));
    }

    /**
     * What was seen of a guarantee in one scenario, as often as its verdict was the same.
     *
     * @param label its short name, and whether it is the weak twin
     * @param words verdict and the sentence to quote
     */
    record Observed(AuditedTwin twin, String label, String words) {}

    static List<Observed> observed(Rung rung) {
        Map<List<Object>, List<AuditedTwin>> alike = rung.observed().stream()
                .collect(Collectors.groupingBy(
                        twin -> List.of(
                                twin.scenario(),
                                twin.control(),
                                twin.cell(),
                                twin.verdict().words()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return alike.values().stream()
                .map(twins -> new Observed(twins.get(0), label(twins.get(0)), words(rung, twins)))
                .toList();
    }

    private static String label(AuditedTwin twin) {
        return twin.scenario() + (twin.control() ? " control" : "");
    }

    /** Of repetitions with one verdict the sentence to quote, and what the name of the guarantee does not say. */
    private static String words(Rung rung, List<AuditedTwin> repetitions) {
        AuditedTwin twin = repetitions.get(0);
        StringBuilder words = new StringBuilder(twin.verdict().words());
        if (!twin.whose().isEmpty()) {
            words.append(", ").append(twin.whose());
        }
        words.append(": ").append(twin.verdict().statement());
        if (!twin.cell().arm().equals(rung.guarantee())) {
            words.append(" [").append(twin.cell().arm()).append(']');
        }
        twin.lag()
                .ifPresent(lag ->
                        words.append("; the group's lag when struck: ").append(String.format(Locale.ROOT, "%,d", lag)));
        if (repetitions.size() > 1) {
            boolean same = repetitions.stream()
                            .map(one -> one.verdict().statement())
                            .distinct()
                            .count()
                    == 1;
            words.append(same ? "; the same in " : "; the first of ")
                    .append(repetitions.size())
                    .append(same ? " repetitions" : " repetitions with this verdict");
        }
        return words.toString();
    }

    private static void say(PrintWriter out, String text) {
        out.println(Wrap.indent(text, 0, Summary.WIDTH));
    }
}
