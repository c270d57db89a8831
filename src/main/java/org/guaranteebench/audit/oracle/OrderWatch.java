package org.guaranteebench.audit.oracle;

import java.util.Arrays;

/** The highest sequence of each producer in each partition so far. Not thread-safe. */
final class OrderWatch {
    private final KeyIndex streams = new KeyIndex();
    private long[] highest = new long[16];

    /** Whether a first copy is behind one that it should stand before. */
    boolean behind(int partition, int producer, long sequence) {
        int known = streams.size();
        int stream = streams.findOrAdd(Key.stream(partition, producer));
        if (stream == highest.length) {
            highest = Arrays.copyOf(highest, 2 * stream);
        }
        if (stream < known && sequence < highest[stream]) {
            return true;
        }
        highest[stream] = sequence;
        return false;
    }
}
