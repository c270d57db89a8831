package org.guaranteebench.run;

import java.util.Locale;
import java.util.Optional;
import org.guaranteebench.grid.Acks;
import org.guaranteebench.grid.Cell;

/** Holds what a client said of a trial against what the brokers say. */
final class Accounting {
    private Accounting() {}

    /**
     * Why the trial cannot be what its cell says, in one line; empty when brokers and client agree.
     *
     * @param acknowledged records of the whole trial, counted after the client closed
     * @param inLog sum of the topic's end offsets after that: records and transaction markers
     * @param producerIds that the brokers hold for the topic; none unless its producers were idempotent
     */
    static Optional<String> violation(Cell cell, double acknowledged, long inLog, long producerIds) {
        if (cell.acks() != Acks.NONE && inLog < acknowledged) {
            return Optional.of(String.format(
                    Locale.ROOT, "%.0f records were acknowledged, the log holds %d", acknowledged, inLog));
        }
        if (cell.idempotence() && !cell.transactions().enabled() && inLog > acknowledged) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%.0f records were acknowledged to an idempotent producer, the log holds %d",
                    acknowledged,
                    inLog));
        }
        if (cell.idempotence() != producerIds > 0) {
            return Optional.of("the cell says idempotence=" + cell.idempotence() + ", the brokers hold " + producerIds
                    + " producer ids for its topic");
        }
        return Optional.empty();
    }
}
