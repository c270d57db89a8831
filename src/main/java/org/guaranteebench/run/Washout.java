package org.guaranteebench.run;

import java.time.Duration;
import org.guaranteebench.cluster.Cluster;

/** Quiet between two trials: brokers go on working for a topic after it is gone, and the next trial would pay. */
final class Washout {
    /** It is given up then, for some brokers are never quiet. */
    private static final Duration LONGEST = Duration.ofSeconds(4);

    /** Load above which the brokers still count as busy with the last trial, in CPUs. */
    private static final double QUIET_CPUS = 0.15;

    private static final long STEP_MILLIS = 200;

    /** Where nobody tells how busy the brokers are. */
    private static final long BLIND_MILLIS = 1_000;

    private Washout() {}

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
            double load;
            do {
                Thread.sleep(step);
                Duration now = cluster.cpuTime().orElseThrow();
                long then = System.nanoTime();
                load = (double) now.minus(before).toNanos() / (then - at);
                before = now;
                at = then;
            } while (load > QUIET_CPUS && at < giveUp);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
