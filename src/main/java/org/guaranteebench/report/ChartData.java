package org.guaranteebench.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.guaranteebench.stats.Verdict;

/** What the charts of a page are drawn from: figures with the digits that the CSV files have. */
final class ChartData {
    private static final Set<String> EXPLAINING = Set.of("client_cpu", "broker_cpu");
    private static final JsonMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    /** All charts of one table. */
    record Charts(
            String title,
            List<Series> arms,
            List<Costs> costs,
            List<Spectrum> spectrum,
            List<Blocks> blocks,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<CurveChart.Panel> curves) {}

    record Series(String label, String color, String symbol, String dash, boolean control) {}

    /** @param better {@code higher} or {@code lower} */
    record Costs(String metric, String name, String benchmark, String better, String baseline, List<Ratio> rows) {}

    /** @param arm place in the list of arms */
    record Ratio(int arm, BigDecimal ratio, BigDecimal low, BigDecimal high, String text, String verdict) {}

    /** Of one distribution; that of acknowledgements has those of commits beside it. */
    record Spectrum(String distribution, String name, List<Latency> lines) {}

    /** @param points percentile and us, in turn */
    record Latency(int arm, String distribution, String name, List<BigDecimal> points) {}

    /** @param restarts places between trials where the brokers were started anew */
    record Blocks(
            String metric, String name, String benchmark, String unit, List<Point> points, List<BigDecimal> restarts) {}

    /** @param x block, spread evenly around its number in the order in which trials ran; no value: not measured */
    record Point(int arm, int block, BigDecimal x, BigDecimal value, String note) {}

    private final Analysis analysis;

    ChartData(Analysis analysis) {
        this.analysis = analysis;
    }

