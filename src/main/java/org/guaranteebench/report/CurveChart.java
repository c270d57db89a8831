package org.guaranteebench.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.stats.MedianInterval;

/** Latency against throughput, as {@code curve.csv} has it: the chart of a run that searched for its rates. */
final class CurveChart {
    private static final List<String> PERCENTILES = List.of("p50", "p99");

    /** @param distribution what lines of another one are dashed beside */
    record Panel(String distribution, String name, String benchmark, List<Line> lines) {}

    /**
     * @param arm place in the list of arms
     * @param sustains records/s
     */
    record Line(int arm, String distribution, String name, int sustains, List<Point> points) {}

    /**
     * @param rate achieved, records/s
     * @param value us, as its interval
     * @param missed trials that did not sustain it, of {@code of}
     */
    record Point(BigDecimal rate, BigDecimal value, BigDecimal low, BigDecimal high, long missed, int of) {}

    private final Analysis analysis;
    private final List<CurveTables.Point> points;

    CurveChart(Analysis analysis) {
        this.analysis = analysis;
        this.points = CurveTables.points(analysis, Saturation.of(analysis));
    }

    /** One sheet for each load of a benchmark; none where no arm has more than one point. */
    List<ChartData.Charts> charts() {
        Map<List<Object>, List<CurveTables.Point>> groups = new LinkedHashMap<>();
        points.forEach(point -> groups.computeIfAbsent(
                        List.of(
                                point.saturation().arm().benchmark(),
                                point.saturation().arm().workload()),
                        key -> new ArrayList<>())
                .add(point));
        return groups.values().stream()
                .filter(group -> group.stream()
                        .anyMatch(a -> group.stream().anyMatch(b -> a != b && a.saturation() == b.saturation())))
                .map(this::of)
                .toList();
    }

    private ChartData.Charts of(List<CurveTables.Point> group) {
        List<Arm> arms = group.stream().map(CurveTables.Point::arm).toList();
        List<String> labels = arms.stream().map(Arm::label).distinct().toList();
        Map<String, Looks.Look> looks = Looks.of(arms);
        List<ChartData.Series> series = labels.stream()
                .map(label -> ChartData.series(label, looks.get(label), false))
                .toList();
        String latency = latency(arms.get(0));
        List<Panel> panels = PERCENTILES.stream()
                .map(percentile -> panel(group, labels, latency, percentile))
                .filter(panel -> !panel.lines().isEmpty())
                .toList();
        return new ChartData.Charts(
                "Latency against throughput: " + arms.get(0).benchmark() + ", "
                        + arms.get(0).workload().recordSize() + "-byte records",
                series,
                List.of(),
                List.of(),
                List.of(),
                panels);
    }

    /** Of producers alone until acknowledged. */
    static String latency(Arm arm) {
        return Columns.family(arm.benchmark()).isEmpty() ? "ack" : "visible";
    }

    private Panel panel(List<CurveTables.Point> group, List<String> labels, String latency, String percentile) {
        List<Line> lines = new ArrayList<>();
        for (String label : labels) {
            List<CurveTables.Point> own =
                    group.stream().filter(p -> p.arm().label().equals(label)).toList();
            boolean commits = latency.equals("ack")
                    && own.get(0).arm().cell().transactions().enabled();
            (commits ? Stream.of(latency, "settled") : Stream.of(latency))
                    .forEach(distribution -> line(own, labels.indexOf(label), distribution, percentile)
                            .ifPresent(lines::add));
        }
        String name = MetricText.name(latency + "_" + percentile);
        return new Panel(latency, name, group.get(0).arm().benchmark(), lines);
    }

    private Optional<Line> line(List<CurveTables.Point> own, int arm, String distribution, String percentile) {
        List<Point> measured = new ArrayList<>();
        for (CurveTables.Point point : own) {
            Optional<MedianInterval> rate =
                    analysis.result(point.arm(), "achieved_rate").map(r -> r.interval());
            analysis.result(point.arm(), distribution + "_" + percentile)
                    .map(Analysis.CellResult::interval)
                    .filter(latency -> rate.isPresent())
                    .ifPresent(latency -> measured.add(new Point(
                            ChartData.number(rate.get().median()),
                            ChartData.number(latency.median()),
                            ChartData.number(latency.low()),
                            ChartData.number(latency.high()),
                            CurveTables.notSustained(analysis, point.arm()),
                            analysis.measured(point.arm()).size())));
        }
        return measured.isEmpty()
                ? Optional.empty()
                : Optional.of(new Line(
                        arm,
                        distribution,
                        MetricText.name(distribution + "_" + percentile),
                        own.get(0).saturation().sustainable().orElseThrow(),
                        measured));
    }
}
