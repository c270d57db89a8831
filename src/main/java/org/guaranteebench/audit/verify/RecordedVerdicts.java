package org.guaranteebench.audit.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.guaranteebench.audit.verdict.TwinFacts;

/** The rows of {@code audit.csv}, column to text, by the twin that each is about. */
final class RecordedVerdicts {
    /** As the columns of these names say it. */
    record Key(String scenario, String repetition, String control) {
        static Key of(TwinFacts facts) {
            return new Key(facts.scenario(), Integer.toString(facts.repetition()), Boolean.toString(facts.control()));
        }

        private static Key of(Map<String, String> row) {
            return new Key(
                    row.getOrDefault("scenario", ""),
                    row.getOrDefault("repetition", ""),
                    row.getOrDefault("control", ""));
        }

        @Override
        public String toString() {
            return scenario
                    + (repetition.equals("1") ? "" : "-" + repetition)
                    + (control.equals("true") ? " weak" : " strong");
        }
    }

    private final Map<Key, Map<String, String>> rows = new LinkedHashMap<>();

    private RecordedVerdicts() {}

    /** None when there is no such file. Errors: {@link IOException} in one line that names it. */
    static RecordedVerdicts read(Path file) throws IOException {
        RecordedVerdicts recorded = new RecordedVerdicts();
        if (!Files.exists(file)) {
            return recorded;
        }
        try (MappingIterator<Map<String, String>> rows = new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(file.toFile())) {
            for (Map<String, String> row : rows.readAll()) {
                if (recorded.rows.put(Key.of(row), row) != null) {
                    throw new IOException(file + ": two rows are about " + Key.of(row));
                }
            }
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": " + e.getOriginalMessage(), e);
        }
        return recorded;
    }

    Optional<Map<String, String>> row(Key key) {
        return Optional.ofNullable(rows.get(key));
    }

    /** In the order of the file. */
    List<Key> keys() {
        return List.copyOf(rows.keySet());
    }

    /** Those about none of these twins. */
    List<Key> without(Set<Key> known) {
        return rows.keySet().stream().filter(key -> !known.contains(key)).toList();
    }
}