    /** Fit for a script element: no markup and no line separator in it. */
    static String json(List<?> charts) {
        try {
            return JSON.writeValueAsString(charts)
                    .replace("&", "\\u0026")
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("\u2028", "\\u2028")
                    .replace("\u2029", "\\u2029");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    Charts of(Ladder ladder, List<SpectrumLines.Line> lines) {
        Sheet sheet = ladder.sheet();
        List<String> labels = sheet.arms().stream().map(Arm::label).distinct().toList();
        Map<String, Looks.Look> looks = Looks.of(sheet.arms());
        List<Series> series = labels.stream()
                .map(label -> {
                    boolean control = sheet.arms().stream()
                            .anyMatch(a -> a.control() && a.label().equals(label));
                    return series(label, looks.get(label), control);
                })
                .toList();
        return new Charts(
                sheet.workload() + sheet.latencies(),
                series,
                costs(sheet, labels),
                spectrum(sheet, labels, lines),
                blocks(sheet, labels),
                List.of());
    }

    static Series series(String label, Looks.Look look, boolean control) {
        return new Series(label, look.color(), look.symbol(), look.dash(), control);
    }

    private List<Costs> costs(Sheet sheet, List<String> labels) {
        Set<List<String>> panels = new LinkedHashSet<>();
        sheet.columns()
                .all()
                .forEach(column -> sheet.arms().stream()
                        .filter(arm -> analysis.result(arm, column.metric()).isPresent())
                        .findFirst()
                        .ifPresent(arm -> panels.add(List.of(column.metric(), arm.benchmark()))));
        analysis.comparisons().stream()
                .filter(c -> !c.step()
                        && sheet.arms().contains(c.arm())
                        && Metrics.better(c.metric()) != Verdict.Better.NEITHER)
                .forEach(c -> panels.add(List.of(c.metric(), c.arm().benchmark())));
        return panels.stream()
                .map(panel -> costs(sheet, labels, panel.get(0), panel.get(1)))
                .filter(costs -> costs.rows().size() > 1)
                .toList();
    }

    private Costs costs(Sheet sheet, List<String> labels, String metric, String benchmark) {
        List<Ratio> rows = new ArrayList<>();
        String baseline = "";
        for (Arm arm : sheet.arms()) {
            if (!arm.benchmark().equals(benchmark)) {
                continue;
            }
            int place = labels.indexOf(arm.label());
            if (analysis.isBaseline(arm)) {
                baseline = arm.label();
                analysis.result(arm, metric)
                        .ifPresent(r -> rows.add(new Ratio(
                                place,
                                BigDecimal.ONE,
                                null,
                                null,
                                Csv.grouped(r.interval().median()) + " " + Ladder.typesetUnit(r.unit()),
                                "baseline")));
            } else {
                analysis.comparison(arm, metric)
                        .filter(c -> c.effect().measured())
                        .ifPresent(c -> rows.add(new Ratio(
                                place,
                                number(c.effect().ratio()),
                                number(c.effect().low()),
                                number(c.effect().high()),
                                Ladder.typeset(Summary.ratio(c.effect())),
                                c.verdict())));
            }
        }
        boolean higher = Metrics.better(metric) == Verdict.Better.HIGHER;
        return new Costs(metric, MetricText.name(metric), benchmark, higher ? "higher" : "lower", baseline, rows);
    }

    /** What a table of this kind is about comes first. */
    private static List<Spectrum> spectrum(Sheet sheet, List<String> labels, List<SpectrumLines.Line> lines) {
        Map<String, List<Latency>> panels = new LinkedHashMap<>();
        panels.put(sheet.showsUntilCommitted() ? "ack" : "visible", new ArrayList<>());
        for (SpectrumLines.Line line : lines) {
            if (sheet.arms().contains(line.arm())) {
                List<BigDecimal> points = new ArrayList<>();
                line.points().stream().filter(p -> p.percentile() < 100).forEach(p -> {
                    points.add(number(p.percentile()));
                    points.add(number(p.micros()));
                });
                Latency latency = new Latency(
                        labels.indexOf(line.arm().label()),
                        line.distribution(),
                        MetricText.distribution(line.distribution()),
                        points);
                panels.computeIfAbsent(line.distribution(), key -> new ArrayList<>())
                        .add(latency);
                if (sheet.showsUntilCommitted()
                        && line.distribution().equals("settled")
                        && line.arm().cell().transactions().enabled()) {
                    panels.get("ack").add(latency);
                }
            }
        }
        return panels.entrySet().stream()
                .filter(panel -> !panel.getValue().isEmpty())
                .map(panel -> new Spectrum(panel.getKey(), MetricText.distribution(panel.getKey()), panel.getValue()))
                .toList();
    }

    private List<Blocks> blocks(Sheet sheet, List<String> labels) {
        Map<String, List<Trial>> byBenchmark = new LinkedHashMap<>();
        analysis.trials().stream()
                .filter(t -> t.block() > 0
                        && (t.status() == Status.OK || t.status() == Status.FAILED || t.status() == Status.INTERRUPTED)
                        && sheet.arms().contains(t.arm()))
                .sorted((a, b) -> a.block() != b.block()
                        ? Integer.compare(a.block(), b.block())
                        : Integer.compare(a.position(), b.position()))
                .forEach(t -> byBenchmark
                        .computeIfAbsent(t.benchmark(), key -> new ArrayList<>())
                        .add(t));
        Set<String> metrics = new LinkedHashSet<>();
        sheet.columns().all().forEach(column -> metrics.add(column.metric()));
        metrics.addAll(EXPLAINING.stream().sorted().toList());
        List<Blocks> panels = new ArrayList<>();
        for (String metric : metrics) {
            byBenchmark.forEach((benchmark, trials) -> trials.stream()
                    .flatMap(t -> t.metrics().stream())
                    .filter(m -> m.name().equals(metric))
                    .findFirst()
                    .ifPresent(m -> panels.add(blocks(labels, trials, metric, benchmark, m.unit()))));
        }
        return panels;
    }

    private static Blocks blocks(
            List<String> labels, List<Trial> trials, String metric, String benchmark, String unit) {
        List<Point> points = new ArrayList<>();
        List<BigDecimal> restarts = new ArrayList<>();
        Map<Integer, Long> inBlock =
                trials.stream().collect(Collectors.groupingBy(Trial::block, Collectors.counting()));
        double before = Double.NaN;
        int incarnation = 0;
        int within = 0;
        for (int i = 0; i < trials.size(); i++) {
            Trial trial = trials.get(i);
            within = i > 0 && trials.get(i - 1).block() == trial.block() ? within + 1 : 0;
            double x = trial.block() - 0.5 + (within + 0.5) / inBlock.get(trial.block());
            if (incarnation > 0 && trial.incarnation() > 0 && trial.incarnation() != incarnation) {
                restarts.add(number((before + x) / 2));
            }
            incarnation = Math.max(incarnation, trial.incarnation());
            before = x;
            String note = trial.status() == Status.OK
                    ? String.join(" ", trial.flags().stream().map(Flag::code).toList())
                    : trial.status() + ": " + trial.reason();
            points.add(new Point(
                    labels.indexOf(trial.arm().label()),
                    trial.block(),
                    number(x),
                    trial.value(metric).isPresent() ? number(trial.value(metric).getAsDouble()) : null,
                    note.isEmpty() ? null : note));
        }
        return new Blocks(metric, MetricText.name(metric), benchmark, unit, points, restarts);
    }

    /** Null for what is not a number. */
    static BigDecimal number(double value) {
        String text = Csv.number(value);
        return text.isEmpty() ? null : new BigDecimal(text);
    }
}
