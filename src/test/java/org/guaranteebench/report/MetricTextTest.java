package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricTextTest {
    private static final Path FORMATS = Path.of("docs", "FORMATS.md");
    private static final Path TEXTS = Path.of("src", "main", "resources", "metrics.tsv");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+\\*?)` \\| ([^|]+) \\| [^|]+ \\| ([^|]+) \\|$");

    private static String plain(String markdown) {
        return markdown.replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1").replace("`", "");
    }

    @Test
    void thePageSaysOfEachMetricWhatTheDocumentationSays() throws IOException {
        String section = Files.readString(FORMATS).split("\n## Metrics\n")[1].split("\n## ")[0];
        List<String> documented = ROW.matcher(section)
                .results()
                .map(row -> Stream.of(row.group(1), row.group(2), plain(row.group(3))))
                .map(cells -> String.join("\t", cells.toList()))
                .toList();
        assertThat(documented).hasSizeGreaterThan(40).isEqualTo(Files.readAllLines(TEXTS));
        assertThat(Pattern.compile("(?m)^\\| `").matcher(section).results().map(MatchResult::group))
                .as("rows that are not understood")
                .hasSameSizeAs(documented);
    }

    @Test
    void aPartOfADistributionIsNamedBehindIt() {
        assertThat(Stream.of("ack_p50", "ack_p999", "settled_p99", "takeover_mean", "lso_stall_max", "client_cpu")
                        .map(MetricText::name))
                .containsExactly(
                        "ack p50",
                        "ack p99.9",
                        "until committed p99",
                        "takeover mean",
                        "readers' stall max",
                        "client CPU");
        assertThat(MetricText.meaning("ack_p999")).contains("response: acknowledgement − intended send");
        assertThat(MetricText.meaning("unfinished").orElseThrow()).startsWith("records whose commit");
    }

    @Test
    void whatAProfilerAddsKeepsItsNameAndHasNoMeaningHere() {
        assertThat(MetricText.name("gc.alloc.rate")).isEqualTo("gc.alloc.rate");
        assertThat(MetricText.name("strange_p50")).isEqualTo("strange p50");
        assertThat(MetricText.meaning("gc.alloc.rate")).isEmpty();
    }

    @Test
    void everyColumnOfATableHasTheNameOfItsMetric() {
        assertThat(Stream.of("", "EndToEndLatency", "ConsumeThroughput", "TakeoverLatency", "Pipeline")
                        .flatMap(family -> Columns.ofFamily(family).all().stream()))
                .allSatisfy(column -> assertThat(column.head()).isEqualTo(MetricText.name(column.metric())));
    }
}
