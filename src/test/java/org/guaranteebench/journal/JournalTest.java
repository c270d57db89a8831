package org.guaranteebench.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Workload;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("trials.jsonl");
    }

    private static Trial trial(int position) {
        return new Trial(
                "20250102-030405-abcd",
                2,
                position,
                3,
                "ProduceLatency",
                "all",
                "true",
                "100ms",
                "read_uncommitted",
                Map.of("commit", "auto"),
                Map.of("recordSize", "1024", "linger.ms", "5"),
                true,
                Status.OK,
                "why \"not\", in\ntwo lines ± µ 中",
                "2025-01-02T03:04:05.006Z",
                7.25,
                List.of(new Metric("ack_p99", "us", 1234.5678901234567), new Metric("throughput", "records/s", 1e6)),
                List.of(1.5, 2.5),
                List.of(new Flag("generator-lag", "p99 of 3 ms")),
                "b02-p04.hlog");
    }

    private void write(Trial... trials) throws IOException {
        try (Journal journal = Journal.create(file)) {
            for (Trial trial : trials) {
                journal.append(trial);
            }
        }
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(file);
    }

    @Test
    void everyFieldIsKept() throws IOException {
        write(trial(4));

        assertThat(Journal.read(file)).containsExactly(trial(4));
    }

    @Test
    void aFigureThatDoesNotExistIsKeptAsSuch() throws IOException {
        Trial trial = new Trial(
                "r",
                1,
                1,
                1,
                "B",
                "1",
                "false",
                "none",
                "read_uncommitted",
                Map.of(),
                Map.of(),
                false,
                Status.FAILED,
                "",
                "",
                Double.NaN,
                List.of(new Metric("batch_size_avg", "B", Double.NaN), new Metric("x", "1", Double.POSITIVE_INFINITY)),
                List.of(Double.NaN),
                List.of(),
                "");
        write(trial);

        assertThat(Journal.read(file)).containsExactly(trial);
    }

    @Test
    void trialsAreReadInTheOrderInWhichTheyEnded() throws IOException {
        write(trial(3), trial(1), trial(2));

        assertThat(Journal.read(file)).extracting(Trial::position).containsExactly(3, 1, 2);
    }

    @Test
    void aTrialIsOneLineOfJsonWithItsChecksumInFront() throws IOException {
        write(trial(1), trial(2));

        assertThat(lines()).hasSize(2).allSatisfy(line -> {
            String json = line.substring("{\"crc32c\":\"01234567\",\"trial\":".length(), line.length() - 1);
            CRC32C crc = new CRC32C();
            crc.update(json.getBytes(StandardCharsets.UTF_8));
            assertThat(line).isEqualTo(String.format("{\"crc32c\":\"%08x\",\"trial\":%s}", crc.getValue(), json));
        });
        assertThat(Files.readString(file)).endsWith("}\n");
    }

    @Test
    void aTrialIsReadableAsSoonAsItIsAppended() throws IOException {
        try (Journal journal = Journal.create(file)) {
            journal.append(trial(1));
            assertThat(Journal.read(file)).containsExactly(trial(1));
        }
    }

    @Test
    void aThousandTrialsAreKeptWhenOneMoreIsAppended() throws IOException {
        try (Journal journal = Journal.create(file)) {
            for (int i = 1; i <= 1000; i++) {
                journal.append(trial(i));
            }
            journal.append(trial(1001));
        }
        assertThat(Journal.read(file))
                .extracting(Trial::position)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 1001).boxed().toList());
    }

    @Test
    void threadsDoNotWriteIntoEachOthersLines() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Journal journal = Journal.create(file)) {
            List<Callable<Void>> writers = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int first = t * 25;
                writers.add(() -> {
                    for (int i = first; i < first + 25; i++) {
                        journal.append(trial(i));
                    }
                    return null;
                });
            }
            for (Future<Void> writer : threads.invokeAll(writers)) {
                writer.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(Journal.read(file))
                .extracting(Trial::position)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void anEmptyJournalHasNoTrials() throws IOException {
        write();

        assertThat(Journal.read(file)).isEmpty();
    }

    @Test
    void anExistingJournalIsNotOverwritten() throws IOException {
        write(trial(1));

        assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> Journal.create(file));
        assertThat(Journal.read(file)).containsExactly(trial(1));
    }

    @Test
    void aJournalThatCannotBeWrittenIsNamedInOneLine() throws IOException {
        Journal journal = Journal.create(file);
        journal.append(trial(1));
        journal.close();

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> journal.append(trial(2)))
                .withMessageStartingWith(file + ": ")
                .withMessageEndingWith("; what was measured before is in it")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
        assertThat(Journal.read(file)).containsExactly(trial(1));
    }

    @Test
    void aTornLastLineIsLeftOutWhereverItIsTorn() throws IOException {
        Workload workload = new Workload(100, 0, 1, OptionalInt.empty(), 5, 16_384, 5, "none", Map.of());
        Arm arm = new Arm("ProduceThroughput", Cell.DEFAULT_BASELINE, workload, false);
        Trial plain = Trial.without("r", 1, 2, 1, arm, Status.INTERRUPTED, "the run was stopped");
        String first = JournalLine.of(trial(1));
        String second = JournalLine.of(plain);
        for (int kept = 0; kept < second.length(); kept++) {
            Files.writeString(file, first + second.substring(0, kept));

            assertThat(Journal.read(file)).as("%d characters kept", kept).containsExactly(trial(1));
        }
    }

    @Test
    void aChangedFigureIsFoundAndItsLineIsNamed() throws IOException {
        write(trial(1), trial(2), trial(3));
        Files.writeString(
                file, Files.readString(file).replaceFirst("(?s)(\n.*?)\"seconds\":7.25", "$1\"seconds\":7.35"));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Journal.read(file))
                .withMessageStartingWith(file + " line 2: checksum is ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void aChangedChecksumIsFound() throws IOException {
        write(trial(1));
        String damaged = Files.readString(file).replaceFirst("(crc32c\":\")[0-9a-f]{8}", "$100000000");
        Files.writeString(file, damaged);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Journal.read(file))
                .withMessageStartingWith(file + " line 1: checksum is ")
                .withMessageEndingWith(", the line says 00000000");
    }

    @Test
    void damageOfACompleteLastLineIsNotTakenForATear() throws IOException {
        write(trial(1), trial(2));
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 40) + "}\n");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Journal.read(file))
                .withMessageStartingWith(file + " line 2: ");
    }

    @Test
    void anEmptyLineIsDamage() throws IOException {
        Files.writeString(file, JournalLine.of(trial(1)) + "\n" + JournalLine.of(trial(2)));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Journal.read(file))
                .withMessage(file + " line 2: not a line of a journal");
    }

    @Test
    void aForeignFileIsRefusedByItsFirstLine() throws IOException {
        Files.writeString(file, "run,block,position,benchmark,acks,idempotence,transactions,isolation,level,metric\n");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Journal.read(file))
                .withMessage(file + " line 1: not a line of a journal");
    }

    @Test
    void aKeyThatALaterVersionAddedIsPassedOver() throws IOException {
        String json = "{\"run\":\"r\",\"invented\":1}";
        CRC32C crc = new CRC32C();
        crc.update(json.getBytes(StandardCharsets.UTF_8));
        Files.writeString(file, String.format("{\"crc32c\":\"%08x\",\"trial\":%s}%n", crc.getValue(), json));

        assertThat(Journal.read(file)).extracting(Trial::run).containsExactly("r");
    }

    private static byte[] withCharactersOfTwoBytes(Path file) throws IOException {
        Workload workload = new Workload(1024, 16, 6, OptionalInt.empty(), 5, 16384, 5, "none", Map.of());
        Arm arm = new Arm("B", Cell.DEFAULT_BASELINE, workload, false);
        try (Journal journal = Journal.create(file)) {
            journal.append(Trial.without("r", 1, 1, 1, arm, Status.FAILED, "3 µs"));
            journal.append(Trial.without("r", 1, 2, 1, arm, Status.FAILED, "3 µs"));
        }
        return Files.readAllBytes(file);
    }

    @Test
    void aLineTornInsideACharacterIsLeftOut(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("j");
        byte[] bytes = withCharactersOfTwoBytes(file);
        int cut = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf('\u00c2') + 1;
        Files.write(file, Arrays.copyOf(bytes, cut));
        assertThat(Journal.read(file)).hasSize(1);
    }

    @Test
    void aByteThatIsNoCharacterIsDamageOfANamedLine(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("j");
        byte[] bytes = withCharactersOfTwoBytes(file);
        bytes[60] = (byte) 0xff;
        Files.write(file, bytes);
        assertThatThrownBy(() -> Journal.read(file)).hasMessageStartingWith(file + " line 1");
    }

    @Test
    void theLastCharacterOfALineIsChecked(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("j");
        withCharactersOfTwoBytes(file);
        Files.writeString(file, Files.readString(file).replaceFirst("}\n", "x\n"));
        assertThatThrownBy(() -> Journal.read(file)).hasMessageStartingWith(file + " line 1");
    }

    @Test
    void aClosedJournalSaysWhatWentWrong(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("j");
        withCharactersOfTwoBytes(file);
        Trial trial = Journal.read(file).get(0);
        Journal closed = Journal.create(folder.resolve("k"));
        closed.close();
        assertThatThrownBy(() -> closed.append(trial))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ClosedChannelException");
    }

    private static Trial inBlock(int block, int position, Status status) {
        Workload workload = new Workload(100, 0, 1, OptionalInt.empty(), 5, 16_384, 5, "none", Map.of());
        Arm arm = new Arm("ProduceThroughput", Cell.DEFAULT_BASELINE, workload, false);
        return Trial.measured(
                "r",
                block,
                position,
                1,
                arm,
                status,
                status == Status.OK ? "" : "why",
                "",
                1,
                List.of(new Metric("throughput", "records/s", 10 * block + position)),
                List.of(),
                List.of(),
                "");
    }

    private static Segment from(int number, int block) {
        return new Segment(number, block, "2025-01-02T03:04:05Z", "", "h", "segment 1 was killed", "");
    }

    @Test
    void aSegmentSupersedesItsFirstBlockAndLaterOnesAndNoFigureIsLost() throws IOException {
        try (Journal journal = Journal.create(file)) {
            journal.append(inBlock(0, 0, Status.INVALID));
            journal.append(inBlock(1, 1, Status.OK));
            journal.append(inBlock(2, 1, Status.OK));
            journal.append(inBlock(3, 1, Status.INTERRUPTED));
            journal.begin(from(2, 2));
            journal.append(inBlock(2, 1, Status.OK));
        }
        List<Trial> trials = Journal.read(file);
        assertThat(trials)
                .extracting(Trial::status)
                .containsExactly(Status.INVALID, Status.OK, Status.SUPERSEDED, Status.SUPERSEDED, Status.OK);
        assertThat(trials.get(2).reason()).isEqualTo("was OK; segment 2 measured its block again");
        assertThat(trials.get(2).metrics()).isEqualTo(inBlock(2, 1, Status.OK).metrics());
        assertThat(trials.get(3).reason()).isEqualTo("was INTERRUPTED (why); segment 2 measured its block again");
    }

    @Test
    void whatIsSupersededSaysByWhichSegmentItFirstWas() throws IOException {
        try (Journal journal = Journal.create(file)) {
            journal.append(inBlock(1, 1, Status.OK));
            journal.begin(from(2, 1));
            journal.append(inBlock(1, 1, Status.OK));
            journal.begin(from(3, 1));
        }
        assertThat(Journal.read(file))
                .extracting(Trial::reason)
                .containsExactly(
                        "was OK; segment 2 measured its block again", "was OK; segment 3 measured its block again");
    }

    @Test
    void aResumedJournalLosesItsTornLineAndNothingElse() throws IOException {
        write(trial(1), trial(2));
        String whole = Files.readString(file);
        Files.writeString(file, whole + JournalLine.of(trial(3)).substring(0, 50));
        try (Journal journal = Journal.resume(file)) {
            journal.append(trial(4));
        }
        assertThat(Files.readString(file)).isEqualTo(whole + JournalLine.of(trial(4)));
    }

    @Test
    void aCutLineIsTakenAwayHoweverLongItIs() throws IOException {
        write(trial(1), trial(2));
        String whole = Files.readString(file);
        for (int length : new int[] {1, 65_535, 65_536, 65_537, 200_000}) {
            Files.writeString(file, whole + "x".repeat(length));
            Journal.resume(file).close();
            assertThat(Files.readString(file)).as("%d characters", length).isEqualTo(whole);
        }
        Files.writeString(file, "x".repeat(200_000));
        Journal.resume(file).close();
        assertThat(file).isEmptyFile();
    }

    @Test
    void ofManyDamagedLinesTheFirstIsNamed() throws IOException {
        JournalFile.write(
                file,
                IntStream.rangeClosed(1, 1_200).mapToObj(JournalTest::trial).toList());
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        for (int number = 700; number <= 1_200; number++) {
            lines.set(number - 1, lines.get(number - 1).replace("7.25", "7.35"));
        }
        Files.write(file, lines);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Journal.read(file))
                .withMessageStartingWith(file + " line 700: checksum is ");
    }

    @Test
    void aSegmentsLineIsCheckedLikeATrials() throws IOException {
        try (Journal journal = Journal.create(file)) {
            journal.append(inBlock(2, 1, Status.OK));
            journal.begin(from(2, 2));
        }
        Files.writeString(file, Files.readString(file).replace("\"block\":2,\"started\"", "\"block\":3,\"started\""));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Journal.read(file))
                .withMessageStartingWith(file + " line 2: checksum is ");
    }

    @Test
    void linesThatEndBeyondWhatIsReadAtOnceAreWhole() throws IOException {
        Trial[] many =
                IntStream.rangeClosed(1, 500).mapToObj(JournalTest::trial).toArray(Trial[]::new);
        JournalFile.write(file, List.of(many));

        assertThat(Files.size(file)).isGreaterThan(3 * 65_536);
        assertThat(Journal.read(file)).containsExactly(many);
    }
}
