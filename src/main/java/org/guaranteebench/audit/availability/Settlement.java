package org.guaranteebench.audit.availability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A record that became final for its producer: acknowledged, or with its transaction committed.
 *
 * @param sequence in its level's stream
 * @param due when it was to be sent, ns
 * @param settled when it became final, ns, on the same clock of this machine
 */
record Settlement(long sequence, long due, long settled) {
    static final String HEADER = "sequence,due_ns,settled_ns";

    String line() {
        return sequence + "," + due + "," + settled;
    }

    /**
     * All whole lines of a file that may still be written.
     *
     * <p>Errors: {@link IOException} in one line that names the file.
     */
    static List<Settlement> read(Path file) throws IOException {
        String text = Files.readString(file);
        List<Settlement> settlements = new ArrayList<>();
        // What follows the last line feed is being written.
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
            String[] fields = line.split(",");
            if (line.isEmpty() || line.equals(HEADER)) {
                continue;
            }
            if (fields.length != 3) {
                throw new IOException(file + ": \"" + line + "\" is no settlement");
            }
            settlements.add(
                    new Settlement(Long.parseLong(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2])));
        }
        return settlements;
    }
}
