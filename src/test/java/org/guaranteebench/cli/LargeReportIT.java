package org.guaranteebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.guaranteebench.Jar;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.report.LargeRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much a run of ten thousand trials asks of whoever looks at it. */
class LargeReportIT {
    private static final int TRIALS = LargeRun.BLOCKS * LargeRun.ARMS;

    private static final Duration MOST = Duration.ofSeconds(10);
    private static final int PATIENCE_SECONDS = 120;

    @TempDir
    private Path home;

    private Jar report(RunFolder folder) {
        String small = "-Xmx512m -Xlog:gc:file=" + home.resolve("gc.log");
        return Jar.start(
                home,
                home.resolve("tmp"),
                Map.of("JAVA_TOOL_OPTIONS", small),
                "report",
                folder.path().toString());
    }

    /** What is being written of its table of trials, or was left. */
    private static List<Path> halves(RunFolder folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.path())) {
            return files.filter(file -> file.getFileName().toString().matches("trials\\.csv\\..*\\.tmp"))
                    .toList();
        }
    }

    /** MiB, before the collection that found most. */
    private long heapPeak() throws IOException {
        Pattern before = Pattern.compile("(\\d+)M->\\d+M");
        try (Stream<String> lines = Files.lines(home.resolve("gc.log"))) {
            return lines.map(before::matcher)
                    .filter(Matcher::find)
                    .mapToLong(line -> Long.parseLong(line.group(1)))
                    .max()
                    .orElse(0);
        }
    }

    /**
     * Others may use the machine at the same time. So CPU time counts, of which two cores have twenty seconds in ten, and
     * the clock where nobody else does.
     *
     * <p>Killed while it writes a table, it leaves none that is not whole, and the next one is none the worse for it.
     */
    @Test
    void tenThousandTrialsAreReportedInTenSecondsAndHalfAGibibyte() throws Exception {
        RunFolder folder = LargeRun.save(Files.createDirectories(home.resolve("results")));
        try (Jar killed = report(folder)) {
            long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (halves(folder).isEmpty() && System.nanoTime() < giveUp) {
                Thread.sleep(1);
            }
            killed.signal("KILL");
            killed.await(PATIENCE_SECONDS);
        }
        assertThat(halves(folder)).hasSize(1);
        assertThat(folder.trialsCsv()).doesNotExist();
        assertThat(folder.costsCsv()).doesNotExist();
        OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
        boolean idle = machine.getSystemLoadAverage() < 1;
        Duration used = Duration.ZERO;
        long begin = System.nanoTime();
        try (Jar report = report(folder)) {
            // As often as it can be asked: an ended process has no account any more.
            for (ProcessHandle process = report.handle(); process.isAlive(); Thread.sleep(5)) {
                used = process.info().totalCpuDuration().orElse(used);
            }
            assertThat(report.await(PATIENCE_SECONDS)).as(report.err()).isZero();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(used).isBetween(Duration.ofSeconds(1), MOST.multipliedBy(2));
        // Its own two threads add a quarter to it in this time.
        idle &= machine.getSystemLoadAverage() < 1.5;
        assertThat(idle ? took : Duration.ZERO).isLessThan(MOST);
        try (Stream<String> rows = Files.lines(folder.trialsCsv())) {
            assertThat(rows.count())
                    .isEqualTo(1 + TRIALS / 2 * (LargeRun.LATENCY_METRICS + LargeRun.THROUGHPUT_METRICS));
        }
        assertThat(halves(folder)).isEmpty();
        System.out.printf(
                Locale.ROOT,
                "report of %,d trials: %.1f s, CPU %.1f s, heap peak %d MiB%n",
                TRIALS,
                took.toMillis() / 1e3,
                used.toMillis() / 1e3,
                heapPeak());
        assertThat(folder.path().resolve("spectrum.csv")).content().contains("ack_service");
    }
}
