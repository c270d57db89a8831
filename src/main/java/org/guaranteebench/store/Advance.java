package org.guaranteebench.store;

/**
 * A step of the consumer's position in one partition.
 *
 * @param expected the position before the batch was polled; not its first record's offset, for offsets have gaps
 * @param next the position behind the batch
 */
public record Advance(int partition, long expected, long next) {}
