package org.guaranteebench.audit.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.guaranteebench.journal.RunFolder;

/** What the oracle counted of all read-backs of one twin, as its file holds it. */
public record Judgements(List<Judgement> judgements) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public Judgements {
        judgements = List.copyOf(judgements);
    }

    /** The file appears whole or not at all. */
    public void write(Path file) throws IOException {
        RunFolder.writeAtomically(file, JSON.writeValueAsBytes(this));
    }

    /** Errors: {@link IOException} in one line that names the file: not there, or not what an oracle writes. */
    public static Judgements read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            return JSON.readValue(bytes, Judgements.class);
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": " + e.getOriginalMessage(), e);
        }
    }
}
