package org.guaranteebench.audit.ledger;

import org.guaranteebench.audit.payload.Fate;

/**
 * One note. Which fields mean something depends on the event:
 *
 * <ul>
 *   <li>{@code INTENT, ACKED, FAILED, UNKNOWN}: {@code producer}, {@code sequence}, {@code transaction}, {@code fate};
 *       of {@code ACKED} also {@code partition} and {@code offset}, −1 where the broker told none
 *   <li>{@code TRANSACTION_…}: {@code transaction}
 *   <li>{@code PROCESSED}: {@code partition} and {@code offset} of the consumed record
 *   <li>{@code POSITION}: {@code partition}, {@code offset} of the next record to consume, {@code transaction} that
 *       commits it or −1
 * </ul>
 *
 * @param time ns on the clock of {@link System#nanoTime()}, which processes on one host share
 */
public record Entry(
        Event event, int producer, long sequence, long transaction, Fate fate, int partition, long offset, long time) {}
