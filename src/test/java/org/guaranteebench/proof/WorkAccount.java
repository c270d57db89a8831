package org.guaranteebench.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Of what a sender's time consisted in one trial, by {@link BusyWork}'s own clock.
 *
 * @param units of work per record
 * @param share of the thread's time that went into them, from 0 to 1; the rest is the client's own
 * @param nanos of work per record
 */
public record WorkAccount(long units, double share, double nanos) {

    /** One line per trial, in the order in which they ran; none where there is no file. */
    public static List<WorkAccount> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        return Files.readAllLines(file).stream()
                .map(line -> line.split(" "))
                .map(w -> new WorkAccount(Long.parseLong(w[0]), Double.parseDouble(w[1]), Double.parseDouble(w[2])))
                .toList();
    }
}
