package org.guaranteebench.report;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.CurvePoints;

/** On the console: what each arm sustains, and, where whole curves were measured, its latencies below that. */
final class CurveSummary {
    private static final int RATE = 14;
    private static final int LATENCY = 10;
    private static final double MICROS_PER_MILLI = 1000;

    private final Analysis analysis;
    private final List<Saturation> saturations;
    private final Map<Saturation, List<CurveTables.Point>> points;

    CurveSummary(Analysis analysis) {
        this.analysis = analysis;
        this.saturations = Saturation.of(analysis);
        this.points = CurveTables.points(analysis, saturations).stream()
                .collect(Collectors.groupingBy(CurveTables.Point::saturation, LinkedHashMap::new, Collectors.toList()));
    }

    /** The line that names its files; empty for a run that searched nothing. */
    static Optional<String> files(Analysis analysis) {
        return Saturation.of(analysis).isEmpty()
                ? Optional.empty()
                : Optional.of("saturation.csv (what is sustained), curve.csv (latencies below that)");
    }

    /** Nothing of a run that searched nothing. */
    void print(PrintWriter out) {
        Saturation.byLoad(saturations).forEach(group -> table(out, group));
    }

    private void table(PrintWriter out, List<Saturation> group) {
        Arm first = group.get(0).arm();
        boolean curve = group.stream()
                .anyMatch(s -> own(s, CurvePoints.OWN.get(0)).isPresent()
                        && own(s, CurvePoints.OWN.get(1)).isPresent());
        String what = String.format(
                Locale.ROOT,
                "%s, %d-byte records, %d partitions, %s: the highest rate that most of its trials sustained, and the lowest"
                        + " that they did not, in records/s.",
                first.benchmark(),
                first.workload().recordSize(),
                first.workload().partitions(),
                Summary.nodes(analysis.info()));
        String below = curve
                ? " Then " + CurveChart.latency(first)
                        + " p50, and below it p99, in ms, at per cent of what the level sustains; *: in some"
                        + " trials it did not."
                : " Then the rate at which it was measured.";
        out.println(Wrap.indent(what + below, 0, Summary.WIDTH));
        out.println();
        StringBuilder head = new StringBuilder(
                Summary.pad("", Summary.LABEL) + Summary.pad("sustains", RATE) + Summary.pad("does not", RATE));
        if (curve) {
            CurvePoints.OWN.forEach(percent -> head.append(Summary.pad(percent + " %", LATENCY)));
        } else {
            head.append("measured at");
        }
        out.println(head.toString().stripTrailing());
        out.println("-".repeat(Summary.LABEL + 2 * RATE + CurvePoints.OWN.size() * LATENCY));
        group.forEach(saturation -> row(out, saturation, curve));
        out.println();
        group.forEach(
                s -> s.notes().forEach(note -> Summary.labelled(out, s.arm().label(), note)));
        if (group.stream().anyMatch(s -> !s.notes().isEmpty())) {
            out.println();
        }
    }

    private void row(PrintWriter out, Saturation saturation, boolean curve) {
        StringBuilder line = new StringBuilder(Summary.pad(saturation.arm().label(), Summary.LABEL)
                + Summary.pad(rate(saturation.sustainable()), RATE)
                + Summary.pad(rate(saturation.exceeded()), RATE));
        if (!curve) {
            List<String> measured = points.getOrDefault(saturation, List.of()).stream()
                    .map(point -> String.format(
                            Locale.ROOT,
                            "%,d records/s, %.0f %% of it",
                            point.arm().workload().rate().orElseThrow(),
                            100 * point.fraction()))
                    .toList();
            out.println((line + String.join("; ", measured)).stripTrailing());
            return;
        }
        StringBuilder second = new StringBuilder(" ".repeat(Summary.LABEL + 2 * RATE));
        String latency = CurveChart.latency(saturation.arm());
        for (int percent : CurvePoints.OWN) {
            line.append(Summary.pad(millis(saturation, percent, latency + "_p50"), LATENCY));
            second.append(Summary.pad(millis(saturation, percent, latency + "_p99"), LATENCY));
        }
        out.println(line.toString().stripTrailing());
        out.println(second.toString().stripTrailing());
    }

    private static String rate(OptionalInt rate) {
        return rate.isEmpty() ? "-" : String.format(Locale.ROOT, "%,d", rate.getAsInt());
    }

    private Optional<CurveTables.Point> own(Saturation saturation, int percent) {
        int rate = CurvePoints.rate(saturation.sustainable().orElse(0), percent);
        return points.getOrDefault(saturation, List.of()).stream()
                .filter(point -> point.arm().workload().rate().orElseThrow() == rate)
                .findFirst();
    }

    private String millis(Saturation saturation, int percent, String metric) {
        return own(saturation, percent)
                .flatMap(point -> analysis.result(point.arm(), metric)
                        .map(result -> Csv.grouped(result.interval().median() / MICROS_PER_MILLI)
                                + (CurveTables.notSustained(analysis, point.arm()) > 0 ? "*" : "")))
                .orElse("-");
    }
}
