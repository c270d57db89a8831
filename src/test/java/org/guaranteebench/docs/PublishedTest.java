package org.guaranteebench.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/PUBLISHED.md calls ours is what the reference runs say. */
class PublishedTest {
    private static final Path PAGE = Path.of("docs", "PUBLISHED.md");
    private static final Path REFERENCE = Path.of("results", "reference");
    private static final List<String> QUESTIONS = List.of(
            "Acks", "Idempotence", "Transactions", "Read committed", "Commit strategies", "Exactly-once pipelines");
    private static final Pattern OURS = Pattern.compile("(?m)^\\| ours: `([^`]+)` \\| ([^|]+) \\|");
    private static final MathContext DIGITS = new MathContext(3);

    /** Each question's part of the page. */
    private static Map<String, String> parts() throws IOException {
        Map<String, String> parts = new HashMap<>();
        for (String part : Files.readString(PAGE).split("(?m)^## ")) {
            parts.put(part.lines().findFirst().orElse(""), part);
        }
        return parts;
    }

    /** {@code benchmark/arm/comparison/metric} to what the page is to say. */
    private static Map<String, String> costs() throws IOException {
        Map<String, String> costs = new HashMap<>();
        for (Path run : List.of(REFERENCE, REFERENCE.resolve("consuming"))) {
            try (var rows = new CsvMapper()
                    .readerForMapOf(String.class)
                    .with(CsvSchema.emptySchema().withHeader())
                    .<Map<String, String>>readValues(run.resolve("costs.csv").toFile())) {
                while (rows.hasNext()) {
                    Map<String, String> row = rows.next();
                    String key = String.join(
                            "/", row.get("benchmark"), row.get("arm"), row.get("comparison"), row.get("metric"));
                    if (!row.get("ci_low").isEmpty()) {
                        costs.put(
                                key,
                                number(row.get("ratio")) + " (" + number(row.get("ci_low")) + "–"
                                        + number(row.get("ci_high")) + "): " + row.get("verdict"));
                    }
                }
            }
        }
        return costs;
    }

    private static String number(String text) {
        return new BigDecimal(text).round(DIGITS).toPlainString();
    }

    @Test
    void everyFigureOfOursIsThatOfItsRowElseReadWhatStandsBesideItAgain() throws IOException {
        Map<String, String> costs = costs();
        List<String> said = new ArrayList<>();
        List<String> measured = new ArrayList<>();
        Matcher row = OURS.matcher(Files.readString(PAGE));
        while (row.find()) {
            said.add("| ours: `" + row.group(1) + "` | " + row.group(2).strip() + " |");
            measured.add("| ours: `" + row.group(1) + "` | " + costs.get(row.group(1)) + " |");
        }
        assertThat(said).isEqualTo(measured);
    }

    @Test
    void eachQuestionHasAtLeastOneRowOfOurs() throws IOException {
        Map<String, String> parts = parts();
        assertThat(parts).containsKeys(QUESTIONS.toArray(String[]::new));
        for (String question : QUESTIONS) {
            assertThat(parts.get(question)).as(question).containsPattern(OURS);
        }
    }
}
