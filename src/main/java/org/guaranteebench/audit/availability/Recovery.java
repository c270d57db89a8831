package org.guaranteebench.audit.availability;

import java.util.OptionalDouble;
import org.guaranteebench.grid.Cell;

/**
 * What one level saw of one kill of its leader.
 *
 * @param run of the audit
 * @param cell configuration of the producer
 * @param kill number of the kill, from 1
 * @param broker that was killed
 * @param record sequence behind which it was killed
 * @param gapMillis longest time without an acknowledgement (with transactions, without a commit), ms
 * @param retried records that the client sent again
 * @param records that were due from the kill until three seconds after another broker led
 * @param unsettled of them
 * @param p50Micros response of the others, from when they were due; empty where there are too few, as are the next two
 * @param controller whether the broker also led the quorum
 * @param coordinator whether it also coordinated the transactions
 * @param evidence how it ended, and who led then
 */
public record Recovery(
        String run,
        Cell cell,
        int kill,
        int broker,
        long record,
        double gapMillis,
        long retried,
        long records,
        long unsettled,
        OptionalDouble p50Micros,
        OptionalDouble p90Micros,
        OptionalDouble maxMicros,
        boolean controller,
        boolean coordinator,
        String evidence) {}
