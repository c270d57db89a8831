package org.guaranteebench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tables of a run's folder as they are, column to text. */
final class CsvRows {
    private static final ObjectReader ROWS = new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader());

    private CsvRows() {}

    /**
     * In their order; none without a file.
     *
     * <p>Errors: {@link IOException} in one line that names the file, and the row (the first below the header is 1).
     */
    static List<Map<String, String>> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        List<Map<String, String>> all = new ArrayList<>();
        try (MappingIterator<Map<String, String>> rows = ROWS.readValues(file.toFile())) {
            while (rows.hasNextValue()) {
                all.add(rows.nextValue());
            }
            return all;
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file + " row " + (all.size() + 1) + ": "
                            + e.getOriginalMessage().replaceAll("\\s+", " "),
                    e);
        }
    }
}
