package org.guaranteebench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guaranteebench.grid.Acks;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.Metric;
import org.guaranteebench.measure.TrialProfiler;

/** Reasons to doubt a trial that was measured. Each flag travels with the trial and comes back in the summary. */
final class Doubts {
    private static final double MOST_STEAL = 0.01;
    private static final double LEAST_ACHIEVED = 0.99;

    /** The generator may cause this share of a response's p99 before it counts as measured itself. */
    private static final double MOST_GENERATOR_LAG = 0.10;

    private Doubts() {}

    /** @param missing acknowledged records that are not in the log; above 0 only possible with acks=0 */
    static List<Flag> about(Arm arm, List<Metric> metrics, double missing) {
        List<Flag> flags = new ArrayList<>();
        double steal = value(metrics, "steal");
        if (steal > MOST_STEAL) {
            flags.add(flag("steal", "%.1f %% of CPU time was stolen by the hypervisor", 100 * steal));
        }
        double achieved = value(metrics, "achieved_rate");
        if (arm.workload().rate().isPresent()
                && achieved < LEAST_ACHIEVED * arm.workload().rate().getAsInt()) {
            flags.add(flag(
                    "rate-not-sustained",
                    "%.0f of %d records/s: latencies grow with the trial's length",
                    achieved,
                    arm.workload().rate().getAsInt()));
        }
        double lag = value(metrics, "generator_lag_p99");
        double response = value(metrics, "ack_p99");
        if (lag > MOST_GENERATOR_LAG * response) {
            flags.add(
                    flag("generator-lag", "generator late by %.0f us at p99, response p99 is %.0f us", lag, response));
        }
        double overflows = value(metrics, TrialProfiler.OVERFLOWS);
        if (overflows > 0) {
            flags.add(flag("overflow", "%.0f latencies beyond an hour are in no histogram", overflows));
        }
        if (arm.cell().acks() == Acks.NONE && missing > 0) {
            flags.add(flag("lost", "at least %.0f records reported as sent are not in the log", missing));
        }
        return flags;
    }

    private static Flag flag(String code, String format, Object... values) {
        return new Flag(code, String.format(Locale.ROOT, format, values));
    }

    /** NaN, which exceeds nothing, when the trial has no such metric. */
    private static double value(List<Metric> metrics, String name) {
        return metrics.stream()
                .filter(m -> m.name().equals(name))
                .mapToDouble(Metric::value)
                .findFirst()
                .orElse(Double.NaN);
    }
}
