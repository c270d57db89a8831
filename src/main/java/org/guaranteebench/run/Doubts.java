package org.guaranteebench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guaranteebench.grid.Acks;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.Metric;
import org.guaranteebench.journal.SearchTrial;
import org.guaranteebench.measure.TrialProfiler;
import org.guaranteebench.stats.Steadiness;

/** Reasons to doubt a trial that was measured. Each flag travels with the trial and comes back in the summary. */
final class Doubts {
    private static final double MOST_STEAL = 0.01;
    private static final double LEAST_ACHIEVED = 0.99;

    /** Less than this is no short stall at the end: too much of what was due is in no percentile. */
    private static final double LEAST_SENT = 0.90;

    /** Half is what a steady lack of capacity makes of the median record's lateness; a disturbance may hide half of that. */
    private static final double LEAST_LATE = 0.25;

    private static final double MICROS = 1e6;

    /** A capped producer loses a few per cent to the end of its pauses. */
    private static final double NEAR_CAP = 0.90;

    /** On a shared machine halves of a window differ by a fifth; more is warm-up or a disturbance. */
    private static final double MOST_CHANGE = 0.25;

    /** A line through four iterations that has it has halves which differ by a quarter. */
    private static final double MOST_DRIFT = 1 / 3.0;

    /** Saturated brokers stand still for some per cent; differences of a tenth are what a run is to find. */
    private static final double MOST_GC = 0.10;

    /** Shares of CPU are compared between accounts of different grain; a tenth is a neighbour. */
    private static final double MOST_FOREIGN = 0.10;

    /** The generator may cause this share of a response's p99 before it counts as measured itself. */
    private static final double MOST_GENERATOR_LAG = 0.10;

    private Doubts() {}

    /**
     * @param iterations score of each measured iteration
     * @param missing acknowledged records that are not in the log; above 0 only with acks=0, below 0 only if the log
     *     holds more: markers, or copies
     */
    static List<Flag> about(Arm arm, List<Metric> metrics, List<Double> iterations, double missing) {
        List<Flag> flags = new ArrayList<>();
        notSteady(iterations).ifPresent(flags::add);
        double steal = value(metrics, "steal");
        if (steal > MOST_STEAL) {
            flags.add(flag("steal", "%.1f %% of CPU time was stolen by the hypervisor", 100 * steal));
        }
        double foreign = value(metrics, "foreign_cpu");
        if (foreign > MOST_FOREIGN) {
            flags.add(flag("foreign-cpu", "%.0f %% of CPU time went to other programs of this machine", 100 * foreign));
        }
        for (String who : List.of("client", "broker")) {
            double paused = value(metrics, who + "_gc");
            if (paused > MOST_GC) {
                flags.add(
                        flag("gc-pauses", "garbage collection held the %s for %.1f %% of the time", who, 100 * paused));
            }
        }
        double achieved = value(metrics, "achieved_rate");
        if (arm.workload().rate().isPresent()) {
            int rate = arm.workload().rate().getAsInt();
            boolean behind = achieved < LEAST_ACHIEVED * rate && fallsBehind(metrics, achieved / rate);
            if (behind || achieved < LEAST_SENT * rate) {
                flags.add(flag(
                        "rate-not-sustained",
                        behind
                                ? "%.0f of %d records/s: latencies grow with the trial's length"
                                : "%.0f of %d records/s: what was due and not sent is in no percentile",
                        achieved,
                        rate));
            }
        }
        double growth = value(metrics, "backlog_growth");
        double window = value(metrics, "window");
        if (growth > SearchTrial.MOST_GROWTH && growth * window > SearchTrial.MOST_GROWN) {
            flags.add(flag(
                    "backlog-grows",
                    "records waited %.0f ms longer for each of %.1f s: the latency is one of trials of this length",
                    1000 * growth,
                    window));
        }
        // A short trial has too few records for p99.
        String percentile = Double.isNaN(value(metrics, "ack_p99")) ? "p90" : "p99";
        double lag = value(metrics, "generator_lag_" + percentile);
        double response = value(metrics, "ack_" + percentile);
        if (lag > MOST_GENERATOR_LAG * response) {
            flags.add(flag(
                    "generator-lag",
                    "generator late by %.0f us at %s, response %s is %.0f us",
                    lag,
                    percentile,
                    percentile,
                    response));
        }
        double toppedUp = value(metrics, "topped_up");
        if (toppedUp > 0) {
            flags.add(flag(
                    "input-ran-dry",
                    "%.0f %% of the records had to be written while their processing was timed",
                    100 * toppedUp));
        }
        boolean commitsMeasured = arm.cell().treatment().semantics().isEmpty();
        if (commitsMeasured
                && arm.cell().transactions().enabled()
                && Double.isNaN(value(metrics, "records_per_transaction"))) {
            flags.add(flag("no-commit", "no commit came due in the measured time"));
        }
        double overflows = value(metrics, TrialProfiler.OVERFLOWS);
        if (overflows > 0) {
            flags.add(flag("overflow", "%.0f latencies beyond an hour are in no histogram", overflows));
        }
        if (arm.cell().acks() == Acks.NONE && missing > 0) {
            flags.add(flag("lost", "at least %.0f records reported as sent are not in the log", missing));
        }
        if (arm.cell().acks() != Acks.NONE && !arm.cell().idempotence() && missing < 0) {
            flags.add(flag("duplicated", "%.0f records more in the log than were acknowledged", -missing));
        }
        return flags;
    }

