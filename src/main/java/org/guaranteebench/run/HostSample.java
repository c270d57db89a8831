package org.guaranteebench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * CPU accounts at one moment, or over the window between two.
 *
 * @param brokerCpu used by all brokers
 * @param stolen ticks that the hypervisor gave to others; with {@code total} 0 where the kernel does not tell
 * @param total ticks of all kinds, all CPUs
 */
record HostSample(Duration brokerCpu, long stolen, long total) {
    private static final Path STAT = Path.of("/proc/stat");
    private static final int STEAL = 8;

    /** Source of the columns: proc(5), {@code /proc/stat}: user nice system idle iowait irq softirq steal. */
    static HostSample take(Supplier<Duration> brokerCpu) {
        long stolen = 0;
        long total = 0;
        try {
            List<String> lines = Files.readAllLines(STAT);
            String[] columns = lines.get(0).trim().split("\\s+");
            for (int i = 1; i <= STEAL && i < columns.length; i++) {
                total += Long.parseLong(columns[i]);
            }
            stolen = columns.length > STEAL ? Long.parseLong(columns[STEAL]) : 0;
        } catch (IOException e) {
            // Not Linux: no account of steal.
        }
        return new HostSample(brokerCpu.get(), stolen, total);
    }

    HostSample since(HostSample before) {
        return new HostSample(brokerCpu.minus(before.brokerCpu), stolen - before.stolen, total - before.total);
    }

    /** The sample a {@code share} of the way to a later one, 0 to 1. */
    HostSample towards(HostSample later, double share) {
        return new HostSample(
                brokerCpu.plusNanos(
                        Math.round(share * later.brokerCpu.minus(brokerCpu).toNanos())),
                stolen + Math.round(share * (later.stolen - stolen)),
                total + Math.round(share * (later.total - total)));
    }

    /** Share of all CPU time, 0 to 1. */
    double stolenShare() {
        return total == 0 ? 0 : (double) stolen / total;
    }
}
