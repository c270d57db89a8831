package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;

/**
 * A file of {@code -rf json} as its viewers read it. Sources: {@code JSONResultFormat} of JMH, and of JMH Visualizer
 * {@code functions/parse.js} and {@code models/extractor}, which take {@code benchmark}, {@code mode} and {@code params}
 * for an entry's name, metrics by their name, and of each metric score, error, confidence, percentiles, unit and raw data.
 */
final class JmhJson {
    private static final List<String> OF_A_METRIC =
            List.of("score", "scoreError", "scoreConfidence", "scorePercentiles", "scoreUnit", "rawData");

    private JmhJson() {}

    /** @return one entry per cell */
    static JsonNode viewable(Path file, int forks, int iterations) throws IOException {
        JsonNode cells = JsonMapper.builder().build().readTree(file.toFile());
        assertThat(cells.isArray()).isTrue();
        Set<String> names = new HashSet<>();
        for (JsonNode cell : cells) {
            assertThat(cell.path("jmhVersion").asText()).isNotEmpty();
            assertThat(cell.path("benchmark").asText()).matches("[\\w.]+\\.[A-Z]\\w+\\.[a-z]\\w+");
            assertThat(cell.path("mode").asText()).isEqualTo("thrpt");
            assertThat(cell.path("params").isObject()).isTrue();
            assertThat(names.add(cell.path("benchmark").asText() + cell.path("params")))
                    .as("the only entry of " + cell.path("benchmark") + cell.path("params"))
                    .isTrue();
            assertThat(cell.path("forks").asInt()).isEqualTo(forks);
            assertThat(cell.path("measurementIterations").asInt()).isEqualTo(iterations);
            metric(cell.path("primaryMetric"), forks);
            assertThat(cell.at("/primaryMetric/rawData"))
                    .allSatisfy(fork -> assertThat(fork).hasSize(iterations));
            assertThat(cell.at("/primaryMetric/score").asDouble())
                    .isCloseTo(
                            values(cell.at("/primaryMetric/rawData")).average().orElseThrow(), within(1e-6));
            assertThat(cell.path("secondaryMetrics").isObject()).isTrue();
            cell.path("secondaryMetrics").forEach(metric -> metric(metric, forks));
        }
        return cells;
    }

    private static void metric(JsonNode metric, int forks) {
        OF_A_METRIC.forEach(field -> assertThat(metric.has(field)).as(field).isTrue());
        assertThat(metric.path("scoreUnit").asText()).isNotEmpty();
        assertThat(metric.path("scoreConfidence")).hasSize(2);
        assertThat(metric.at("/scorePercentiles/50.0").isNumber()).isTrue();
        assertThat(metric.path("rawData")).hasSize(forks);
        assertThat(values(metric.path("rawData")).count()).isPositive();
    }

    private static DoubleStream values(JsonNode forks) {
        return StreamSupport.stream(forks.spliterator(), false)
                .flatMap(fork -> StreamSupport.stream(fork.spliterator(), false))
                .mapToDouble(JsonNode::asDouble);
    }
}