    /**
     * Whether the sender was late all along, so that the median record was late by half of what was missing in the end. A
     * short window ends with a commit of one per cent of its length, behind which the last records wait, and that alone is
     * no lack of capacity.
     */
    private static boolean fallsBehind(List<Metric> metrics, double share) {
        double missing = (1 - share) * value(metrics, "window");
        double late = value(metrics, "send_lag_p50") / MICROS;
        return !(late < missing * LEAST_LATE);
    }

    /** A throughput that the user's cap made, for it says nothing of the cluster. */
    static Optional<Flag> atCap(Arm arm, List<Metric> metrics, long mostBytesPerSecond) {
        double bytes = value(metrics, "throughput")
                * (arm.workload().recordSize() + arm.workload().keySize());
        return mostBytesPerSecond > 0 && bytes > NEAR_CAP * mostBytesPerSecond
                ? Optional.of(flag(
                        "at-cap",
                        "%.1f of the %.1f MB/s that --max-rate allows: the cap was measured, not the cluster",
                        bytes / 1e6,
                        mostBytesPerSecond / 1e6))
                : Optional.empty();
    }

    private static Optional<Flag> notSteady(List<Double> iterations) {
        Steadiness steadiness = Steadiness.of(
                iterations.stream().mapToDouble(Double::doubleValue).toArray());
        if (Math.abs(steadiness.shift()) > MOST_CHANGE) {
            return Optional.of(flag(
                    "not-steady",
                    "after %d of %d iterations the speed changed by %+.0f %%",
                    steadiness.at(),
                    iterations.size(),
                    100 * steadiness.shift()));
        }
        return Math.abs(steadiness.drift()) > MOST_DRIFT
                ? Optional.of(flag(
                        "not-steady", "from first to last the speed drifted by %+.0f %%", 100 * steadiness.drift()))
                : Optional.empty();
    }

    private static Flag flag(String code, String format, Object... values) {
        return new Flag(code, String.format(Locale.ROOT, format, values));
    }

    /** NaN, which exceeds nothing, when the trial has no such metric. */
    static double value(List<Metric> metrics, String name) {
        return metrics.stream()
                .filter(m -> m.name().equals(name))
                .mapToDouble(Metric::value)
                .findFirst()
                .orElse(Double.NaN);
    }
}
