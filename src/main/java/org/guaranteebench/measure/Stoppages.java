package org.guaranteebench.measure;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What kept this JVM from running, since it started.
 *
 * @param nanos {@link System#nanoTime()}
 * @param gcMillis pauses of its garbage collectors; those that work beside the program are not counted
 * @param preemptions involuntary context switches of its threads; -1 where the kernel does not tell
 */
record Stoppages(long nanos, long gcMillis, long preemptions) {
    private static final Path THREADS = Path.of("/proc/self/task");

    /** Source: proc(5), {@code /proc/pid/task/tid/status}. */
    private static final String INVOLUNTARY = "nonvoluntary_ctxt_switches:";

    static Stoppages read() {
        long gc = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            // ZGC and Shenandoah have a bean for whole cycles, most of which the program runs through.
            if (!collector.getName().contains("Cycles")) {
                gc += Math.max(0, collector.getCollectionTime());
            }
        }
        return new Stoppages(System.nanoTime(), gc, involuntary(THREADS));
    }

    /** Threads that have ended are not in it. */
    static long involuntary(Path threads) {
        long switches = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
            for (Path thread : all) {
                switches += of(thread.resolve("status"));
            }
        } catch (IOException e) {
            return -1;
        }
        return switches;
    }

    private static long of(Path status) {
        try {
            List<String> lines = Files.readAllLines(status);
            return lines.stream()
                    .filter(line -> line.startsWith(INVOLUNTARY))
                    .mapToLong(line ->
                            Long.parseLong(line.substring(INVOLUNTARY.length()).trim()))
                    .sum();
        } catch (IOException e) {
            // The thread has just ended.
            return 0;
        }
    }

    RatioResult gcSince(Stoppages before) {
        return new RatioResult("client_gc", (gcMillis - before.gcMillis) * 1e6, nanos - before.nanos, "1");
    }

    /** NaN, which is no result, where the kernel does not tell. */
    RatioResult preemptionsSince(Stoppages before) {
        double switches =
                preemptions < 0 || before.preemptions < 0 ? Double.NaN : Math.max(0, preemptions - before.preemptions);
        return new RatioResult("preemptions", switches, (nanos - before.nanos) / 1e9, "1/s");
    }
}
