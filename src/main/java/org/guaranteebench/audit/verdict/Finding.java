package org.guaranteebench.audit.verdict;

/**
 * One case of a counter, by name.
 *
 * @param what {@code producer 0 sequence 17}, {@code producer 0 sequence 17 at 2@131} (partition and offset), {@code at
 *     2@131: …}, {@code transaction 5 of incarnation 1: 2 of 3 records}
 */
public record Finding(Counter counter, String what) {
    public static Finding message(Counter counter, int producer, long sequence) {
        return new Finding(counter, name(producer, sequence));
    }

    public static Finding copy(Counter counter, int producer, long sequence, int partition, long offset) {
        return new Finding(counter, name(producer, sequence) + " " + place(partition, offset));
    }

    /** A record that cannot be told by its payload. */
    public static Finding foreign(int partition, long offset) {
        return new Finding(Counter.PHANTOM, place(partition, offset) + ": no payload of this run");
    }

    /** A genuine payload without an intent in a ledger. */
    public static Finding unintended(int producer, long sequence, int partition, long offset) {
        return new Finding(
                Counter.PHANTOM, name(producer, sequence) + " " + place(partition, offset) + ": nobody intended it");
    }

    public static Finding torn(long transaction, int incarnation, long read, long size) {
        return new Finding(
                Counter.TORN,
                "transaction " + transaction + " of incarnation " + incarnation + ": " + read + " of " + size
                        + " records");
    }

    private static String name(int producer, long sequence) {
        return "producer " + producer + " sequence " + sequence;
    }

    private static String place(int partition, long offset) {
        return "at " + partition + "@" + offset;
    }
}
