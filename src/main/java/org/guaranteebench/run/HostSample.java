package org.guaranteebench.run;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
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
 * @param busy ticks in programs and in the kernel on their behalf
 * @param switches from one thread to another, whole machine
 * @param harnessCpu ns that this JVM has used
 */
record HostSample(Duration brokerCpu, long stolen, long total, long busy, long switches, long harnessCpu) {
    private static final Path STAT = Path.of("/proc/stat");
    private static final int STEAL = 8;
    private static final int SYSTEM = 3;
    private static final String SWITCHES = "ctxt ";

    /** USER_HZ, the unit of these columns, is 100 on every Linux that Java runs on. */
    private static final double NANOS_PER_TICK = 1e7;

    private static final OperatingSystemMXBean JVM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    HostSample(Duration brokerCpu, long stolen, long total) {
        this(brokerCpu, stolen, total, 0, 0, 0);
    }

    /** Source of the columns: proc(5), {@code /proc/stat}: user nice system idle iowait irq softirq steal. */
    static HostSample take(Supplier<Duration> brokerCpu) {
        long stolen = 0;
        long total = 0;
        long busy = 0;
        long switches = 0;
        try {
            List<String> lines = Files.readAllLines(STAT);
            String[] columns = lines.get(0).trim().split("\\s+");
            for (int i = 1; i <= STEAL && i < columns.length; i++) {
                total += Long.parseLong(columns[i]);
                busy += i <= SYSTEM ? Long.parseLong(columns[i]) : 0;
            }
            switches = lines.stream()
                    .filter(line -> line.startsWith(SWITCHES))
                    .mapToLong(line ->
                            Long.parseLong(line.substring(SWITCHES.length()).trim()))
                    .sum();
            stolen = columns.length > STEAL ? Long.parseLong(columns[STEAL]) : 0;
        } catch (IOException e) {
            // Not Linux: no account of steal.
        }
        return new HostSample(brokerCpu.get(), stolen, total, busy, switches, JVM.getProcessCpuTime());
    }

    HostSample since(HostSample before) {
        return new HostSample(
                brokerCpu.minus(before.brokerCpu),
                stolen - before.stolen,
                total - before.total,
                busy - before.busy,
                switches - before.switches,
                harnessCpu - before.harnessCpu);
    }

    /** The sample a {@code share} of the way to a later one, 0 to 1. */
    HostSample towards(HostSample later, double share) {
        return new HostSample(
                brokerCpu.plusNanos(
                        Math.round(share * later.brokerCpu.minus(brokerCpu).toNanos())),
                stolen + Math.round(share * (later.stolen - stolen)),
                total + Math.round(share * (later.total - total)),
                busy + Math.round(share * (later.busy - busy)),
                switches + Math.round(share * (later.switches - switches)),
                harnessCpu + Math.round(share * (later.harnessCpu - harnessCpu)));
    }

    /**
     * Share of all CPU time, 0 to 1, that went to programs other than the client, the brokers and this JVM. Ticks and
     * processes are counted differently, so a hundredth either way means nothing.
     *
     * @param clientCpu ns
     */
    double foreignShare(double clientCpu) {
        double own = brokerCpu.toNanos() + harnessCpu + clientCpu;
        return total == 0 ? 0 : Math.max(0, (busy - own / NANOS_PER_TICK) / total);
    }

    /** Share of all CPU time, 0 to 1. */
    double stolenShare() {
        return total == 0 ? 0 : (double) stolen / total;
    }
}
