package org.guaranteebench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.Verdict;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Parameter;

/** Reads {@code audit.csv}. Columns are found by name, and those that are not known are passed over. */
public final class AuditedTwins {
    private static final ObjectReader ROWS = CsvMapper.builder()
            .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
            .build()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader());

    private AuditedTwins() {}

    /**
     * All twins, in the order of the file.
     *
     * <p>Errors: {@link IOException} in one line that names the file, and the row (the first below the header is 1) that
     * is not what an audit writes.
     */
    public static List<AuditedTwin> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file + ": not there; is it the folder of an audit?");
        }
        List<AuditedTwin> all = new ArrayList<>();
        try (MappingIterator<Map<String, String>> rows = ROWS.readValues(file.toFile())) {
            while (rows.hasNextValue()) {
                all.add(twin(rows.nextValue()));
            }
        } catch (JsonProcessingException e) {
            throw damaged(file, all, e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw damaged(file, all, e.getMessage(), e);
        }
        if (all.isEmpty()) {
            throw new IOException(file + ": has no row: nothing was audited");
        }
        return List.copyOf(all);
    }

    private static IOException damaged(Path file, List<AuditedTwin> read, String why, Exception cause) {
        return new IOException(file + " row " + (read.size() + 1) + ": " + why.replaceAll("\\s+", " "), cause);
    }

    private static AuditedTwin twin(Map<String, String> row) {
        return new AuditedTwin(
                text(row, "scenario"),
                text(row, "fault"),
                cell(row),
                flag(row, "control"),
                counters(row),
                Verdict.of(text(row, "verdict"), text(row, "statement")),
                number(row, "lag"),
                row.containsKey("repetition")
                        ? Math.toIntExact(number(row, "repetition").orElse(1))
                        : 1,
                row.getOrDefault("whose", ""));
    }

    private static String text(Map<String, String> row, String column) {
        String value = row.get(column);
        if (value == null) {
            throw new IllegalArgumentException("there is no column '" + column + "'");
        }
        return value;
    }

    private static boolean flag(Map<String, String> row, String column) {
        String value = text(row, column);
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException(column + " is '" + value + "'");
        }
        return value.equals("true");
    }

    /** What a consumer does is absent or empty where there is none. */
    private static Cell cell(Map<String, String> row) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Parameter parameter : Parameter.values()) {
            if (parameter.isGuarantee()) {
                values.put(parameter.spelling(), text(row, parameter.spelling()));
            } else if (parameter.isTreatment()
                    && !row.getOrDefault(parameter.spelling(), "").isEmpty()) {
                values.put(parameter.spelling(), row.get(parameter.spelling()));
            }
        }
        return Cell.of(values);
    }

    /** All of them or none. */
    private static Optional<Counters> counters(Map<String, String> row) {
        if (number(row, Counter.SENT.column()).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Counters.of(counter -> number(row, counter.column())
                .orElseThrow(() -> new IllegalArgumentException(counter.column() + " is empty"))));
    }

    private static OptionalLong number(Map<String, String> row, String column) {
        String value = text(row, column);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!value.matches("\\d{1,18}")) {
            throw new IllegalArgumentException(column + " is '" + value + "'");
        }
        return OptionalLong.of(Long.parseLong(value));
    }
}
