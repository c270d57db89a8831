package org.guaranteebench.report;

import java.util.OptionalLong;
import org.guaranteebench.audit.verdict.Twin;
import org.guaranteebench.audit.verdict.Verdict;
import org.guaranteebench.grid.Cell;

/**
 * One twin of one scenario.
 *
 * @param scenario its short name: {@code F5}
 * @param fault what was injected, in words
 * @param control whether it is the weak twin, which must show the damage
 * @param lag of the consumer group when all was over: log end offsets − committed offsets, in records; empty without one
 */
public record AuditRow(
        String run,
        String scenario,
        String fault,
        Cell cell,
        boolean control,
        Twin twin,
        OptionalLong lag,
        Verdict verdict) {}
