package org.guaranteebench.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.stats.MedianInterval;
import org.guaranteebench.stats.RateTally;

/**
 * {@code saturation.csv} and {@code curve.csv} of a run that searched for its rates; others have neither. Their columns are
 * a contract: docs/FORMATS.md.
 */
final class CurveTables {
    /** Medians of each point, with their intervals. */
    private static final List<String> MEASURED =
            List.of("achieved_rate", "ack_p50", "ack_p99", "settled_p50", "settled_p99", "visible_p50", "visible_p99");

    /**
     * A point of an arm's curve.
     *
     * @param fraction of what the arm sustains
     * @param common whether other arms were measured at the same rate
     */
    record Point(Saturation saturation, Arm arm, double fraction, boolean common) {}

    private CurveTables() {}

    static void write(Analysis analysis, RunFolder folder) throws IOException {
        List<Saturation> saturations = Saturation.of(analysis);
        if (saturations.isEmpty()) {
            return;
        }
        write(analysis, folder, saturations);
        writeCurve(analysis, folder, points(analysis, saturations));
    }

    private static void write(Analysis analysis, RunFolder folder, List<Saturation> saturations) throws IOException {
        List<String> columns = new ArrayList<>(List.of("run"));
        columns.addAll(Csv.cellColumns(saturations.stream().map(Saturation::arm).toList()));
        columns.addAll(List.of(
                "arm",
                "unit",
                "sustainable",
                "sustainable_trials",
                "sustainable_held",
                "exceeded",
                "exceeded_trials",
                "exceeded_held",
                "flat_out",
                "trials",
                "failed",
                "reason"));
        List<Map<String, String>> rows = new ArrayList<>();
        for (Saturation saturation : saturations) {
            RateTally tally = saturation.tally();
            Map<String, String> row = new LinkedHashMap<>();
            row.put("run", analysis.info().run());
            row.putAll(Csv.cell(saturation.arm()));
            row.put("unit", "records/s");
            put(row, "sustainable", tally, saturation.sustainable());
            put(row, "exceeded", tally, saturation.exceeded());
            saturation.flatOut().ifPresent(value -> row.put("flat_out", Csv.number(value)));
            row.put("trials", Integer.toString(saturation.trials()));
            row.put("failed", Integer.toString(saturation.failures().size()));
            row.put("reason", saturation.reason());
            rows.add(row);
        }
        Csv.write(folder.saturationCsv(), columns, rows);
    }

    private static void put(Map<String, String> row, String column, RateTally tally, OptionalInt rate) {
        rate.ifPresent(value -> {
            row.put(column, Integer.toString(value));
            row.put(column + "_trials", Integer.toString(tally.trials(value)));
            row.put(column + "_held", Integer.toString(tally.sustained(value)));
        });
    }

    /** From weak to strong, and each from slow to fast, the A/A arms left out. */
    static List<Point> points(Analysis analysis, List<Saturation> saturations) {
        List<Point> points = new ArrayList<>();
        List<Arm> arms = analysis.arms();
        for (Arm arm : arms.stream().sorted(ArmOrder.by(a -> a)).toList()) {
            Optional<Saturation> own =
                    saturations.stream().filter(s -> s.isOf(arm)).findFirst();
            if (own.isPresent() && own.get().sustainable().isPresent() && !arm.control()) {
                double fraction = arm.workload().rate().orElseThrow()
                        / (double) own.get().sustainable().getAsInt();
                points.add(new Point(own.get(), arm, fraction, Sheet.compared(arm, arms)));
            }
        }
        return points;
    }

    private static void writeCurve(Analysis analysis, RunFolder folder, List<Point> points) throws IOException {
        List<String> columns = new ArrayList<>(List.of("run"));
        columns.addAll(Csv.cellColumns(points.stream().map(Point::arm).toList()));
        columns.addAll(List.of("arm", "fraction", "common", "n", "not_sustained"));
        MEASURED.forEach(metric -> columns.addAll(List.of(metric, metric + "_low", metric + "_high")));
        List<Map<String, String>> rows = new ArrayList<>();
        for (Point point : points) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("run", analysis.info().run());
            row.putAll(Csv.cell(point.arm()));
            row.put("fraction", Csv.number(point.fraction()));
            row.put("common", Boolean.toString(point.common()).toLowerCase(Locale.ROOT));
            row.put("n", Integer.toString(analysis.measured(point.arm()).size()));
            row.put("not_sustained", Long.toString(notSustained(analysis, point.arm())));
            MEASURED.forEach(metric -> analysis.result(point.arm(), metric).ifPresent(result -> {
                MedianInterval interval = result.interval();
                row.put(metric, Csv.number(interval.median()));
                row.put(metric + "_low", Csv.number(interval.low()));
                row.put(metric + "_high", Csv.number(interval.high()));
            }));
            rows.add(row);
        }
        Csv.write(folder.curveCsv(), columns, rows);
    }

    static long notSustained(Analysis analysis, Arm arm) {
        return analysis.measured(arm).stream()
                .filter(trial ->
                        trial.flags().stream().anyMatch(flag -> flag.code().equals("rate-not-sustained")))
                .count();
    }
}
