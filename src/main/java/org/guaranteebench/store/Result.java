package org.guaranteebench.store;

/**
 * What became of one record.
 *
 * @param partition of the source topic
 * @param offset in that partition; both together are the row's key
 * @param sequence the record's number in the source, from 0 without gaps, by which rows are accounted for
 * @param value what the pipeline made of it; not copied
 */
public record Result(int partition, long offset, long sequence, byte[] value) {}
