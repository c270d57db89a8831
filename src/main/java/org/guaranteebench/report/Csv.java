package org.guaranteebench.report;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Parameter;
import org.guaranteebench.journal.RunFolder;

/** Long-format tables by RFC 4180: a header always, empty for absent, numbers with a point whatever the locale. */
final class Csv {
    /** Doubles hold whole numbers exactly up to here. */
    private static final double LARGEST_COUNT = 1L << 53;

    private static final MathContext SIX_DIGITS = new MathContext(6);

    private Csv() {}

    /** As below. */
    static void write(Path file, List<String> columns, List<Map<String, String>> rows) throws IOException {
        write(file, columns, rows.stream());
    }

    /**
     * {@code rows} map column to text; columns that a row lacks are empty. Appears whole or not at all, and is written
     * row by row: a run of many trials has more rows than fit into memory.
     */
    static void write(Path file, List<String> columns, Stream<Map<String, String>> rows) throws IOException {
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true).setLineSeparator("\r\n");
        columns.forEach(schema::addColumn);
        CsvMapper mapper = CsvMapper.builder()
                .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
                .build();
        Iterator<Map<String, String>> all = rows.iterator();
        RunFolder.writeAtomically(file, out -> {
            if (!all.hasNext()) {
                out.write((String.join(",", columns) + "\r\n").getBytes(StandardCharsets.UTF_8));
                return;
            }
            Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            SequenceWriter writer = mapper.writer(schema.build()).writeValues(text);
            while (all.hasNext()) {
                writer.write(all.next());
            }
            writer.flush();
            text.flush();
        });
    }

    /** Counts in full, else six significant digits, no exponent; empty for what is not a number. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < LARGEST_COUNT) {
            return Long.toString((long) value);
        }
        return Double.isFinite(value)
                ? new BigDecimal(value).round(SIX_DIGITS).stripTrailingZeros().toPlainString()
                : "";
    }

    /** For people: whole numbers with thousands separators, small ones with a digit or two; a dash for none. */
    static String grouped(double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    /** A count as a table has it; none for a text that is no count. */
    static Optional<String> groupedCount(String count) {
        return count.matches("\\d{1,18}")
                ? Optional.of(String.format(Locale.ROOT, "%,d", Long.parseLong(count)))
                : Optional.empty();
    }

    /** The columns that identify a cell, with all workload parameters that occur. */
    static List<String> cellColumns(List<Arm> arms) {
        Set<String> columns = new LinkedHashSet<>(List.of("benchmark"));
        columns.addAll(parameterColumns(arms.stream().map(Arm::cell).toList()));
        columns.addAll(workloadColumns(arms));
        columns.add("level");
        return List.copyOf(columns);
    }

    /** All workload parameters that occur. */
    static List<String> workloadColumns(List<Arm> arms) {
        Set<String> columns = new LinkedHashSet<>();
        List<Arm> widestFirst = new ArrayList<>(arms);
        widestFirst.sort(
                (a, b) -> b.workload().values().size() - a.workload().values().size());
        widestFirst.forEach(arm -> columns.addAll(arm.workload().values().keySet()));
        return List.copyOf(columns);
    }

    /** Those of the guarantees, and of what a consumer does each that occurs. */
    static List<String> parameterColumns(List<Cell> cells) {
        return Arrays.stream(Parameter.values())
                .filter(parameter -> parameter.isGuarantee()
                        || parameter.isTreatment()
                                && cells.stream().anyMatch(cell -> cell.values().containsKey(parameter.spelling())))
                .map(Parameter::spelling)
                .toList();
    }

    /** A row that so far only says which cell it is about. */
    static Map<String, String> cell(Arm arm) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("benchmark", arm.benchmark());
        row.putAll(arm.cell().values());
        row.putAll(arm.workload().values());
        // A combination that Kafka refuses stands on no level and is no arm.
        boolean refused = arm.cell().rejection().isPresent();
        row.put("level", refused ? "" : arm.cell().level().toString());
        row.put("arm", refused ? "" : arm.label());
        return row;
    }
}
