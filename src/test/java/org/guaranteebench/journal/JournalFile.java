package org.guaranteebench.journal;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A journal at once, without forcing each line to disk: for tests that need one and are not about that. */
public final class JournalFile {
    private JournalFile() {}

    public static void write(Path file, List<Trial> trials) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (Trial trial : trials) {
                out.write(JournalLine.of(trial));
            }
        }
    }
}
