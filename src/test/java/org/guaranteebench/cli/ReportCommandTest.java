package org.guaranteebench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.report.SyntheticRun.ALL_ISR;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.latency;
import static org.guaranteebench.report.SyntheticRun.metric;
import static org.guaranteebench.report.SyntheticRun.throughput;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.Status;
import org.guaranteebench.report.SyntheticAuditFolder;
import org.guaranteebench.report.SyntheticRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    @TempDir
    private Path out;

    private RunFolder saved() throws IOException {
        return new SyntheticRun()
                .measured(1, throughput(LEADER_ACK), metric("throughput", 1000))
                .measured(1, throughput(ALL_ISR), metric("throughput", 900))
                .without(2, throughput(ALL_ISR), Status.FAILED, "broker 2 ended")
                .save(out);
    }

    private static Invocation report(Path folder) {
        return Invocation.of("report", folder.toString());
    }

    private static void assertRefused(Invocation invocation, String... parts) {
        assertThat(invocation.err())
                .singleElement()
                .asString()
                .startsWith("error: ")
                .contains(parts);
        assertThat(invocation.status()).isEqualTo(2);
    }

    @Test
    void theTablesAreRebuiltFromTheJournalAndTheSummaryIsPrinted() throws IOException {
        RunFolder folder = saved();
        Invocation invocation = report(folder.path());
        assertThat(invocation.err()).isEmpty();
        assertThat(invocation.status())
                .as("a report of failed trials is a good report")
                .isZero();
        assertThat(String.join("\n", invocation.out()))
                .contains("leader-ack", "all-isr", "x0.90", "FAILED: 1 of 3 trials", "files    " + folder.path());
        assertThat(Files.readAllLines(folder.trialsCsv())).hasSize(4);
        assertThat(Files.readAllLines(folder.resultsCsv())).hasSize(3);
        assertThat(Files.readAllLines(folder.costsCsv())).hasSize(3);
        assertThat(folder.path().resolve("spectrum.csv")).exists();
    }

    @Test
    void aPageIsWrittenAndNamed() throws IOException {
        RunFolder folder = saved();
        assertThat(report(folder.path()).out()).contains("page     " + folder.reportHtml());
        String page = Files.readString(folder.reportHtml());
        assertThat(page).startsWith("<!doctype html>").contains("×0.90", SyntheticRun.ID);
        report(folder.path());
        assertThat(folder.reportHtml()).hasContent(page);
    }

    @Test
    void aPageHasWhatTheNewestAuditBesideItSaw() throws IOException {
        RunFolder folder = saved();
        SyntheticAuditFolder.ofProducers().save(out);
        report(folder.path());
        assertThat(Files.readString(folder.reportHtml())).contains("Audit " + SyntheticAuditFolder.ID, "F9 held");
    }

    @Test
    void aCitationIsPrintedAloneAndNothingIsWritten() throws IOException {
        RunFolder folder = saved();
        Invocation markdown = Invocation.of("report", folder.path().toString(), "--cite", "markdown");
        assertThat(markdown.status()).isZero();
        assertThat(markdown.out())
                .startsWith("Cost as the ratio to leader-ack within blocks, too few blocks for intervals;"
                        + " 1024-byte records, 6 partitions; throughput flat out")
                .contains("| all-isr | ×0.90 |");
        Invocation latex = Invocation.of("report", folder.path().toString(), "--cite", "latex");
        assertThat(latex.out()).contains("all-isr & $\\times$0.90 \\\\");
        assertThat(folder.costsCsv()).doesNotExist();
        assertThat(folder.reportHtml()).doesNotExist();
    }

    @Test
    void aCitationOfAnotherFormatOrOfAnAuditIsRefused() throws IOException {
        RunFolder folder = saved();
        assertRefused(
                Invocation.of("report", folder.path().toString(), "--cite", "html"),
                "--cite html: allowed are markdown, latex");
        RunFolder audit = SyntheticAuditFolder.ofProducers().save(out);
        assertRefused(Invocation.of("report", audit.path().toString(), "--cite", "latex"), "--cite: ", "is an audit");
    }

    @Test
    void aSecondReportIsTheSameByteForByte() throws IOException {
        RunFolder folder = saved();
        Invocation first = report(folder.path());
        byte[] costs = Files.readAllBytes(folder.costsCsv());
        Files.delete(folder.costsCsv());
        assertThat(report(folder.path())).isEqualTo(first);
        assertThat(folder.costsCsv()).hasBinaryContent(costs);
    }

    @Test
    void aRunThatCameWithoutHistogramsKeepsItsSpectrum() throws IOException {
        RunFolder folder = saved();
        Files.delete(folder.histograms());
        Path spectrum = Files.writeString(folder.path().resolve("spectrum.csv"), "kept");
        Invocation invocation = report(folder.path());
        assertThat(invocation.status()).isZero();
        assertThat(invocation.out())
                .last()
                .asString()
                .endsWith("no histograms in it: spectrum.csv, which is made of them, is left as it is");
        assertThat(folder.costsCsv()).isNotEmptyFile();
        assertThat(spectrum).hasContent("kept");
    }

    @Test
    void theLinkToTheNewestRunIsAsGoodAsItsFolder() throws IOException {
        saved();
        assertThat(report(out.resolve(RunFolder.LATEST)).status()).isZero();
    }

    @Test
    void aFolderThatIsNoRunIsNamed() {
        assertRefused(report(out), out + ": not the folder of a run (no run.json in it)");
        assertRefused(report(out.resolve("nowhere")), out.resolve("nowhere") + ": not the folder of a run");
    }

    @Test
    void withoutAFolderOrWithTwoItIsRefused() {
        assertRefused(Invocation.of("report"), "'RUN'");
        assertRefused(Invocation.of("report", "a", "b"), "'b'");
        assertRefused(Invocation.of("report", "--bogus", "a"), "'--bogus'");
    }

    @Test
    void aDamagedLineOfTheJournalIsNamedByFileAndNumber() throws IOException {
        RunFolder folder = saved();
        List<String> lines = Files.readAllLines(folder.journal());
        Files.writeString(
                folder.journal(),
                lines.get(0) + "\n" + lines.get(1).replace("900", "901") + "\n" + lines.get(2) + "\n");
        assertRefused(report(folder.path()), folder.journal() + " line 2: checksum is ");
        Files.writeString(folder.journal(), lines.get(0) + "\nnonsense\n" + lines.get(2) + "\n");
        assertRefused(report(folder.path()), folder.journal() + " line 2: not a line of a journal");
        assertThat(folder.trialsCsv()).doesNotExist();
    }

    @Test
    void aTornLastLineIsLeftOut() throws IOException {
        RunFolder folder = saved();
        Files.writeString(folder.journal(), "{\"crc32c\":\"0123", StandardOpenOption.APPEND);
        assertThat(report(folder.path()).status()).isZero();
        assertThat(Files.readAllLines(folder.trialsCsv())).hasSize(4);
    }

    @Test
    void aJournalThatIsPackedIsReadAsItIs() throws IOException {
        RunFolder folder = saved();
        assertThat(report(folder.path()).status()).isZero();
        byte[] results = Files.readAllBytes(folder.resultsCsv());
        byte[] journal = Files.readAllBytes(folder.journal());
        Files.delete(folder.journal());
        Files.delete(folder.resultsCsv());
        Path packed = folder.path().resolve("trials.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(journal);
        }
        assertThat(report(folder.path()).status()).isZero();
        assertThat(folder.resultsCsv()).hasBinaryContent(results);
        assertThat(folder.journal()).doesNotExist();

        byte[] whole = Files.readAllBytes(packed);
        Files.write(packed, Arrays.copyOf(whole, whole.length / 2));
        assertRefused(report(folder.path()), packed + ": cannot be unpacked (");
        Files.write(packed, journal);
        assertRefused(report(folder.path()), packed + ": cannot be unpacked (Not in GZIP format)");
    }

    @Test
    void aMissingJournalIsNamed() throws IOException {
        RunFolder folder = saved();
        Files.delete(folder.journal());
        assertRefused(report(folder.path()), folder.journal().toString());
    }

    @Test
    void conditionsThatCannotBeReadAreNamed() throws IOException {
        RunFolder folder = saved();
        Files.writeString(folder.runJson(), "{\"format\": 1, ");
        assertRefused(report(folder.path()), folder.runJson() + ": ");
        Files.writeString(folder.runJson(), "");
        assertRefused(report(folder.path()), folder.runJson() + ": ");
    }

    @Test
    void aHistogramThatIsGoneIsNamed() throws IOException {
        RunFolder folder = new SyntheticRun()
                .withHistograms(1, latency(LEADER_ACK), "01-01-gone.hlog", metric("ack_p50", 1))
                .save(out);
        assertRefused(report(folder.path()), folder.histograms().resolve("01-01-gone.hlog") + ": ");
    }
}
