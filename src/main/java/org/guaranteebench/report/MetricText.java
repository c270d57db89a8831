package org.guaranteebench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people call a metric, and what it means: {@code metrics.tsv}, the table of docs/FORMATS.md without its markup. CSV
 * files have the metric's own name.
 */
final class MetricText {
    private record Text(String name, String meaning) {}

    private static final Map<String, Text> TEXTS = load();

    /** Which part of a distribution, as names of metrics and as people spell it. */
    private static final Map<String, String> PARTS =
            Map.of("p50", "p50", "p90", "p90", "p99", "p99", "p999", "p99.9", "max", "max", "mean", "mean");

    private static final Pattern OF_A_DISTRIBUTION = Pattern.compile("(\\w+)_(p50|p90|p99|p999|max|mean)");

    private MetricText() {}

    /** {@code ack p99.9} of {@code ack_p999}; of one that is not the suite's, such as a profiler's, as it is. */
    static String name(String metric) {
        Matcher part = OF_A_DISTRIBUTION.matcher(metric);
        if (part.matches() && TEXTS.containsKey(part.group(1) + "_*")) {
            return TEXTS.get(part.group(1) + "_*").name() + " " + PARTS.get(part.group(2));
        }
        return TEXTS.containsKey(metric) ? TEXTS.get(metric).name() : metric.replace('_', ' ');
    }

    /** {@code until committed} of {@code settled}. */
    static String distribution(String name) {
        return TEXTS.containsKey(name + "_*") ? TEXTS.get(name + "_*").name() : name.replace('_', ' ');
    }

    /** {@code ack_*} of all parts of that distribution; of what is no part of one, its name. */
    static String key(String metric) {
        Matcher part = OF_A_DISTRIBUTION.matcher(metric);
        String distribution = part.matches() ? part.group(1) + "_*" : metric;
        return !TEXTS.containsKey(metric) && TEXTS.containsKey(distribution) ? distribution : metric;
    }

    /** Empty of one that is not the suite's. */
    static Optional<String> meaning(String metric) {
        return Optional.ofNullable(TEXTS.get(key(metric))).map(Text::meaning);
    }

    private static Map<String, Text> load() {
        try (InputStream in = MetricText.class.getResourceAsStream("/metrics.tsv")) {
            if (in == null) {
                throw new IllegalStateException("not in this jar: metrics.tsv");
            }
            Map<String, Text> texts = new LinkedHashMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t"))
                    .forEach(cells -> texts.put(cells[0], new Text(cells[1], cells[2])));
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
