package org.guaranteebench.audit.ledger;

/**
 * How a ledger ends.
 *
 * @param entries that are whole
 * @param closed false when the process ended without closing it, as by a signal
 * @param tornBytes behind the last whole entry: what was being written when the process was killed
 */
public record Ending(long entries, boolean closed, long tornBytes) {}
