package org.guaranteebench.audit.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The settlements of one level as docs/AUDITS.md describes them, read without the code that wrote them.
 *
 * @param start when sequence 0 was due, ns
 * @param settled by sequence, ns on the same clock
 */
record RawSettlements(long start, NavigableMap<Long, Long> settled) {
    /** A hundred records a second. */
    static final long INTERVAL_NANOS = 10_000_000;

    /**
     * All whole lines.
     *
     * <p>Errors: {@link IOException} in one line that names file and line, when this is no settlement, or one that does
     * not fit those before it.
     */
    static RawSettlements read(Path file) throws IOException {
        String text = Files.readString(file);
        String[] lines = text.substring(0, text.lastIndexOf('\n') + 1).split("\n");
        NavigableMap<Long, Long> settled = new TreeMap<>();
        long start = 0;
        for (int i = 1; i < lines.length; i++) {
            if (!lines[i].matches("\\d{1,18},-?\\d{1,19},-?\\d{1,19}")) {
                throw new IOException(file + ": line " + (i + 1) + " is no settlement");
            }
            String[] fields = lines[i].split(",");
            long sequence = Long.parseLong(fields[0]);
            long first = Long.parseLong(fields[1]) - sequence * INTERVAL_NANOS;
            start = i == 1 ? first : start;
            if (first != start) {
                throw new IOException(file + ": line " + (i + 1) + " was due at another time than its sequence says");
            }
            if (settled.put(sequence, Long.parseLong(fields[2])) != null) {
                throw new IOException(file + ": line " + (i + 1) + " settles record " + sequence + " once more");
            }
        }
        return new RawSettlements(start, settled);
    }

    long due(long sequence) {
        return start + sequence * INTERVAL_NANOS;
    }

    /** The first record that was not due before this moment. */
    long firstFrom(long nanos) {
        long sequence = (nanos - start) / INTERVAL_NANOS;
        while (due(sequence) < nanos) {
            sequence++;
        }
        return sequence;
    }
}
