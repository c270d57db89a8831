package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.guaranteebench.Docker;
import org.guaranteebench.Jar;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on containers, as a user starts them; and what happens where containers cannot be had. */
class ContainerRunIT {
    /** Containers of any owner; the tests of this class are alone with theirs while they run. */
    private static final String LABEL = "label=org.guaranteebench.owner";

    /** As on a machine where nobody knows of Testcontainers' variables. */
    private static final Map<String, String> UNPREPARED =
            Map.of("TESTCONTAINERS_RYUK_DISABLED", "", "TESTCONTAINERS_HOST_OVERRIDE", "");

    /** An image is refused, or found out not to be had, in so many seconds at most. */
    private static final Duration REFUSAL = Duration.ofSeconds(30);

    private static Closeable alone;
    private static String image;

    @TempDir
    private static Path waitingHome;

    private static ServerSocket silent;

    /** A run that waits for a registry. It does so for 20 s and does nothing else, and other tests go on beside it. */
    private static Jar waiting;

    private static CompletableFuture<Duration> waited;

    @TempDir
    private Path home;

    @BeforeAll
    static void start() throws Exception {
        alone = Docker.alone();
        image = Docker.image();
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        long begin = System.nanoTime();
        waiting = Jar.start(
                waitingHome,
                waitingHome.resolve("tmp"),
                UNPREPARED,
                twoTrials("1s", "--broker", "container", "--image", unanswered()));
        waited = waiting.handle().onExit().thenApply(ended -> Duration.ofNanos(System.nanoTime() - begin));
    }

    private static String unanswered() {
        return "127.0.0.1:" + silent.getLocalPort() + "/kgb-no-such-image:1";
    }

    @AfterAll
    static void stop() throws IOException {
        if (waiting != null) {
            waiting.close();
            silent.close();
        }
        alone.close();
    }

