package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.guaranteebench.report.SyntheticRun.ALL_ISR;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.again;
import static org.guaranteebench.report.SyntheticRun.latency;
import static org.guaranteebench.report.SyntheticRun.metric;
import static org.guaranteebench.report.SyntheticRun.throughput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.HistogramFile;
import org.guaranteebench.journal.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpectrumTest {
    @TempDir
    private Path out;

    private final SyntheticRun run = new SyntheticRun();
    private final Map<String, Map<String, Histogram>> logs = new LinkedHashMap<>();

    /** One trial whose distribution holds each whole number of microseconds from one to the other. */
    private void trial(int block, Arm arm, String distribution, int fromMicros, int toMicros) {
        String file = String.format("%02d-%s-%s.hlog", block, arm.cell().arm(), arm.control());
        Histogram histogram = new Histogram(3_600_000_000_000L, 3);
        for (int micros = fromMicros; micros <= toMicros; micros++) {
            histogram.recordValue(1000L * micros);
        }
        if (!logs.containsKey(file)) {
            run.withHistograms(block, arm, file, metric("achieved_rate", 1));
        }
        logs.computeIfAbsent(file, f -> new LinkedHashMap<>()).put(distribution, histogram);
    }

    private List<Map<String, String>> rows() throws IOException {
        RunFolder folder = run.save(out);
        for (Map.Entry<String, Map<String, Histogram>> log : logs.entrySet()) {
            HistogramFile.write(
                    folder.histograms().resolve(log.getKey()), folder.run(), "an arm (A/A)", log.getValue(), 1, 2);
        }
        Spectrum.write(run.analysis(), folder);
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> lines = Files.readAllLines(folder.path().resolve("spectrum.csv"));
        String[] columns = lines.get(0).split(",");
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split(",", -1);
            assertThat(values).hasSameSizeAs(columns);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < columns.length; i++) {
                row.put(columns[i], values[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    private static double value(List<Map<String, String>> rows, String percentile) {
        return rows.stream()
                .filter(row -> row.get("percentile").equals(percentile))
                .mapToDouble(row -> Double.parseDouble(row.get("value")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void percentilesAreThoseOfAllTrialsOfAnArmPooled() throws IOException {
        trial(1, latency(ALL_ISR), "ack", 1, 1000);
        trial(2, latency(ALL_ISR), "ack", 9001, 10_000);
        List<Map<String, String>> rows = rows();
        assertThat(rows)
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("run", SyntheticRun.ID)
                        .containsEntry("benchmark", "ProduceLatency")
                        .containsEntry("acks", "all")
                        .containsEntry("level", "all-isr")
                        .containsEntry("arm", "all-isr")
                        .containsEntry("distribution", "ack")
                        .containsEntry("unit", "us")
                        .containsEntry("n", "2000"));
        assertThat(value(rows, "0")).isCloseTo(1, withinPercentage(0.1));
        assertThat(value(rows, "90")).isCloseTo(9800, withinPercentage(0.1));
        assertThat(value(rows, "99")).isCloseTo(9980, withinPercentage(0.1));
        // A mean of the two trials' own medians would be 5000.
        assertThat(value(rows, "50")).isCloseTo(1000, withinPercentage(0.1));
    }

    @Test
    void pointsWithFewerThanTenSamplesBeyondAreAbsent() throws IOException {
        trial(1, latency(LEADER_ACK), "ack", 1, 100);
        trial(1, latency(ALL_ISR), "ack", 1, 99);
        List<Map<String, String>> rows = rows();
        assertThat(rows)
                .filteredOn(row -> row.get("acks").equals("1"))
                .hasSize(1 + 10 + 1)
                .last()
                .extracting(row -> row.get("percentile"))
                .isEqualTo("90");
        assertThat(rows).filteredOn(row -> row.get("acks").equals("all")).hasSize(1 + 9 + 1);
    }

    @Test
    void tenSamplesHaveOnePointAndNineHaveNone() throws IOException {
        trial(1, latency(LEADER_ACK), "ack", 1, 10);
        trial(1, latency(ALL_ISR), "ack", 1, 9);
        assertThat(rows())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("acks", "1")
                        .containsEntry("percentile", "0")
                        .containsEntry("n", "10"));
    }

    @Test
    void pointsGoAsFarAsFourNinesAndNoFurther() throws IOException {
        trial(1, latency(LEADER_ACK), "ack", 1, 200_000);
        List<Map<String, String>> rows = rows();
        assertThat(rows)
                .hasSize(1 + 4 * 10 + 1)
                .last()
                .extracting(row -> row.get("percentile"))
                .isEqualTo("99.99");
        assertThat(value(rows, "99.99")).isCloseTo(199_980, withinPercentage(0.1));
    }

    @Test
    void distributionsAndTheControlStandApart() throws IOException {
        trial(1, latency(LEADER_ACK), "ack", 1, 10);
        trial(1, latency(LEADER_ACK), "settled", 11, 20);
        trial(1, again(latency(LEADER_ACK)), "ack", 21, 30);
        assertThat(rows())
                .extracting(row -> row.get("arm") + " " + row.get("distribution") + " " + row.get("value"))
                .containsExactly("leader-ack ack 1", "leader-ack settled 11", "leader-ack (A/A) ack 20.992");
    }

    @Test
    void trialsWithoutHistogramsAreNoError() throws IOException {
        run.measured(1, throughput(LEADER_ACK), metric("throughput", 1));
        RunFolder folder = run.save(out);
        Spectrum.write(run.analysis(), folder);
        assertThat(Files.readAllLines(folder.path().resolve("spectrum.csv"))).allMatch(line -> line.startsWith("run,"));
    }

    @Test
    void aMissingHistogramIsOneLineThatNamesTheFile() throws IOException {
        run.withHistograms(1, latency(LEADER_ACK), "01-01-gone.hlog", metric("ack_p50", 1));
        RunFolder folder = run.save(out);
        assertThatThrownBy(() -> Spectrum.write(run.analysis(), folder))
                .isInstanceOf(IOException.class)
                .hasMessage(folder.histograms().resolve("01-01-gone.hlog")
                        + ": the journal names this histogram log, it is not there");
    }
}
