package org.guaranteebench.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.journal.RunInfo;

/**
 * What guarantees cost beside what was observed of them under faults. The two come from different runs, and meet where
 * the guarantee is the same: by level of a producer, by semantics of a stage.
 */
public final class CostBenefit {

    /**
     * One guarantee.
     *
     * @param arms that have it, of all benchmarks and workloads; empty where no cost was measured
     * @param observed its twins by scenario; empty where it was not audited
     */
    public record Rung(String guarantee, List<Arm> arms, List<AuditedTwin> observed) {}

    private final Subject subject;
    private final RunInfo audit;
    private final List<AuditedTwin> twins;
    private final Optional<Analysis> costs;

    private CostBenefit(Subject subject, RunInfo audit, List<AuditedTwin> twins, Optional<Analysis> costs) {
        this.subject = subject;
        this.audit = audit;
        this.twins = twins;
        this.costs = costs;
    }

    /** One of each subject that was audited. {@code costs} may lack any, and hold what was not audited. */
    public static List<CostBenefit> of(RunInfo audit, List<AuditedTwin> twins, Map<Subject, Analysis> costs) {
        Map<Subject, List<AuditedTwin>> bySubject = twins.stream()
                .sorted(AuditedTwin.IN_ORDER)
                .collect(Collectors.groupingBy(
                        twin -> Subject.of(twin.cell()), () -> new EnumMap<>(Subject.class), Collectors.toList()));
        return bySubject.entrySet().stream()
                .map(e -> new CostBenefit(e.getKey(), audit, e.getValue(), Optional.ofNullable(costs.get(e.getKey()))))
                .toList();
    }

    /** Of which costs are wanted. */
    public static Set<Subject> subjects(Collection<AuditedTwin> twins) {
        return twins.stream().map(twin -> Subject.of(twin.cell())).collect(Collectors.toUnmodifiableSet());
    }

    Subject subject() {
        return subject;
    }

    RunInfo audit() {
        return audit;
    }

    Optional<Analysis> costs() {
        return costs;
    }

    /** Every guarantee that was audited or has a cost, weakest first. */
    List<Rung> rungs() {
        Map<Integer, Rung> byRank = new TreeMap<>();
        twins.forEach(twin -> rung(byRank, twin.cell()).observed().add(twin));
        costs.ifPresent(analysis -> analysis.arms().stream()
                .filter(arm -> subject.answeredBy(arm, analysis.baselineCell(arm.benchmark())))
                .forEach(arm -> rung(byRank, arm.cell()).arms().add(arm)));
        return List.copyOf(byRank.values());
    }

    private Rung rung(Map<Integer, Rung> byRank, Cell cell) {
        return byRank.computeIfAbsent(
                subject.rank(cell), rank -> new Rung(subject.guarantee(cell), new ArrayList<>(), new ArrayList<>()));
    }

    /** Scenarios of this audit of which nothing is known here: a zero that nobody counted is no zero. */
    List<String> notAudited(Rung rung) {
        Set<String> played = names(rung.observed().stream()).collect(Collectors.toSet());
        return names(twins.stream()).filter(name -> !played.contains(name)).toList();
    }

    private static Stream<String> names(Stream<AuditedTwin> twins) {
        return twins.map(AuditedTwin::scenario).distinct();
    }
}
