package org.guaranteebench.audit.availability;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One death of a broker.
 *
 * @param number from 1
 * @param broker that was killed
 * @param record sequence of the idempotent level up to which every record was answered
 * @param killedNanos when the signal was sent, on the clock of the settlements
 * @param endNanos of the recovery, which is {@link Availability#AFTER_SECONDS} after another broker led every level, on
 *     the same clock; empty where that is not known
 * @param controller whether the broker also led the quorum
 * @param coordinator whether it also coordinated the transactions
 * @param evidence how it ended, and who led then
 * @param reason why the kill does not count; empty when it does
 */
public record Kill(
        int number,
        int broker,
        long record,
        long killedNanos,
        OptionalLong endNanos,
        boolean controller,
        boolean coordinator,
        String evidence,
        Optional<String> reason) {

    public boolean counts() {
        return reason.isEmpty();
    }
}
