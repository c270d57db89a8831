package org.guaranteebench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Tables of a run's folder as they are, column to text. */
final class CsvRows {
    private static final ObjectReader ROWS = new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader());

    private CsvRows() {}

    /** In their order; none without a file. Errors: {@link IOException} in one line that names it. */
    static List<Map<String, String>> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try (MappingIterator<Map<String, String>> rows = ROWS.readValues(file.toFile())) {
            return rows.readAll();
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": " + e.getOriginalMessage().replaceAll("\\s+", " "), e);
        }
    }
}
