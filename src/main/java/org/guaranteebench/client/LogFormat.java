package org.guaranteebench.client;

/**
 * How the records of a preloaded log look and lie, which decides what reading them costs.
 *
 * @param recordSize value size, bytes; at least 8
 * @param keySize key size, bytes; 0 for records without a key
 * @param batchSize {@code batch.size} of the writer, bytes
 * @param compression {@code compression.type}
 */
public record LogFormat(int recordSize, int keySize, int batchSize, String compression) {
    public LogFormat {
        if (recordSize < Long.BYTES || keySize < 0 || batchSize < 0) {
            throw new IllegalArgumentException(
                    "recordSize=" + recordSize + " keySize=" + keySize + " batchSize=" + batchSize);
        }
    }
}
