package org.guaranteebench.report;

import java.util.List;
import java.util.stream.Stream;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Semantics;
import org.guaranteebench.grid.Treatment;

/** Whose guarantees are audited; what they cost is measured by other benchmarks for each. */
public enum Subject {
    /** Told apart by their level. */
    PRODUCERS("producers", "Produce", ""),
    /** Told apart by what they promise; all else that differs between them is another question. */
    STAGES("stages", "Pipeline", "Pipeline");

    private final String words;
    private final String benchmarks;
    private final String family;

    Subject(String words, String benchmarks, String family) {
        this.words = words;
        this.benchmarks = benchmarks;
        this.family = family;
    }

    static Subject of(Cell cell) {
        return cell.treatment().semantics().isPresent() ? STAGES : PRODUCERS;
    }

    /** Names of the benchmarks that measure its costs, as a pattern for people. */
    public String benchmarks() {
        return benchmarks + "…";
    }

    /** As in {@link Columns}. */
    String family() {
        return family;
    }

    /** Only what concerns it; verdicts remain those of the whole run, since no family of comparisons is cut. */
    public Analysis part(Analysis run) {
        return new Analysis(
                run.info(),
                run.trials().stream()
                        .filter(trial -> trial.benchmark().startsWith(benchmarks))
                        .toList());
    }

    /** Its name: a level, or what a stage promises. */
    String guarantee(Cell cell) {
        return cell.treatment()
                .semantics()
                .map(Semantics::toString)
                .orElseGet(() -> cell.level().toString());
    }

    /** Weaker ones first. */
    int rank(Cell cell) {
        return cell.treatment()
                .semantics()
                .map(Enum::ordinal)
                .orElseGet(() -> cell.level().ordinal());
    }

    /** Whether what an arm costs is the price of its guarantee and of nothing else. */
    boolean answeredBy(Arm arm, Cell baseline) {
        Treatment treatment = arm.cell().treatment();
        return !arm.control()
                && (this == PRODUCERS
                        || arm.cell().produced().equals(baseline.produced())
                                && treatment
                                        .groupProtocol()
                                        .equals(baseline.treatment().groupProtocol()));
    }

    Columns columns() {
        return Columns.ofFamily(family);
    }

    /** Those that tables show. */
    List<String> metrics() {
        Stream<Columns.Column> columns = columns().all().stream();
        return (this == PRODUCERS ? Stream.concat(columns, Columns.UNTIL_COMMITTED.all().stream()) : columns)
                .map(Columns.Column::metric)
                .filter(metric -> !metric.isEmpty())
                .toList();
    }

    @Override
    public String toString() {
        return words;
    }
}
