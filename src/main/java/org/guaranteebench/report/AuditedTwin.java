package org.guaranteebench.report;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.Verdict;
import org.guaranteebench.grid.Cell;

/**
 * One twin of one scenario and what an audit saw of it, as {@code audit.csv} has it.
 *
 * @param scenario its short name: {@code F5}
 * @param fault what was injected, in words
 * @param control whether it is the weak twin, which must show the damage
 * @param counters empty when the twin was not observed
 * @param lag of the consumer group right after the fault, in records; empty without one
 * @param repetition of the scenario, from 1
 * @param whose whose guarantee it is, in a few words; empty in audits that do not say
 */
public record AuditedTwin(
        String scenario,
        String fault,
        Cell cell,
        boolean control,
        Optional<Counters> counters,
        Verdict verdict,
        OptionalLong lag,
        int repetition,
        String whose) {

    /** F9 before F10. */
    static final Comparator<String> BY_NAME =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    /** By scenario, the control before its twin. */
    static final Comparator<AuditedTwin> IN_ORDER =
            Comparator.comparing(AuditedTwin::scenario, BY_NAME).thenComparing(twin -> !twin.control());
}
