package org.guaranteebench.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    Path out;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aRunHasAFolderOfItsNameWithPlaceForHistograms() throws IOException {
        RunFolder folder = RunFolder.create(out, "20250102-030405-abcd");

        assertThat(folder.path()).isEqualTo(out.resolve("20250102-030405-abcd")).isDirectory();
        assertThat(folder.histograms()).isDirectory();
        assertThat(folder.run()).isEqualTo("20250102-030405-abcd");
    }

    @Test
    void parentsThatDoNotExistAreCreated() throws IOException {
        assertThat(RunFolder.create(out.resolve("a/b"), "run").path())
                .isEqualTo(out.resolve("a/b/run"))
                .isDirectory();
    }

    @Test
    void latestPointsAtTheNewestRun() throws IOException {
        RunFolder.create(out, "first");
        assertThat(Files.readSymbolicLink(out.resolve("latest"))).isEqualTo(Path.of("first"));

        RunFolder.create(out, "second");
        assertThat(Files.readSymbolicLink(out.resolve("latest"))).isEqualTo(Path.of("second"));
        assertThat(names()).containsExactly("first", "latest", "second");
    }

    @Test
    void somethingElseCalledLatestIsLeftAloneAndTheRunGoesOn() throws IOException {
        Files.createDirectories(out.resolve("latest/keep"));

        assertThat(RunFolder.create(out, "run").path()).isDirectory();
        assertThat(out.resolve("latest/keep")).isDirectory();
        assertThat(names()).containsExactly("latest", "run");
    }

    @Test
    void aParentThatCannotHoldItIsNamedInOneLine() throws IOException {
        Path file = Files.createFile(out.resolve("file"));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> RunFolder.create(file, "run"))
                .withMessageStartingWith("--out " + file + ": cannot create " + file.resolve("run"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void aFolderWithRunJsonIsARuns() throws IOException {
        RunFolder created = RunFolder.create(out, "run");
        Files.writeString(created.runJson(), "{}");

        assertThat(RunFolder.open(out.resolve("run"))).isEqualTo(created);
    }

    @Test
    void anyOtherFolderIsRefusedInOneLine() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> RunFolder.open(out))
                .withMessage(out + ": not the folder of a run (no run.json in it)");
    }

    @Test
    void theFilesHaveTheNamesThatUsersScriptAgainst() {
        RunFolder folder = new RunFolder(out);

        assertThat(Stream.of(
                                folder.runJson(),
                                folder.journal(),
                                folder.trialsCsv(),
                                folder.resultsCsv(),
                                folder.costsCsv(),
                                folder.histograms())
                        .map(path -> out.relativize(path).toString()))
                .containsExactly("run.json", "trials.jsonl", "trials.csv", "results.csv", "costs.csv", "histograms");
    }

    @Test
    void aWrittenFileReplacesTheOldOneAndLeavesNothingBeside() throws IOException {
        Path file = out.resolve("results.csv");
        RunFolder.writeAtomically(file, bytes("old, and longer"));
        RunFolder.writeAtomically(file, bytes("new"));

        assertThat(file).hasContent("new");
        assertThat(names()).containsExactly("results.csv");
    }

    /** Who opened the old file reads the old file to its end: it is replaced and never written into. */
    @Test
    void aReaderOfTheOldFileNeverSeesHalfOfTheNew() throws IOException {
        Path file = out.resolve("results.csv");
        RunFolder.writeAtomically(file, bytes("old"));
        try (InputStream reader = Files.newInputStream(file)) {
            RunFolder.writeAtomically(file, bytes("new"));

            assertThat(reader.readAllBytes()).isEqualTo(bytes("old"));
        }
        assertThat(file).hasContent("new");
    }

    @Test
    void aWriteThatFailsLeavesTheOldContent() throws IOException {
        Path file = out.resolve("results.csv");
        RunFolder.writeAtomically(file, bytes("old"));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> RunFolder.writeAtomically(file, half -> {
                    half.write(bytes("new"));
                    throw new IOException("No space left on device");
                }))
                .withMessage(file + ": cannot be written (java.io.IOException: No space left on device)");
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("results.csv");
    }

    @Test
    void whatCannotBeWrittenIsNamedAndNotItsHalf() throws IOException {
        Path file = Files.createFile(out.resolve("file")).resolve("results.csv");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> RunFolder.writeAtomically(file, bytes("new")))
                .withMessage(file + ": cannot be written (Not a directory)");
    }

    /** As a run that ends and a {@code report} of it do: each moves what it has written itself. */
    @Test
    void severalMayWriteTheSameFileAndItIsAlwaysWhole() throws Exception {
        Path file = out.resolve("results.csv");
        List<byte[]> contents = List.of(bytes("a".repeat(100_000)), bytes("b".repeat(300_000)), bytes("c"));
        ExecutorService writers = Executors.newFixedThreadPool(contents.size() + 1);
        AtomicBoolean over = new AtomicBoolean();
        try {
            List<Future<?>> all = new ArrayList<>();
            for (byte[] content : contents) {
                all.add(writers.submit(() -> {
                    for (int i = 0; i < 50; i++) {
                        RunFolder.writeAtomically(file, content);
                        assertThat(contents).contains(Files.readAllBytes(file));
                    }
                    return null;
                }));
            }
            Future<?> cleaner = writers.submit(() -> {
                while (!over.get()) {
                    new RunFolder(out).removeHalves();
                }
            });
            for (Future<?> writer : all) {
                writer.get();
            }
            over.set(true);
            cleaner.get();
        } finally {
            over.set(true);
            writers.shutdownNow();
        }
        assertThat(names()).containsExactly("results.csv");
    }

    /** A process that is killed lets go its lock; until then what it writes is nobody else's to take away. */
    @Test
    void halvesOfKilledProcessesGoAndThoseOfLivingOnesStay() throws Exception {
        Path histograms = Files.createDirectory(out.resolve("histograms"));
        Path half = out.resolve("results.csv.0123456789abcdef.tmp");
        Files.writeString(histograms.resolve("01.hlog.fedcba9876543210.tmp"), "half of it");
        Files.writeString(out.resolve("notes.tmp"), "the user's");
        Path program = Files.writeString(histograms.resolve("Write.java"), """
                import java.nio.channels.FileChannel;
                import java.nio.file.*;
                class Write {
                    public static void main(String[] args) throws Exception {
                        FileChannel.open(Path.of(args[0]), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE).lock();
                        System.out.println("written");
                        System.in.read();
                    }
                }
                """);
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        program.toString(),
                        half.toString())
                .start();
        try {
            assertThat(writer.inputReader().readLine()).isEqualTo("written");
            new RunFolder(out).removeHalves();
            assertThat(names())
                    .containsExactly(
                            "histograms", "notes.tmp", half.getFileName().toString());
            assertThat(histograms.resolve("01.hlog.fedcba9876543210.tmp")).doesNotExist();
        } finally {
            writer.destroyForcibly().waitFor();
        }
        new RunFolder(out).removeHalves();
        assertThat(names()).containsExactly("histograms", "notes.tmp");
    }

    @Test
    void aFailedWriteLeavesNothingBeside(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("x.csv/keep"));
        assertThatThrownBy(() -> RunFolder.writeAtomically(folder.resolve("x.csv"), new byte[1]))
                .isInstanceOf(IOException.class);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("x.csv"));
        }
    }
}
