package org.guaranteebench.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.guaranteebench.audit.campaign.Ruling;
import org.guaranteebench.audit.verdict.Verdict;

/** What an audit came to, for people: both twins of each scenario, and what was observed of them. At most 100 columns. */
public final class AuditSummary {
    private static final int WIDTH = 100;
    private static final String TWIN = "%-6s%-8s%-24s";
    private static final int STATEMENT_AT = 6 + 8 + 24;

    private final List<Ruling> rulings;

    /** @param rulings all repetitions of a scenario behind each other */
    public AuditSummary(List<Ruling> rulings) {
        this.rulings = List.copyOf(rulings);
    }

    /** Whether every weak twin showed its damage and every strong one kept its promise. */
    public boolean asExpected() {
        return rulings.stream().allMatch(Ruling::asExpected);
    }

    public void print(PrintWriter out) {
        if (rulings.isEmpty()) {
            return;
        }
        Map<String, List<Ruling>> byScenario = rulings.stream()
                .collect(Collectors.groupingBy(Ruling::scenario, LinkedHashMap::new, Collectors.toList()));
        byScenario.forEach((scenario, repetitions) -> {
            String fault = repetitions.get(0).weak().facts().fault();
            out.println(scenario
                    + " ".repeat(Math.max(1, 6 - scenario.length()))
                    + Wrap.indent(fault, 6, WIDTH).stripLeading());
            Map<List<String>, List<Ruling>> equal = repetitions.stream()
                    .collect(Collectors.groupingBy(AuditSummary::words, LinkedHashMap::new, Collectors.toList()));
            equal.values().forEach(same -> AuditRow.of(same.get(0)).forEach(row -> print(out, row)));
            if (repetitions.size() > 1) {
                out.println(Wrap.indent(repetitions(repetitions.size(), equal), 6, WIDTH));
            }
            out.println();
        });
        out.println(conclusion(byScenario));
        out.println("Each twin is one injection. How many records are lost or come twice follows from where the fault");
        out.println("was placed, and is no rate. Power loss is not among the faults.");
    }

    private static List<String> words(Ruling ruling) {
        return List.of(
                ruling.verdicts().weak().words(), ruling.verdicts().strong().words());
    }

    private static void print(PrintWriter out, AuditRow row) {
        String twin = String.format(
                TWIN, "", row.control() ? "weak" : "strong", row.verdict().words());
        String statement = said(row.verdict(), row.scenario())
                + (row.lag().isPresent()
                        ? String.format(
                                Locale.ROOT, ", lag when struck %,d", row.lag().getAsLong())
                        : "");
        out.println(twin
                + Wrap.indent(row.whose() + ": " + statement, STATEMENT_AT, WIDTH)
                        .substring(STATEMENT_AT));
    }

    /** What to quote, without what stands beside it: the scenario, and that all of it was observed. */
    static String said(Verdict verdict, String scenario) {
        return verdict.statement().replaceFirst("^observed ", "").replaceFirst(" under " + scenario + "(?![0-9])", "");
    }

    private static String repetitions(int all, Map<List<String>, List<Ruling>> equal) {
        if (equal.size() == 1) {
            return "the same verdicts in all " + all + " repetitions";
        }
        return "verdicts differ between " + all + " repetitions: "
                + equal.entrySet().stream()
                        .map(e -> e.getValue().size() + " × weak " + e.getKey().get(0) + ", strong "
                                + e.getKey().get(1))
                        .collect(Collectors.joining("; "));
    }

    private static String conclusion(Map<String, List<Ruling>> byScenario) {
        List<String> others = new ArrayList<>();
        byScenario.forEach((scenario, repetitions) -> {
            if (!repetitions.stream().allMatch(Ruling::asExpected)) {
                others.add(scenario);
            }
        });
        return conclusion(byScenario.size(), others);
    }

    /**
     * @param all scenarios
     * @param others those that were not as expected
     */
    static String conclusion(int all, List<String> others) {
        String scenarios = all == 1 ? " scenario" : " scenarios";
        return others.isEmpty()
                ? all + scenarios + ": every weak twin was damaged as expected, every strong one kept its promise"
                : others.size() + " of " + all + scenarios + " not as expected: " + String.join(", ", others);
    }
}
