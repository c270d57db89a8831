package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.guaranteebench.Jar;
import org.guaranteebench.journal.Metric;
import org.guaranteebench.journal.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long somebody waits who goes on with a run of ten thousand trials: until its brokers are started. */
class LargeResumeIT {
    private static final int BLOCKS = 49;
    private static final int SIZES = 34;
    private static final int METRICS = 27;

    private static final Duration WANTED = Duration.ofSeconds(2);

    /** Others may use the machine at the same time, so CPU time counts; two cores have twice as much of it. */
    private static final int CPU = 2;

    @TempDir
    private Path home;

    private static String[] sizes() {
        return IntStream.range(0, SIZES)
                .mapToObj(i -> Integer.toString(1000 + i))
                .toArray(String[]::new);
    }

    private RunFolder cutShort() throws Exception {
        RunPlan plan = new Request()
                .jmhLine("ProduceThroughput -wf 0")
                .seed(5)
                .blocks(BLOCKS + 1)
                .with("recordSize", sizes())
                .plan();
        byte[] jar = Files.readAllBytes(Path.of(System.getProperty("benchmarks.jar")));
        CutShort run = new CutShort(Files.createDirectories(home.resolve("results")), plan, CutShort.ID)
                .jar(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(jar)))
                .metrics(IntStream.range(0, METRICS)
                        .mapToObj(i -> new Metric(i == 0 ? "throughput" : "metric_" + i, "us", 1000.5 + i / 7.0))
                        .toList())
                .arguments(List.of(
                        "run",
                        "ProduceThroughput",
                        "-wf",
                        "0",
                        "--blocks",
                        Integer.toString(BLOCKS + 1),
                        "--broker",
                        "process",
                        "--data",
                        Files.createDirectories(home.resolve("tmp")).toString(),
                        "-p",
                        "recordSize=" + String.join(",", sizes())));
        for (int block = 1; block <= BLOCKS; block++) {
            run.measured(block, plan.arms().size());
        }
        assertThat(BLOCKS * plan.arms().size()).isBetween(9_500, 10_500);
        return run.save();
    }

    @Test
    void aRunOfTenThousandTrialsGoesOnAfterAMoment() throws Exception {
        RunFolder folder = cutShort();
        long begin = System.nanoTime();
        try (Jar jar = Jar.startPlain(
                home,
                home.resolve("tmp"),
                Map.of(),
                "run",
                "--resume",
                folder.path().toString())) {
            jar.awaitOutput("starting 3 brokers", 120);
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            Duration used = jar.handle().info().totalCpuDuration().orElseThrow();
            jar.signal("KILL");
            System.out.printf(
                    Locale.ROOT,
                    "resume of 10,000 trials: %.1f s, CPU %.1f s%n",
                    took.toMillis() / 1e3,
                    used.toMillis() / 1e3);
            assertThat(jar.out()).contains("from block " + (BLOCKS + 1) + " of " + (BLOCKS + 1) + " on");
            assertThat(used).isBetween(Duration.ofMillis(100), WANTED.multipliedBy(CPU));
        }
    }
}
