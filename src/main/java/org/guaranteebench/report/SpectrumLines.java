package org.guaranteebench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guaranteebench.grid.Arm;

/** Reads {@code spectrum.csv} back: a run may have come with it and without the histograms that it is made of. */
final class SpectrumLines {
    /** @param micros latency in us */
    record Point(double percentile, double micros) {}

    /** @param points in ascending order */
    record Line(Arm arm, String distribution, List<Point> points) {}

    private SpectrumLines() {}

    /**
     * Of these arms, in the order of the file; none without a file.
     *
     * <p>Errors: {@link IOException} in one line that names the file, and the row (the first below the header is 1).
     */
    static List<Line> read(Path file, List<Arm> arms) throws IOException {
        List<String> columns = new ArrayList<>(Csv.cellColumns(arms));
        columns.add("arm");
        Map<List<String>, Arm> byCell = new HashMap<>();
        arms.forEach(arm -> byCell.put(values(Csv.cell(arm), columns), arm));
        Map<List<Object>, Line> lines = new LinkedHashMap<>();
        int row = 0;
        try {
            for (Map<String, String> next : CsvRows.read(file)) {
                row++;
                Arm arm = byCell.get(values(next, columns));
                String distribution = next.getOrDefault("distribution", "");
                if (arm != null) {
                    lines.computeIfAbsent(
                                    List.of(arm, distribution), key -> new Line(arm, distribution, new ArrayList<>()))
                            .points()
                            .add(new Point(number(next, "percentile"), number(next, "value")));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " row " + row + ": " + e.getMessage(), e);
        }
        return List.copyOf(lines.values());
    }

    private static List<String> values(Map<String, String> row, List<String> columns) {
        return columns.stream().map(column -> row.getOrDefault(column, "")).toList();
    }

    private static double number(Map<String, String> row, String column) {
        String value = row.getOrDefault(column, "");
        if (!value.matches("\\d+(\\.\\d+)?")) {
            throw new IllegalArgumentException(column + " is '" + value + "'");
        }
        return Double.parseDouble(value);
    }
}
