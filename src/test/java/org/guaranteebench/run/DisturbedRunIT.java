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
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.guaranteebench.Jar;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are stopped, robbed of a broker or of disk space, or not alone. */
class DisturbedRunIT {
    /** Long enough to be met in the middle. */
    private static final String TRIAL = "3s";

    /** Of trials that nobody is to meet. */
    private static final String SHORT_TRIAL = "1s";

    @TempDir
    private Path home;

    /** Three arms, the control included, one block, no warm-up of the brokers; at a rate that leaves CPU to others. */
    private static String[] threeTrials(String... more) {
        return threeTrialsAfter(0, TRIAL, more);
    }

    private static String[] threeShortTrials(String... more) {
        return threeTrialsAfter(0, SHORT_TRIAL, more);
    }

    private static String[] threeTrialsAfter(int warmupBlocks, String trial, String... more) {
        List<String> arguments = new ArrayList<>(Arrays.asList(
                "run",
                "ProduceLatency",
                "--blocks",
                "1",
                "--seed",
                "1",
                "-wf",
                Integer.toString(warmupBlocks),
                "-wi",
                "0",
                "-i",
                "1",
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

    @Test
    void interruptedFromTheKeyboardItTidiesUpAndSays130() throws Exception {
        try (Jar jar = Jar.start(home, threeTrials())) {
            jar.awaitOutput("1/3", 60);
            awaitFork(jar);
            jar.signal("INT");
            assertThat(jar.await(20)).isEqualTo(130);
            assertThat(jar.trials())
                    .extracting(Trial::status)
                    .containsExactly(Status.OK, Status.INTERRUPTED, Status.INTERRUPTED);
            assertThat(jar.folder().trialsCsv()).content().contains("INTERRUPTED");
            assertThat(jar.out()).contains("INTERRUPTED: 2 of 3 trials");
            assertNothingIsLeft(jar);
        }
    }

    @Test
    void interruptedWhileTheBrokersStartItLeavesNothing() throws Exception {
        try (Jar jar = Jar.start(home, threeTrials())) {
            jar.awaitOutput("starting 3 brokers", 30);
            await(() -> brokers(jar).size() == 3, 20);
            jar.signal("TERM");
            assertThat(jar.await(20)).isEqualTo(130);
            assertThat(jar.trials()).extracting(Trial::status).containsOnly(Status.INTERRUPTED);
            assertNothingIsLeft(jar);
        }
    }

    @Test
    void interruptedWhileTheBrokersWarmUpItHasARowForEachTrial() throws Exception {
        try (Jar jar = Jar.start(home, threeTrialsAfter(1, TRIAL, "--nodes", "1"))) {
            jar.awaitOutput("warming up the brokers", 60);
            awaitFork(jar);
            jar.signal("INT");
            assertThat(jar.await(15)).isEqualTo(130);
            assertThat(jar.trials()).hasSize(3).extracting(Trial::status).containsOnly(Status.INTERRUPTED);
            assertThat(jar.out()).contains("INTERRUPTED: 3 of 3 trials");
            assertNothingIsLeft(jar);
        }
    }

    @Test
    void killedItLeavesItsFinishedTrialsAndNoProcess() throws Exception {
        try (Jar jar = Jar.start(home, threeTrials())) {
            jar.awaitOutput("1/3", 60);
            awaitFork(jar);
            jar.signal("KILL");
            await(() -> jar.children().isEmpty(), 15);
            assertThat(jar.trials()).extracting(Trial::status).containsExactly(Status.OK);
            assertThat(jar.leftovers()).as(jar.tree()).noneMatch(name -> name.startsWith("kgb-"));
            Path elsewhere = Files.createDirectory(home.resolve("report"));
            try (Jar report = Jar.start(elsewhere, "report", jar.folder().path().toString())) {
                assertThat(report.await(60)).as(report.err()).isZero();
            }
            assertThat(jar.folder().resultsCsv()).content().contains("ack_p50");
        }
    }

    @Test
    void aBrokerThatDiesCostsTheTrialItDiedInAndNoOther() throws Exception {
        try (Jar jar = Jar.start(home, threeTrials())) {
            jar.awaitOutput("1/3", 60);
            awaitFork(jar);
            TimeUnit.SECONDS.sleep(1);
            long victim = brokers(jar).keySet().iterator().next();
            ProcessHandle.of(victim).orElseThrow().destroyForcibly();
            assertThat(jar.await(120)).isEqualTo(1);
            assertThat(jar.trials()).extracting(Trial::status).containsExactly(Status.OK, Status.FAILED, Status.OK);
            assertThat(jar.trials().get(1).reason()).matches("broker [123] ended with status 137");
            assertThat(jar.trials().get(2).incarnation()).isEqualTo(2);
            assertThat(jar.out()).contains("FAILED: 1 of 3 trials", "ended with status 137");
            assertThat(jar.folder().logs().resolve("incarnation-1").resolve("broker-1.log"))
                    .isNotEmptyFile();
            assertNothingIsLeft(jar);
        }
    }

    @Test
    void twoRunsAtOnceKeepTheirFilesApartAndTheSecondSaysSo() throws Exception {
        Path other = Files.createDirectory(home.resolve("other"));
        try (Jar first = Jar.start(home, threeShortTrials("--nodes", "1"));
                Jar second = startWhenMeasuring(first, other, home.resolve("tmp"))) {
            assertThat(first.await(120)).as(first.err()).isZero();
            assertThat(second.await(120)).as(second.err()).isZero();
            assertThat(first.trials())
                    .hasSize(3)
                    .allSatisfy(t -> assertThat(t.status()).isEqualTo(Status.OK));
            assertThat(second.trials())
                    .hasSize(3)
                    .allSatisfy(t -> assertThat(t.status()).isEqualTo(Status.OK));
            assertThat(first.out()).doesNotContain("another run");
            assertThat(second.out()).contains("another run of this suite is measuring on this machine");
            assertNothingIsLeft(first);
        }
    }

    private static Jar startWhenMeasuring(Jar first, Path home, Path tmp) throws InterruptedException {
        first.awaitOutput("1/3", 60);
        return Jar.start(home, tmp, threeShortTrials("--nodes", "1"));
    }

    @Test
    void withoutRoomForTheBrokersDataTheRunIsCutShortAndNoTrialHasFailed() throws Exception {
        Path small = Files.createDirectory(home.resolve("small"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=60m", "kgb-test", small.toString()) == 0,
                "needs the right to mount a small file system");
        try (Jar jar = Jar.start(home, small, threeShortTrials("--nodes", "1"))) {
            assertThat(jar.await(60)).isEqualTo(1);
            assertThat(jar.trials()).hasSize(3).allSatisfy(t -> {
                assertThat(t.status()).isEqualTo(Status.INTERRUPTED);
                assertThat(t.reason()).contains("MB free, a trial may need");
            });
            assertThat(RunInfo.read(jar.folder().runJson()).segments().get(0).outcome())
                    .isEqualTo("no room for the brokers' data");
        } finally {
            assertThat(run("umount", small.toString())).isZero();
        }
    }

    @Test
    void aFullDiskUnderTheResultsEndsTheRunWithOneLineAndKeepsWhatWasWritten() throws Exception {
        Path small = Files.createDirectory(home.resolve("small"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=200k", "kgb-test", small.toString()) == 0,
                "needs the right to mount a small file system");
        try (Jar jar = Jar.start(home, threeTrials("--nodes", "1", "--out", small.toString()))) {
            jar.awaitOutput("1/3", 60);
            run("dd", "if=/dev/zero", "of=" + small.resolve("filler"), "bs=4k");
            assertThat(jar.await(60)).isEqualTo(1);
            assertThat(jar.err().lines()).hasSize(1);
            assertThat(jar.err()).startsWith("error: ").contains(small.toString());
            assertThat(org.guaranteebench.journal.Journal.read(Jar.folder(small).journal()))
                    .isNotEmpty()
                    .first()
                    .satisfies(t -> assertThat(t.status()).isEqualTo(Status.OK));
            assertNothingIsLeft(jar);
        } finally {
            assertThat(run("umount", small.toString())).isZero();
        }
    }

    @Test
    void oneNodeWorksAndIsLabelled() {
        try (Jar jar = Jar.start(home, threeShortTrials("--nodes", "1"))) {
            assertThat(jar.await(120)).as(jar.err()).isZero();
            assertThat(jar.out())
                    .contains("ONE BROKER", "one copy of each record: acks=1 and acks=all wait for the same");
            assertThat(jar.trials()).allSatisfy(t -> assertThat(t.status()).isEqualTo(Status.OK));
        }
    }

    private static void assertNothingIsLeft(Jar jar) {
        assertThat(jar.children()).isEmpty();
        assertThat(jar.leftovers()).noneMatch(name -> name.startsWith("kgb-"));
    }

    private static Map<Long, String> brokers(Jar jar) {
        Map<Long, String> brokers = jar.children();
        brokers.values().removeIf(line -> !line.contains("BrokerMain"));
        return brokers;
    }

    private static void awaitFork(Jar jar) throws InterruptedException {
        await(() -> jar.handle().descendants().anyMatch(p -> commandLine(p).contains("ForkedMain")), 20);
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

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
