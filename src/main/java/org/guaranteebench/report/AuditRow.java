package org.guaranteebench.report;

import java.util.List;
import java.util.OptionalLong;
import org.guaranteebench.audit.campaign.Observation;
import org.guaranteebench.audit.campaign.Ruling;
import org.guaranteebench.audit.verdict.Twin;
import org.guaranteebench.audit.verdict.TwinFacts;
import org.guaranteebench.audit.verdict.Verdict;
import org.guaranteebench.grid.Cell;

/**
 * One twin of one scenario.
 *
 * @param scenario its short name: {@code F5}
 * @param fault what was injected, in words
 * @param control whether it is the weak twin, which must show the damage
 * @param lag of the consumer group right after the fault: log end offsets − committed offsets, in records; empty
 *     without one
 * @param repetition of the scenario, from 1
 * @param whose whose guarantee it is, in a few words
 */
public record AuditRow(
        String run,
        String scenario,
        String fault,
        Cell cell,
        boolean control,
        Twin twin,
        OptionalLong lag,
        Verdict verdict,
        int repetition,
        String whose) {

    /** Both twins of one playing of a scenario, the weak one first. */
    public static List<AuditRow> of(Ruling ruling) {
        return ruling.twins().stream().map(twin -> of(ruling, twin)).toList();
    }

    private static AuditRow of(Ruling ruling, Observation twin) {
        TwinFacts facts = twin.facts();
        return new AuditRow(
                facts.run(),
                facts.scenario(),
                facts.fault(),
                facts.configuration(),
                facts.control(),
                twin.twin(),
                facts.groupLag(),
                ruling.verdictOf(twin),
                facts.repetition(),
                facts.whose());
    }
}
