package org.guaranteebench.audit.readback;

/**
 * One record as a reader got it.
 *
 * @param offset within the partition; of what is no log, its number among those of the partition
 * @param payload the beginning of the value, at most as long as a payload; null for a record without value. Not copied
 */
public record ReadRecord(int partition, long offset, byte[] payload) {}
