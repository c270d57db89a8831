package org.guaranteebench.audit.availability;

import java.util.Optional;
import java.util.OptionalInt;
import org.guaranteebench.grid.Cell;

/**
 * What one level saw of one kill of its leader.
 *
 * @param run of the audit
 * @param cell configuration of the producer
 * @param epochBefore of the leader, immediately before it was killed
 * @param epochAfter of the next one; empty where there was none
 * @param retried records that the client sent again
 * @param outage empty when the kill does not count
 */
public record Recovery(
        String run,
        Cell cell,
        Kill kill,
        int epochBefore,
        OptionalInt epochAfter,
        long retried,
        Optional<Outage> outage) {}
