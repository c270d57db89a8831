package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.report.SyntheticRun.ALL_ISR;
import static org.guaranteebench.report.SyntheticRun.latency;
import static org.guaranteebench.report.SyntheticRun.throughput;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
    @TempDir
    private Path home;

    private byte[] written(List<Map<String, String>> rows) throws IOException {
        Path file = home.resolve("t.csv");
        Csv.write(file, List.of("a", "linger.ms", "c"), rows);
        return Files.readAllBytes(file);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aTableWithoutRowsHasItsHeader() throws IOException {
        assertThat(new String(written(List.of()), StandardCharsets.UTF_8)).startsWith("a,linger.ms,c\r\n");
    }

    @Test
    void columnsThatARowLacksAreEmptyAndLinesEndInCarriageReturnAndLineFeed() throws IOException {
        assertThat(written(List.of(Map.of("c", "3"), Map.of("a", "1", "linger.ms", "5"))))
                .isEqualTo(bytes("a,linger.ms,c\r\n,,3\r\n1,5,\r\n"));
    }

    @Test
    void onlyWhatRfc4180AsksForIsQuotedAndQuotesAreDoubled() throws IOException {
        assertThat(written(List.of(
                        Map.of("a", "x,y", "linger.ms", "say \"no\"", "c", "two\nlines"),
                        Map.of("a", "plain words", "linger.ms", "-1.5", "c", "±4 % – µs"))))
                .isEqualTo(bytes("a,linger.ms,c\r\n\"x,y\",\"say \"\"no\"\"\",\"two\nlines\"\r\n"
                        + "plain words,-1.5,±4 % – µs\r\n"));
    }

    @Test
    void aTableReplacesTheOneBeforeItAndLeavesNothingBeside() throws IOException {
        written(List.of(Map.of("a", "a long row that is longer than the next table")));
        assertThat(written(List.of(Map.of("a", "1")))).isEqualTo(bytes("a,linger.ms,c\r\n1,,\r\n"));
        try (var files = Files.list(home)) {
            assertThat(files).containsExactly(home.resolve("t.csv"));
        }
    }

    @Test
    void countsAreWholeAndOtherNumbersHaveSixSignificantDigitsAPointAndNoExponent() {
        assertThat(Csv.number(123456.789)).isEqualTo("123457");
        assertThat(Csv.number(1.0)).isEqualTo("1");
        assertThat(Csv.number(0)).isEqualTo("0");
        assertThat(Csv.number(-0.0)).isEqualTo("0");
        assertThat(Csv.number(-12.5)).isEqualTo("-12.5");
        assertThat(Csv.number(0.000012345678)).isEqualTo("0.0000123457");
        assertThat(Csv.number(9.87654321e12)).isEqualTo("9876543210000");
        assertThat(Csv.number(1_234_567)).as("counts in full").isEqualTo("1234567");
        assertThat(Csv.number(0.1 + 0.2)).isEqualTo("0.3");
    }

    @Test
    void whatIsNotANumberIsEmpty() {
        assertThat(Csv.number(Double.NaN)).isEmpty();
        assertThat(Csv.number(Double.POSITIVE_INFINITY)).isEmpty();
        assertThat(Csv.number(Double.NEGATIVE_INFINITY)).isEmpty();
    }

    @Test
    void peopleReadGroupedNumbersAndADashForNone() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Csv.grouped(1234567.89)).isEqualTo("1,234,568");
            assertThat(Csv.grouped(100)).isEqualTo("100");
            assertThat(Csv.grouped(99.94)).isEqualTo("99.9");
            assertThat(Csv.grouped(10)).isEqualTo("10.0");
            assertThat(Csv.grouped(9.994)).isEqualTo("9.99");
            assertThat(Csv.grouped(Double.NaN)).isEqualTo("-");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void theCellsColumnsHoldEveryWorkloadParameterThatOccursInOneOrder() {
        List<String> narrow = List.of(
                "benchmark",
                "acks",
                "idempotence",
                "transactions",
                "isolation",
                "recordSize",
                "keySize",
                "partitions",
                "linger.ms",
                "batch.size",
                "max.in.flight",
                "compression",
                "producer",
                "level");
        List<String> wide = new ArrayList<>(narrow);
        wide.add(wide.indexOf("linger.ms"), "rate");
        assertThat(Csv.cellColumns(List.of(throughput(ALL_ISR)))).isEqualTo(narrow);
        assertThat(Csv.cellColumns(List.of(throughput(ALL_ISR), latency(ALL_ISR))))
                .isEqualTo(wide);
        assertThat(Csv.cellColumns(List.of(latency(ALL_ISR), throughput(ALL_ISR))))
                .isEqualTo(wide);
    }

    @Test
    void aCombinationThatKafkaRejectsStandsOnNoLevel() {
        Arm refused = throughput(Cell.of("0", "true", "none", "read_uncommitted"));
        assertThat(Csv.cell(refused)).containsEntry("level", "").containsEntry("idempotence", "true");
        assertThat(Csv.cell(throughput(ALL_ISR))).containsEntry("level", "all-isr");
    }
}
