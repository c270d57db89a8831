package org.guaranteebench.run;

import java.time.Duration;
import org.guaranteebench.cluster.Cluster;

/** Quiet between two trials: brokers go on working for a topic after it is gone, and the next trial would pay. */
final class Washout {
    /** It is given up then, for some brokers are never quiet. */
    private static final Duration LONGEST = Duration.ofSeconds(4);

    /** Load of all brokers at which none of them works, in CPUs, on any machine. */
    private static final double QUIET_CPUS = 0.15;

    /** What brokers without work may take on a slow machine, in CPUs: 0.2 to 0.3 were seen. More is work. */
    private static final double MOST_IDLE_CPUS = 0.5;

    /** By so much it has to fall within a step to be still falling: accounts go by hundredths of a second a broker. */
    private static final double FALL = 0.05;

    private static final long STEP_MILLIS = 200;

    /** Where nobody tells how busy the brokers are. */
    private static final long BLIND_MILLIS = 1_000;

    private Washout() {}

    /**
     * Whether brokers have stopped working: they do nothing, or what they do is little and no longer less than before.
     *
     * @param before load of the step before this one, in CPUs; the largest number for the first
     * @param now of this one
     */
    static boolean quiet(double before, double now) {
        return now <= QUIET_CPUS || now <= MOST_IDLE_CPUS && before <= MOST_IDLE_CPUS && now > before - FALL;
    }

    /** An interrupt ends it and is kept. */
    static void await(Cluster cluster) {
        try {
            if (cluster.cpuTime().isEmpty()) {
                Thread.sleep(BLIND_MILLIS);
                return;
            }
            long step = Math.max(STEP_MILLIS, 2 * cluster.cpuLag().toMillis());
            long giveUp = System.nanoTime() + LONGEST.toNanos();
            Duration before = cluster.cpuTime().orElseThrow();
            long at = System.nanoTime();
            double last;
            double load = Double.MAX_VALUE;
            do {
                last = load;
                Thread.sleep(step);
                Duration now = cluster.cpuTime().orElseThrow();
                long then = System.nanoTime();
                load = (double) now.minus(before).toNanos() / (then - at);
                before = now;
                at = then;
            } while (!quiet(last, load) && at < giveUp);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
