package org.guaranteebench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.report.SyntheticRun.ALL_ISR;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.TRANSACTIONAL;
import static org.guaranteebench.report.SyntheticRun.metric;
import static org.guaranteebench.report.SyntheticRun.throughput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.Status;
import org.guaranteebench.report.SyntheticRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    @TempDir
    private Path out;

    private RunFolder a;
    private RunFolder b;

    @BeforeEach
    void twoRuns() throws IOException {
        a = saved("20250102-030405-aaaa", 1000);
        b = saved("20250103-030405-bbbb", 1200);
    }

    private RunFolder saved(String id, double throughput) throws IOException {
        SyntheticRun run = new SyntheticRun(id);
        for (int block = 1; block <= 8; block++) {
            run.measured(block, throughput(LEADER_ACK), metric("throughput", throughput + block));
            run.measured(block, throughput(ALL_ISR), metric("throughput", (throughput + block) * 0.9));
        }
        return run.save(out);
    }

    private static Invocation compare(Path a, Path b, String... options) {
        return Invocation.of(Stream.concat(Stream.of("compare", a.toString(), b.toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    private static void assertRefused(Invocation invocation, String... parts) {
        assertThat(invocation.err())
                .singleElement()
                .asString()
                .startsWith("error: ")
                .contains(parts);
        assertThat(invocation.out()).isEmpty();
        assertThat(invocation.status()).isEqualTo(2);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            return files.sorted().toList();
        }
    }

    @Test
    void theFirstRunIsAAndTheSecondIsB() {
        Invocation invocation = compare(a.path(), b.path());
        assertThat(invocation.err()).isEmpty();
        assertThat(invocation.status()).isZero();
        assertThat(invocation.out())
                .anyMatch(line -> line.startsWith("A  20250102-030405-aaaa, started "))
                .anyMatch(line -> line.startsWith("B  20250103-030405-bbbb, started "));
        assertThat(String.join(" ", invocation.out()).replaceAll("\\s+", " "))
                .contains("all-isr A 904 - - - B 1,084 - - - B/A x1.20 (")
                .contains("throughput higher by 20 % (");
    }

    @Test
    void withoutAFileToWriteNothingIsWritten() throws IOException {
        List<Path> before = files();
        assertThat(compare(a.path(), b.path()).status()).isZero();
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void theFileHasBothQuestionsAndIsNamed() throws IOException {
        Path csv = out.resolve("compare.csv");
        Invocation invocation = compare(a.path(), b.path(), "--csv", csv.toString());
        assertThat(invocation.status()).isZero();
        assertThat(invocation.out()).contains("files    " + csv);
        assertThat(Files.readAllLines(csv))
                .hasSize(4)
                .anyMatch(
                        line -> line.startsWith("20250102-030405-aaaa,20250103-030405-bbbb,value,ProduceThroughput,1,"))
                .anyMatch(line ->
                        line.startsWith("20250102-030405-aaaa,20250103-030405-bbbb,cost,ProduceThroughput,all,"));
        assertThat(files()).filteredOn(path -> path.toString().endsWith(".tmp")).isEmpty();
    }

    @Test
    void aFileThatCannotBeWrittenIsNamedAndNothingIsPrinted() {
        Path nowhere = out.resolve("nowhere").resolve("compare.csv");
        assertRefused(compare(a.path(), b.path(), "--csv", nowhere.toString()), "--csv " + nowhere + ": cannot be");
        assertRefused(compare(a.path(), b.path(), "--csv", a.path().toString()), "--csv " + a.path() + ": cannot be");
        assertThat(a.runJson()).isRegularFile();
    }

    @Test
    void whatARunIsReadFromIsNotOverwritten() throws IOException {
        for (Path source : List.of(a.runJson(), a.journal(), b.runJson(), b.journal())) {
            String before = Files.readString(source);
            assertRefused(compare(a.path(), b.path(), "--csv", source.toString()), "--csv " + source + ": the run is");
            assertThat(source).hasContent(before);
        }
        Path link = Files.createSymbolicLink(out.resolve("link"), a.path());
        assertRefused(
                compare(
                        a.path(),
                        b.path(),
                        "--csv",
                        link.resolve("trials.jsonl").toString()),
                "the run is read");
    }

    @Test
    void theSameRunTwiceIsRefusedWhereverItLies() throws IOException {
        assertRefused(compare(a.path(), a.path()), "RUN_A and RUN_B are the same run, 20250102-030405-aaaa");
        Path copy = Files.createDirectory(out.resolve("copy"));
        for (Path file : List.of(a.runJson(), a.journal())) {
            Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        assertRefused(compare(a.path(), copy), "RUN_A and RUN_B are the same run, 20250102-030405-aaaa");
    }

    @Test
    void runsWithoutACommonCellAreRefused() throws IOException {
        RunFolder other = new SyntheticRun("20250104-030405-cccc")
                .measured(1, throughput(TRANSACTIONAL), metric("throughput", 1))
                .save(out);
        assertRefused(
                compare(a.path(), other.path()),
                "no cell is in both runs; A has ProduceThroughput (leader-ack, all-isr);"
                        + " B has ProduceThroughput (transactional 100ms)");
    }

    @Test
    void aRunWithoutAMeasuredTrialIsNamed() throws IOException {
        RunFolder failed = new SyntheticRun("20250104-030405-cccc")
                .without(1, throughput(LEADER_ACK), Status.FAILED, "broker 2 ended")
                .save(out);
        assertRefused(compare(a.path(), failed.path()), failed.path() + ": no trial of this run was measured");
        assertRefused(compare(failed.path(), a.path()), failed.path() + ": no trial of this run was measured");
    }

    @Test
    void aFolderThatIsNoRunIsNamedOnEitherSide() {
        assertRefused(compare(a.path(), out), out + ": not the folder of a run (no run.json in it)");
        assertRefused(compare(out, a.path()), out + ": not the folder of a run (no run.json in it)");
    }

    @Test
    void aMissingJournalIsNamed() throws IOException {
        Files.delete(b.journal());
        assertRefused(compare(a.path(), b.path()), b.journal() + ": not there");
    }

    @Test
    void aDamagedJournalIsNamedToTheLine() throws IOException {
        Files.writeString(b.journal(), Files.readString(b.journal()).replace("1203", "1204"));
        assertRefused(compare(a.path(), b.path()), b.journal() + " line ", ": checksum is ");
    }

    @Test
    void aNewerFormatIsNamed() throws IOException {
        Files.writeString(b.runJson(), Files.readString(b.runJson()).replace("\"format\" : 1", "\"format\" : 99"));
        assertRefused(compare(a.path(), b.path()), b.runJson() + ": format 99, this version reads formats up to 2");
    }

    @Test
    void conditionsThatAnotherVersionLeftOutAreDashesAndNoError() throws IOException {
        Files.writeString(
                b.runJson(),
                "{\"format\":1,\"run\":\"20250103-030405-bbbb\",\"topology\":{},\"baseline\":{\"acks\":\"1\","
                        + "\"idempotence\":\"false\",\"transactions\":\"none\",\"isolation\":\"read_uncommitted\"}}");
        Invocation invocation = compare(a.path(), b.path());
        assertThat(invocation.status()).isZero();
        assertThat(invocation.out())
                .contains("B  20250103-030405-bbbb, started -", "  host.cpus: 2 | -", "  topology.nodes: 3 | -")
                .anyMatch(line -> line.contains("B has no end in its run.json"));
    }

    @Test
    void anythingButTwoFoldersIsRefused() {
        assertRefused(Invocation.of("compare"), "'RUN_A'", "'RUN_B'");
        assertRefused(Invocation.of("compare", a.path().toString()), "'RUN_B'");
        assertRefused(Invocation.of("compare", "a", "b", "c"), "'c'");
        assertRefused(Invocation.of("compare", "--bogus", "a", "b"), "'--bogus'");
        assertRefused(compare(a.path(), b.path(), "--csv"), "'--csv'");
    }
}
