package org.guaranteebench.run;

import java.util.ArrayList;
import java.util.List;
import org.guaranteebench.cluster.Cluster;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.Metric;
import org.guaranteebench.stats.Steadiness;

/** What a trial's window says about its own peace: metrics by which it may be doubted, or left out by a rule. */
final class Disturbance {
    private static final double NANOS_PER_SECOND = 1e9;

    private Disturbance() {}

    /**
     * @param metrics of the trial so far
     * @param window the host's accounts from {@code from} to {@code to}, on the clock of {@link System#nanoTime()}
     * @param iterations score of each
     */
    static List<Metric> metrics(
            Arm arm,
            Brokers brokers,
            Cluster cluster,
            List<Metric> metrics,
            HostSample window,
            double from,
            double to,
            List<Double> iterations) {
        List<Metric> found = new ArrayList<>();
        found.add(new Metric("steal", "1", window.stolenShare()));
        if (window.switches() > 0) {
            found.add(new Metric("context_switches", "1/s", window.switches() * NANOS_PER_SECOND / (to - from)));
        }
        double client = Doubts.value(metrics, "client_cpu") * Doubts.value(metrics, "records");
        // A database's CPU is nobody's account, and containers have helpers that are not theirs.
        boolean allKnown = brokers instanceof ProcessBrokers && !Pipelines.stores(arm);
        if (allKnown && window.busy() > 0 && Double.isFinite(client)) {
            found.add(new Metric("foreign_cpu", "1", window.foreignShare(client)));
        }
        cluster.gcPause(from, to)
                .ifPresent(paused -> found.add(new Metric("broker_gc", "1", paused.toNanos() / (to - from))));
        Steadiness steadiness = Steadiness.of(
                iterations.stream().mapToDouble(Double::doubleValue).toArray());
        if (Double.isFinite(steadiness.drift()) && Double.isFinite(steadiness.shift())) {
            found.add(new Metric("drift", "1", steadiness.drift()));
            found.add(new Metric("shift", "1", steadiness.shift()));
        }
        return found;
    }
}
