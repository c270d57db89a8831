package org.guaranteebench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.HistogramFile;
import org.guaranteebench.journal.HistogramSum;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;

/**
 * {@code spectrum.csv}: per arm and distribution the percentiles of all trials pooled, for plots. Comparisons never use
 * it: pooling hides which trial a value came from.
 */
public final class Spectrum {
    private static final double NANOS_PER_MICRO = 1000.0;
    private static final int POINTS_PER_NINE = 10;
    private static final int NINES = 4;

    /** A point needs so many samples beyond it. */
    private static final int FEWEST_BEYOND = 10;

    private Spectrum() {}

    /** Errors: {@link IOException} in one line when a histogram that the journal names is missing or damaged. */
    public static void write(Analysis analysis, RunFolder folder) throws IOException {
        Map<Arm, List<Path>> files = new LinkedHashMap<>();
        for (Trial trial : analysis.trials()) {
            if (trial.status() == Status.OK && !trial.histograms().isEmpty()) {
                files.computeIfAbsent(trial.arm(), a -> new ArrayList<>())
                        .add(folder.histograms().resolve(trial.histograms()));
            }
        }
        List<String> columns = new ArrayList<>(List.of("run"));
        columns.addAll(Csv.cellColumns(
                analysis.trials().stream().map(Trial::arm).distinct().toList()));
        columns.addAll(List.of("arm", "distribution", "percentile", "unit", "value", "n"));
        try {
            // Adding up is most of what the report of a large run does, and no arm needs another.
            List<Map<String, String>> rows = files.entrySet().parallelStream()
                    .flatMap(of -> rows(analysis, of.getKey(), pooled(of.getValue())).stream())
                    .toList();
            Csv.write(folder.spectrumCsv(), columns, rows);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Map<String, HistogramSum> pooled(List<Path> files) {
        Map<String, HistogramSum> pooled = new LinkedHashMap<>();
        try {
            for (Path file : files) {
                add(file, pooled);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pooled;
    }

    private static void add(Path file, Map<String, HistogramSum> pooled) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": the journal names this histogram log, it is not there");
        }
        HistogramFile.addTo(pooled, file);
    }

    private static List<Map<String, String>> rows(Analysis analysis, Arm arm, Map<String, HistogramSum> pooled) {
        Map<String, String> cell = Csv.cell(arm);
        List<Map<String, String>> rows = new ArrayList<>();
        pooled.forEach((distribution, sum) -> {
            Histogram histogram = sum.histogram();
            for (double beyond : beyond()) {
                if (beyond * histogram.getTotalCount() < FEWEST_BEYOND) {
                    return;
                }
                double percentile = 100 * (1 - beyond);
                Map<String, String> row = new LinkedHashMap<>();
                row.put("run", analysis.info().run());
                row.putAll(cell);
                row.put("distribution", distribution);
                row.put("percentile", Csv.number(percentile));
                row.put("unit", "us");
                row.put("value", Csv.number(histogram.getValueAtPercentile(percentile) / NANOS_PER_MICRO));
                row.put("n", Long.toString(histogram.getTotalCount()));
                rows.add(row);
            }
        });
        return rows;
    }

    /** Shares of samples above a point, descending: ten points per nine, evenly on a log axis, and the median. */
    private static double[] beyond() {
        return DoubleStream.concat(
                        DoubleStream.of(0.5),
                        IntStream.rangeClosed(0, NINES * POINTS_PER_NINE)
                                .mapToDouble(i -> Math.pow(10, -(double) i / POINTS_PER_NINE)))
                .map(share -> -share)
                .sorted()
                .map(share -> -share)
                .toArray();
    }
}
