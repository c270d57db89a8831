package org.guaranteebench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How small a difference a run can see: the median half-width of its intervals to the baseline, those of the A/A arms among
 * them. Half-widths are those of log-ratios, told as ratios: 0.26 is ×1.26 up and ÷1.26 down, as of {@code --precision}.
 */
final class Resolution {
    /** Of each table these are asked for first, and a run that has none of them is not about differences. */
    private static final List<String> ASKED = List.of("throughput", "ack_p50", "ack_p99", "visible_p50", "visible_p99");

    private Resolution() {}

    /** Empty without an interval of an A/A arm. */
    static String sentence(Analysis analysis) {
        Map<String, Map<String, List<Analysis.Comparison>>> byBenchmark = new LinkedHashMap<>();
        analysis.comparisons().stream()
                .filter(c ->
                        !c.step() && ASKED.contains(c.metric()) && c.effect().hasInterval())
                .forEach(c -> byBenchmark
                        .computeIfAbsent(c.arm().benchmark(), benchmark -> new LinkedHashMap<>())
                        .computeIfAbsent(c.metric(), metric -> new ArrayList<>())
                        .add(c));
        boolean several =
                byBenchmark.keySet().stream().map(Columns::family).distinct().count() > 1;
        List<String> parts = new ArrayList<>();
        byBenchmark.forEach((benchmark, metrics) -> ASKED.stream()
                .filter(metrics::containsKey)
                .filter(metric ->
                        metrics.get(metric).stream().anyMatch(c -> c.arm().control()))
                .forEach(metric -> parts.add((several ? benchmark + " " : "") + MetricText.name(metric) + " "
                        + percent(median(metrics.get(metric))) + " %")));
        return parts.isEmpty()
                ? ""
                : "Resolution: " + String.join(", ", parts)
                        + "; about that much is the median half-width of this run's intervals to the baseline, A/A"
                        + " included, and smaller differences cannot be seen in it";
    }

    private static double median(List<Analysis.Comparison> comparisons) {
        double[] halves = comparisons.stream()
                .mapToDouble(c -> Math.sqrt(c.effect().high() / c.effect().low()) - 1)
                .sorted()
                .toArray();
        int middle = halves.length / 2;
        return halves.length % 2 == 1
                ? halves[middle]
                : Arrays.stream(halves, middle - 1, middle + 1).average().orElseThrow();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.0995 ? "%.1f" : "%.0f", 100 * share);
    }
}
