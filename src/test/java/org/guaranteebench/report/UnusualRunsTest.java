package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guaranteebench.report.SyntheticRun.ALL_ISR;
import static org.guaranteebench.report.SyntheticRun.FIRE_AND_FORGET;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.again;
import static org.guaranteebench.report.SyntheticRun.latency;
import static org.guaranteebench.report.SyntheticRun.metric;
import static org.guaranteebench.report.SyntheticRun.throughput;
import static org.guaranteebench.report.SyntheticRun.transactional;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.guaranteebench.journal.HistogramFile;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that came out differently from what a report hopes for. */
class UnusualRunsTest {
    @TempDir
    private Path out;

    private static String summary(SyntheticRun run) {
        StringWriter text = new StringWriter();
        new Summary(run.analysis(), new RunFolder(Path.of("results", SyntheticRun.ID))).print(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void aTableWithoutRowsHasItsHeaderOnce() throws IOException {
        Csv.write(out.resolve("t.csv"), List.of("a", "b"), List.of());
        assertThat(Files.readString(out.resolve("t.csv"))).isEqualTo("a,b\r\n");
    }

    @Test
    void aControlWhoseBaselineFailedIsComparedWithNothing() {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= 8; block++) {
            run.measured(block, throughput(FIRE_AND_FORGET), metric("throughput", 200));
            run.without(block, throughput(LEADER_ACK), Status.FAILED, "no");
            run.measured(block, again(throughput(LEADER_ACK)), metric("throughput", 100));
        }
        assertThat(run.analysis().comparisons()).isEmpty();
        assertThat(summary(run)).doesNotContain("A/A FIRST");
    }

    @Test
    void aSmallRatioBesideOrdinaryOnesFitsInto100Columns() {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= 8; block++) {
            run.measured(block, throughput(LEADER_ACK), metric("throughput", 100_000));
            run.measured(block, throughput(transactional("1")), metric("throughput", 500));
            run.measured(
                    block,
                    latency(LEADER_ACK),
                    metric("ack_p50", 500),
                    metric("ack_p99", 900),
                    metric("ack_p999", 999));
            run.measured(
                    block,
                    latency(transactional("1")),
                    metric("ack_p50", 1500),
                    metric("ack_p99", 1900),
                    metric("ack_p999", 1999));
        }
        assertThat(summary(run).lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void theBlocksOfAStoppedRunAreThoseThatItMeasured() {
        SyntheticRun run = new SyntheticRun().blocks(8);
        for (int block = 1; block <= 3; block++) {
            run.measured(block, throughput(LEADER_ACK), metric("throughput", 100));
            run.measured(block, throughput(ALL_ISR), metric("throughput", 90));
        }
        assertThat(summary(run)).contains("needs 6 blocks").doesNotContain("this run has 8");
    }

    @Test
    void bothRatesAreInTheTable() {
        SyntheticRun run = new SyntheticRun()
                .measured(1, latency(LEADER_ACK, 1000), metric("ack_p50", 111))
                .measured(1, latency(LEADER_ACK, 2000), metric("ack_p50", 222));
        assertThat(summary(run)).contains("1,000", "2,000", "111", "222");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbled", "cut", "nonsense", "empty"})
    void aDamagedHistogramIsOneLineThatNamesTheFile(String damage) throws IOException {
        SyntheticRun run = new SyntheticRun().withHistograms(1, latency(LEADER_ACK), "h.hlog", metric("ack_p50", 1));
        RunFolder folder = run.save(out);
        Histogram histogram = new Histogram(3_600_000_000_000L, 3);
        for (int i = 1; i < 1000; i++) {
            histogram.recordValue(i * 1000L);
        }
        Path file = folder.histograms().resolve("h.hlog");
        HistogramFile.write(file, folder.run(), "leader-ack", Map.of("ack", histogram), 1, 2);
        String text = Files.readString(file);
        int payload = text.indexOf("HISTF");
        Files.writeString(
                file,
                switch (damage) {
                    case "garbled" -> text.substring(0, payload + 40) + "!!!!" + text.substring(payload + 44);
                    case "cut" -> text.substring(0, payload + 40);
                    case "nonsense" -> "nonsense, nonsense\n1,2,3,4\n";
                    default -> "";
                });
        assertThatThrownBy(() -> Spectrum.write(run.analysis(), folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }
}
