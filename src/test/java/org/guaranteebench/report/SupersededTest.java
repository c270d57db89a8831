package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.report.SyntheticRun.ALL_ISR;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.latency;
import static org.guaranteebench.report.SyntheticRun.metric;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.HistogramFile;
import org.guaranteebench.journal.Journal;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.Segment;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials of a block that was cut short and measured again: kept, told, and in no figure. */
class SupersededTest {
    @TempDir
    private Path out;

    private RunFolder folder;

    @BeforeEach
    void measureOneBlockTwice() throws IOException {
        folder = new SyntheticRun().blocks(1).save(out.resolve("again"));
        RunFolder torn = torn(900, "torn.hlog", List.of(new Flag("steal", "much")));
        RunFolder whole = torn(100, "whole.hlog", List.of());
        try (Journal journal = Journal.resume(folder.journal())) {
            for (Trial trial : Journal.read(torn.journal())) {
                journal.append(trial);
            }
            journal.begin(new Segment(2, 1, "2025-01-02T03:04:05Z", "", "h", "killed", ""));
            for (Trial trial : Journal.read(whole.journal())) {
                journal.append(trial);
            }
        }
    }

    private RunFolder torn(int p50, String file, List<Flag> flags) throws IOException {
        Histogram histogram = new Histogram(3);
        LongStream.rangeClosed(1, 100).forEach(i -> histogram.recordValue(1000L * p50));
        HistogramFile.write(folder.histograms().resolve(file), SyntheticRun.ID, "arm", Map.of("ack", histogram), 0, 1);
        SyntheticRun run = new SyntheticRun();
        run.withHistograms(1, latency(ALL_ISR), file, metric("ack_p50", p50));
        if (flags.isEmpty()) {
            run.measured(1, latency(LEADER_ACK), metric("ack_p50", p50));
        } else {
            run.flagged(1, latency(LEADER_ACK), flags.get(0), metric("ack_p50", p50));
        }
        return run.save(out.resolve(file));
    }

    private Analysis analysis() throws IOException {
        return new Analysis(new SyntheticRun().info(), Journal.read(folder.journal()));
    }

    @Test
    void theyAreInNoFigure() throws IOException {
        assertThat(analysis().values(latency(ALL_ISR), "ack_p50")).containsExactly(100);
        assertThat(analysis().comparisons())
                .allSatisfy(c -> assertThat(c.effect().n()).isEqualTo(1));
    }

    @Test
    void theyHaveTheirRowsWithValuesAndReason() throws IOException {
        Tables.write(analysis(), folder);
        assertThat(Files.readAllLines(folder.trialsCsv()))
                .hasSize(1 + 4)
                .filteredOn(row -> row.contains("SUPERSEDED"))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row).contains("900", "was OK; segment 2 measured its block again"));
    }

    @Test
    void theirLatenciesAreNotPooled() throws IOException {
        Spectrum.write(analysis(), folder);
        assertThat(Files.readAllLines(folder.path().resolve("spectrum.csv")))
                .hasSizeGreaterThan(1)
                .noneMatch(row -> row.contains(",900"));
    }

    @Test
    void theSummaryCountsThemApartAndTheirFlagsNotAtAll() throws IOException {
        StringWriter text = new StringWriter();
        new Summary(analysis(), folder).print(new PrintWriter(text));
        assertThat(text.toString())
                .contains("SUPERSEDED: 2 trials of blocks that were cut short and measured again")
                .doesNotContain("steal");
        assertThat(analysis().trials())
                .filteredOn(t -> t.status() == Status.SUPERSEDED)
                .hasSize(2);
    }
}
