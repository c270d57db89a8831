package org.guaranteebench.audit.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.journal.RunFolder;

/**
 * What a verdict on one twin rests on beside its counters, as its file holds it. With the ledgers and read-backs it is
 * all that is needed to come to the verdict again.
 *
 * @param run of the audit
 * @param fault what was injected, in words
 * @param repetition of the scenario, from 1
 * @param control whether it is the weak twin
 * @param whose whose guarantee it is, in words
 * @param cell its configuration, spelling to value
 * @param expectation fixed before it was played
 * @param decisive name of the read-back whose counters decide
 * @param evidence that the fault fired, or why that is not proven
 * @param failure why there is nothing to judge; empty when there is
 * @param topic that was read back; empty if it did not come to that
 * @param lag of the consumer group right after the fault, in records; null without one
 * @param seconds that it took, with the oracle
 */
public record TwinFacts(
        String run,
        String scenario,
        String fault,
        int repetition,
        boolean control,
        String whose,
        Map<String, String> cell,
        Expectation expectation,
        String decisive,
        FaultEvidence evidence,
        String failure,
        String topic,
        Long lag,
        double seconds) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** {@code weak} or {@code strong}. */
    public String twin() {
        return control ? "weak" : "strong";
    }

    /** The configuration that was audited. */
    public Cell configuration() {
        return Cell.of(cell);
    }

    /** As {@link #lag}. */
    public OptionalLong groupLag() {
        return lag == null ? OptionalLong.empty() : OptionalLong.of(lag);
    }

    /** The file appears whole or not at all. */
    public void write(Path file) throws IOException {
        RunFolder.writeAtomically(file, JSON.writeValueAsBytes(this));
    }

    /** Errors: {@link IOException} in one line that names the file: not there, or not what an audit writes. */
    public static TwinFacts read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": not there; the audit was killed before it had judged this twin");
        }
        TwinFacts facts;
        try {
            facts = JSON.readValue(Files.readAllBytes(file), TwinFacts.class);
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": " + e.getOriginalMessage(), e);
        }
        if (facts == null
                || Stream.of(
                                facts.scenario,
                                facts.cell,
                                facts.expectation,
                                facts.decisive,
                                facts.evidence,
                                facts.failure)
                        .anyMatch(Objects::isNull)) {
            throw new IOException(file + ": a part is missing");
        }
        try {
            facts.configuration();
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new IOException(file + ": its cell is none: " + e.getMessage(), e);
        }
        return facts;
    }
}
