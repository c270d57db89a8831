package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.guaranteebench.Jar;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.Journal;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Segment;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are cut short in one way or another, and go on. Three arms, the control included, in two blocks. */
class ResumedRunIT {
    private static final int ARMS = 3;

    @TempDir
    private Path home;

    private static String[] run(String trial, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "ProduceLatency",
                "--nodes",
                "1",
                "--blocks",
                "2",
                "--seed",
                "1",
                "-wf",
                "0",
                "-wi",
                "0",
                "-i",
                "1"));
        arguments.addAll(List.of(
                "-r",
                trial,
                "-p",
                "acks=1,all",
                "-p",
                "idempotence=false",
                "-p",
                "transactions=none",
                "-p",
                "rate=500"));
        arguments.addAll(Arrays.asList(more));
        return arguments.toArray(String[]::new);
    }

    /** With nothing of the run's own arguments. */
    private Jar resume(Path elsewhere, RunFolder folder) throws IOException {
        return Jar.startPlain(
                Files.createDirectories(elsewhere),
                home.resolve("tmp"),
                Map.of(),
                "run",
                "--resume",
                folder.path().toString());
    }

    private static List<Status> statuses(RunFolder folder) throws IOException {
        return Journal.read(folder.journal()).stream().map(Trial::status).toList();
    }

    private static List<Arm> arms(RunFolder folder, int block, Status status) throws IOException {
        return Journal.read(folder.journal()).stream()
                .filter(t -> t.block() == block && t.status() == status)
                .map(Trial::arm)
                .toList();
    }

    /** Two blocks, each with all arms on one start of the brokers, and tables that say so. */
    private static void assertWhole(RunFolder folder) throws IOException {
        List<Trial> live = Journal.read(folder.journal()).stream()
                .filter(t -> t.status() != Status.SUPERSEDED)
                .toList();
        assertThat(live)
                .hasSize(2 * ARMS)
                .allSatisfy(t -> assertThat(t.status()).as(t.reason()).isEqualTo(Status.OK));
        for (int block = 1; block <= 2; block++) {
            int which = block;
            assertThat(live.stream()
                            .filter(t -> t.block() == which)
                            .map(Trial::incarnation)
                            .distinct())
                    .hasSize(1);
            assertThat(live.stream().filter(t -> t.block() == which).map(Trial::arm))
                    .doesNotHaveDuplicates();
        }
        RunInfo info = RunInfo.read(folder.runJson());
        assertThat(info.finished()).isNotEmpty();
        assertThat(info.segments().get(info.segments().size() - 1).outcome()).isEqualTo(Segment.COMPLETE);
        // Two blocks in each comparison: none is of a torn one.
        assertThat(Files.readAllLines(folder.costsCsv()))
                .filteredOn(line -> line.contains(",ack_p50,"))
                .isNotEmpty()
                .allMatch(line -> line.contains(",2,\"hodges-lehmann"));
    }

    /** Killed, said so by the next start, stopped by a signal, refused to two at once, and gone on with to its end. */
    @Test
    void aRunThatIsKilledAndThenStoppedGoesOnWhereItWas() throws Exception {
        RunFolder folder;
        try (Jar jar = Jar.start(home, run("3s"))) {
            jar.awaitOutput("4/6", 90);
            awaitFork(jar);
            jar.signal("KILL");
            await(() -> jar.children().isEmpty(), 15);
            folder = jar.folder();
        }
        assertThat(statuses(folder)).containsExactly(Status.OK, Status.OK, Status.OK, Status.OK);
        assertThat(folder.costsCsv()).doesNotExist();
        List<Arm> torn = arms(folder, 2, Status.OK);

        Path next = Files.createDirectory(home.resolve("next"));
        Path results = home.resolve("results");
        try (Jar other = Jar.start(next, home.resolve("tmp"), run("1s", "--out", results.toString()))) {
            other.awaitOutput(
                    "found " + folder.path() + ", cut short in block 2 of 2 after 4 trials; to go on: java", 30);
            other.signal("INT");
            assertThat(other.await(30)).isEqualTo(130);
        }

        try (Jar second = resume(home.resolve("second"), folder)) {
            second.awaitOutput("from block 2 of 2 on, for segment 1 ended without a word", 30);
            try (Jar rival = resume(home.resolve("rival"), folder)) {
                assertThat(rival.await(30)).isEqualTo(2);
                assertThat(rival.err().lines()).hasSize(1);
                assertThat(rival.err()).contains("process " + second.pid() + " on ", "is measuring this run");
            }
            second.awaitOutput("4/6", 90);
            awaitFork(second);
            second.signal("TERM");
            assertThat(second.await(30)).isEqualTo(130);
            assertThat(second.out()).contains("INTERRUPTED: 2 of 6 trials", "SUPERSEDED: 1 trial ");
        }
        assertThat(statuses(folder))
                .containsExactly(
                        Status.OK,
                        Status.OK,
                        Status.OK,
                        Status.SUPERSEDED,
                        Status.OK,
                        Status.INTERRUPTED,
                        Status.INTERRUPTED);

        Path third = home.resolve("third");
        try (Jar jar = resume(third, folder)) {
            assertThat(jar.await(120)).as(jar.err()).isZero();
            assertThat(jar.children()).isEmpty();
        }
        assertWhole(folder);
        assertThat(arms(folder, 2, Status.OK).subList(0, 1))
                .as("the block has the order that it would have had")
                .isEqualTo(torn);
        List<Segment> segments = RunInfo.read(folder.runJson()).segments();
        assertThat(segments).extracting(Segment::block).containsExactly(1, 2, 2);
        assertThat(segments.get(1).reason()).startsWith("segment 1 ended without a word");
        assertThat(segments.get(2).reason()).isEqualTo("segment 2: stopped by a signal");
        assertThat(Journal.read(folder.journal()))
                .last()
                .satisfies(t -> assertThat(t.incarnation())
                        .as("a new start of the brokers")
                        .isEqualTo(3));

        try (Jar again = resume(home.resolve("again"), folder)) {
            assertThat(again.await(30)).isEqualTo(2);
            assertThat(again.err()).contains("all of it was measured").hasLineCount(1);
        }
    }

    /** A disk that fills up tears the journal's last line; freed, the run goes on with its own arguments. */
    @Test
    void aRunThatRanOutOfDiskGoesOnWhenThereIsRoom() throws Exception {
        Path small = Files.createDirectory(home.resolve("small"));
        assumeTrue(
                execute("mount", "-t", "tmpfs", "-o", "size=4m", "kgb-test", small.toString()) == 0,
                "needs the right to mount a small file system");
        try {
            Path filler = small.resolve("filler");
            RunFolder folder;
            try (Jar jar = Jar.start(home, run("2s", "--out", small.toString()))) {
                jar.awaitOutput("1/6", 60);
                execute("dd", "if=/dev/zero", "of=" + filler, "bs=1k");
                assertThat(jar.await(60)).isEqualTo(1);
                assertThat(jar.err()).startsWith("error: ").hasLineCount(1);
                folder = Jar.folder(small);
            }
            int measured = statuses(folder).size();
            assertThat(measured).isPositive();

            Path full = Files.createDirectory(home.resolve("full"));
            try (Jar jar = Jar.start(full, home.resolve("tmp"), again(folder, small))) {
                assertThat(jar.await(60)).isPositive();
            }
            assertThat(statuses(folder))
                    .as("a resume without room loses nothing")
                    .hasSize(measured);

            Files.delete(filler);
            Path enough = Files.createDirectory(home.resolve("enough"));
            try (Jar jar = Jar.start(enough, home.resolve("tmp"), again(folder, small))) {
                assertThat(jar.await(120)).as(jar.err()).isZero();
            }
            assertWhole(folder);
        } finally {
            assertThat(execute("umount", small.toString())).isZero();
        }
    }

    /** The trial was measured, and where its histograms should go is the trouble: no row says that it failed. */
    @Test
    void aRunWhoseHistogramsCannotBeWrittenEndsWithOneLineAndGoesOnWhenTheyCan() throws Exception {
        RunFolder folder;
        String[] latencies = {
            "run",
            "ProduceLatency",
            "--nodes",
            "1",
            "--blocks",
            "1",
            "-wf",
            "0",
            "-wi",
            "0",
            "-i",
            "1",
            "-r",
            "2s",
            "-p",
            "acks=1,all",
            "-p",
            "idempotence=false",
            "-p",
            "transactions=none",
            "-p",
            "rate=500"
        };
        try (Jar jar = Jar.start(home, latencies)) {
            jar.awaitOutput("1/3", 60);
            folder = jar.folder();
            Files.move(folder.histograms(), folder.path().resolve("away"));
            Files.createFile(folder.histograms());
            assertThat(jar.await(60)).isEqualTo(1);
            assertThat(jar.err())
                    .startsWith("error: results/" + folder.run() + "/histograms/01-02-ProduceLatency-")
                    .contains("to go on when that is mended: java -jar benchmarks.jar run --resume results/"
                            + folder.run())
                    .hasLineCount(1);
            assertThat(jar.children()).isEmpty();
        }
        assertThat(statuses(folder)).containsExactly(Status.OK);
        Files.delete(folder.histograms());
        Files.move(folder.path().resolve("away"), folder.histograms());
        try (Jar jar = resume(home.resolve("second"), folder)) {
            assertThat(jar.await(120)).as(jar.err()).isZero();
            assertThat(jar.out()).contains("from block 1 of 1 on, for segment 1 ended without a word");
        }
        assertThat(statuses(folder)).containsExactly(Status.SUPERSEDED, Status.OK, Status.OK, Status.OK);
    }

    private static String[] again(RunFolder folder, Path out) {
        return run("2s", "--out", out.toString(), "--resume", folder.path().toString());
    }

    @Test
    void aForkThatIsKilledCostsItsTrialAndNoOther() throws Exception {
        try (Jar jar = Jar.start(home, run("3s"))) {
            jar.awaitOutput("1/6", 60);
            awaitFork(jar);
            TimeUnit.SECONDS.sleep(1);
            fork(jar).orElseThrow().destroyForcibly();
            assertThat(jar.await(120)).isEqualTo(1);
            assertThat(jar.trials())
                    .extracting(Trial::status)
                    .containsExactly(Status.OK, Status.FAILED, Status.OK, Status.OK, Status.OK, Status.OK);
            assertThat(jar.trials().get(1).reason()).isNotBlank();
            assertThat(jar.folder().trialsCsv()).content().contains("FAILED");
            assertThat(jar.folder().costsCsv()).isNotEmptyFile();
            assertThat(jar.children()).isEmpty();
        }
    }

    @Test
    void anotherNumberOfCpusIsNamedAndNothingIsStarted() throws Exception {
        RunFolder folder;
        try (Jar jar = Jar.start(home, run("3s"))) {
            jar.awaitOutput("1/6", 60);
            jar.signal("KILL");
            await(() -> jar.children().isEmpty(), 15);
            folder = jar.folder();
        }
        byte[] journal = Files.readAllBytes(folder.journal());
        int cpus = Runtime.getRuntime().availableProcessors();
        try (Jar jar = Jar.startPlain(
                Files.createDirectory(home.resolve("other")),
                home.resolve("tmp"),
                Map.of("JAVA_TOOL_OPTIONS", "-XX:ActiveProcessorCount=" + (cpus + 1)),
                "run",
                "--resume",
                folder.path().toString())) {
            assertThat(jar.await(30)).isEqualTo(2);
            assertThat(jar.err()).contains("number of CPUs was " + cpus + " and is " + (cpus + 1));
            assertThat(jar.out()).doesNotContain("starting");
        }
        assertThat(folder.journal()).hasBinaryContent(journal);
    }

    private static Optional<ProcessHandle> fork(Jar jar) {
        return jar.handle()
                .descendants()
                .filter(p -> commandLine(p).contains("ForkedMain"))
                .findFirst();
    }

    private static void awaitFork(Jar jar) throws InterruptedException {
        await(() -> fork(jar).isPresent(), 20);
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        } catch (IOException e) {
            return "";
        }
    }

    private static void await(BooleanSupplier condition, int seconds) throws InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUp) {
                throw new AssertionError("did not happen within " + seconds + " s");
            }
            Thread.sleep(20);
        }
    }

    private static int execute(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
