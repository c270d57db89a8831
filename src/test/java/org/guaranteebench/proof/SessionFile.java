package org.guaranteebench.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.guaranteebench.journal.RunFolder;

/**
 * What a session has beside its two runs; written last, so whoever has it is whole.
 *
 * @param session from 1
 * @param seed of both runs
 * @param code digest of the suite's classes
 * @param seconds that the session took, starts of brokers included
 * @param work of every trial that had some, in the order in which they ran
 * @param held of every trial behind the proxy, likewise
 * @param naive baseline and the same again, one after the other
 */
public record SessionFile(
        int session,
        long seed,
        String code,
        double seconds,
        List<WorkAccount> work,
        List<HeldAnswers> held,
        List<NaiveScore> naive) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Errors: {@link IOException} in one line that names the file. */
    public static SessionFile read(Path file) throws IOException {
        try {
            return JSON.readValue(Files.readAllBytes(file), SessionFile.class);
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": " + e.getOriginalMessage(), e);
        }
    }

    public void write(Path file) throws IOException {
        RunFolder.writeAtomically(
                file,
                (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