    private static String[] twoTrials(String seconds, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "ProduceThroughput",
                "--blocks",
                "1",
                "-wf",
                "0",
                "-wi",
                "0",
                "-i",
                "1",
                "-r",
                seconds,
                "-p",
                "acks=1"));
        arguments.addAll(List.of("-p", "idempotence=false", "-p", "transactions=none"));
        arguments.addAll(Arrays.asList(more));
        return arguments.toArray(String[]::new);
    }

    private Jar start(String... arguments) {
        return Jar.start(home, home.resolve("tmp"), UNPREPARED, arguments);
    }

    @Test
    void aRunOnContainersMeasuresAndSaysOnWhat() throws Exception {
        String[] arguments = twoTrials(
                "2s",
                "PipelineLatency",
                "-p",
                "semantics=exactly-once",
                "-p",
                "isolation=read_uncommitted",
                "-p",
                "rate=1000",
                "--broker",
                "container",
                "--image",
                image);
        try (Jar jar = start(arguments)) {
            assertThat(jar.await(120)).as(jar.err()).isZero();
            assertThat(jar.out()).contains("3 brokers, containers of " + image);
            assertThat(jar.trials())
                    .hasSize(4)
                    .allSatisfy(t -> assertThat(t.status()).as(t.reason()).isEqualTo(Status.OK));
            assertThat(jar.trials())
                    .filteredOn(t -> t.benchmark().equals("PipelineLatency"))
                    .hasSize(2)
                    .allSatisfy(t -> assertThat(t.value("visible_p50")).isPresent());
            RunInfo info = RunInfo.read(jar.folder().runJson());
            assertThat(info.topology()).containsEntry("broker", "container").containsEntry("image", image);
            assertThat(info.topology().get("chosen")).contains("Docker", "image here");
            assertThat(info.versions().get("broker")).isEqualTo(info.versions().get("client"));
            assertThat(jar.folder().trialsCsv()).content().contains("broker_cpu", "broker_gc");
        }
        assertThat(docker("ps", "-aq", "--filter", LABEL)).isEmpty();
        assertThat(docker("network", "ls", "-q", "--filter", LABEL)).isEmpty();
    }

    @Test
    void interruptedFromTheKeyboardItTakesItsContainersAlong() throws Exception {
        try (Jar jar = start(twoTrials("20s", "--broker", "container", "--image", image))) {
            jar.awaitOutput("starting 3 brokers", 60);
            awaitContainers(3);
            jar.signal("INT");
            assertThat(jar.await(30)).isEqualTo(130);
            assertThat(docker("ps", "-aq", "--filter", LABEL)).isEmpty();
            assertThat(docker("network", "ls", "-q", "--filter", LABEL)).isEmpty();
            assertThat(jar.leftovers()).noneMatch(name -> name.startsWith("kgb-"));
        }
    }

    @Test
    void killedItLeavesContainersAndTheNextStartRemovesThem() throws Exception {
        List<String> left;
        try (Jar jar = start(twoTrials("20s", "--broker", "container", "--image", image))) {
            jar.awaitOutput("starting 3 brokers", 60);
            awaitContainers(3);
            jar.signal("KILL");
            jar.await(10);
            left = docker("ps", "-aq", "--filter", LABEL);
            assertThat(left).as("nobody was there to remove them").hasSize(3);
        }
        Path again = Files.createDirectory(home.resolve("again"));
        try (Jar next = Jar.start(
                again, home.resolve("tmp"), UNPREPARED, twoTrials("1s", "--broker", "container", "--image", image))) {
            assertThat(next.await(120)).as(next.err()).isZero();
        }
        assertThat(docker("ps", "-aq", "--filter", LABEL)).isEmpty();
        assertThat(docker("network", "ls", "-q", "--filter", LABEL)).isEmpty();
    }

    @Test
    void anImageThatCannotBePulledIsRefusedSoonAndInOneLineWithWhatToDo() throws Exception {
        long begin = System.nanoTime();
        try (Jar jar = start(twoTrials("1s", "--broker", "container", "--image", "kgb-no-such-image:1"))) {
            assertThat(jar.await(60)).isEqualTo(2);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(REFUSAL);
            assertThat(jar.err().lines()).hasSize(1);
            assertThat(jar.err())
                    .startsWith("error: --image kgb-no-such-image:1: ")
                    .contains("cannot be pulled", "docker load", "docker build -f src/docker/Dockerfile");
            assertThat(home.resolve("results")).doesNotExist();
        }
    }

    @Test
    void aRegistryThatSaysNothingIsNotWaitedForLong() throws Exception {
        assertThat(waited.get(REFUSAL.toSeconds(), TimeUnit.SECONDS)).isLessThan(REFUSAL);
        assertThat(waiting.await(1)).isEqualTo(2);
        assertThat(waiting.err())
                .startsWith("error: --image " + unanswered() + ": ")
                .contains("cannot be pulled");
    }

    @Test
    void whereNoEngineAnswersAutoTakesProcessesAndSaysWhy() throws Exception {
        assertThat(hidden("/run", "plan", "--broker", "auto"))
                .contains("3 brokers, processes (no Docker engine answers)")
                .endsWith("status 0");
        assertThat(hidden("/run", twoTrials("1s", "--broker", "container")))
                .isEqualTo("error: --broker container: no Docker engine answers; allowed without Docker are"
                        + " --broker process and external\nstatus 2");
    }

    @Test
    void whereTheEngineDoesNotSeeTheRunsFilesBrokersKeepTheirDataInVolumes() throws Exception {
        Path data = Files.createDirectory(home.resolve("data"));
        assertThat(hidden(
                        data.toString(),
                        twoTrials("1s", "--broker", "container", "--image", image, "--data", data.toString())))
                .endsWith("status 0");
        RunInfo info = RunInfo.read(Jar.folder(home.resolve("results")).runJson());
        assertThat(info.topology()).containsEntry("data", "volume of the engine");
        assertThat(info.host()).containsEntry("data.filesystem", "unknown");
        assertThat(docker("volume", "ls", "-q", "--filter", "dangling=true")).isEmpty();
    }

    /** Both streams and the status of the jar where what others have in a directory is out of its sight. */
    private String hidden(String directory, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs none " + directory + " && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("benchmarks.jar")));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
        builder.environment().remove("DOCKER_HOST");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        assumeFalse(said.startsWith("unshare:") || said.startsWith("mount:"), "needs the right to mount: " + said);
        return said + "status " + status;
    }

    private static void awaitContainers(int count) throws Exception {
        long giveUp = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (docker("ps", "-q", "--filter", LABEL).size() < count) {
            assertThat(System.nanoTime()).as("containers appear").isLessThan(giveUp);
            Thread.sleep(50);
        }
    }

    private static List<String> docker(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said.lines().toList();
    }
}
