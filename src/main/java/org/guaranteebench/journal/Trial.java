package org.guaranteebench.journal;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Treatment;
import org.guaranteebench.grid.Workload;

/**
 * One line of the journal: one fork of one arm, or the place where it should have been.
 *
 * @param block from 1; 0 for combinations that are not run at all, and for the search for rates
 * @param position within the block, or the search, from 1
 * @param incarnation which start of the cluster it ran on, from 1; 0 when there had been none
 * @param treatment what the arm's consumer does, spelling to value; empty where there is none
 * @param control whether it belongs to the A/A arm
 * @param started ISO-8601, UTC; empty when it did not start
 * @param seconds wall time from fork to topic deletion
 * @param iterations primary score of each measured iteration, in order
 * @param histograms file name below {@code histograms/}, empty when there is none
 */
public record Trial(
        String run,
        int block,
        int position,
        int incarnation,
        String benchmark,
        String acks,
        String idempotence,
        String transactions,
        String isolation,
        Map<String, String> treatment,
        Map<String, String> workload,
        boolean control,
        Status status,
        String reason,
        String started,
        double seconds,
        List<Metric> metrics,
        List<Double> iterations,
        List<Flag> flags,
        String histograms) {

    /** Trials of version 1.0 have no treatment. */
    public Trial {
        treatment = Objects.requireNonNullElse(treatment, Map.of());
    }

    /** A trial without figures. */
    public static Trial without(
            String run, int block, int position, int incarnation, Arm arm, Status status, String reason) {
        return measured(
                run, block, position, incarnation, arm, status, reason, "", 0, List.of(), List.of(), List.of(), "");
    }

    public static Trial measured(
            String run,
            int block,
            int position,
            int incarnation,
            Arm arm,
            Status status,
            String reason,
            String started,
            double seconds,
            List<Metric> metrics,
            List<Double> iterations,
            List<Flag> flags,
            String histograms) {
        Cell cell = arm.cell();
        return new Trial(
                run,
                block,
                position,
                incarnation,
                arm.benchmark(),
                cell.acks().toString(),
                Boolean.toString(cell.idempotence()),
                cell.transactions().toString(),
                cell.isolation().toString(),
                cell.treatment().values(),
                arm.workload().values(),
                arm.control(),
                status,
                reason,
                started,
                seconds,
                metrics,
                iterations,
                flags,
                histograms);
    }

    /** What it is once a later segment has measured its block again. Its figures are kept. */
    Trial superseded(int segment) {
        String was = "was " + status + (reason.isEmpty() ? "" : " (" + reason + ")");
        return with(
                Status.SUPERSEDED,
                was + "; segment " + segment + (block == 0 ? " searched again" : " measured its block again"),
                flags);
    }

    /** What it is when it was made to find out a rate. One that failed has sustained none, and keeps its reason. */
    public Trial searched() {
        return status == Status.OK || status == Status.FAILED ? with(Status.SEARCH, reason, flags) : this;
    }

    /** The same, in doubt. */
    public Trial flagged(Flag flag) {
        return with(
                status, reason, Stream.concat(flags.stream(), Stream.of(flag)).toList());
    }

    private Trial with(Status status, String reason, List<Flag> flags) {
        return new Trial(
                run,
                block,
                position,
                incarnation,
                benchmark,
                acks,
                idempotence,
                transactions,
                isolation,
                treatment,
                workload,
                control,
                status,
                reason,
                started,
                seconds,
                metrics,
                iterations,
                flags,
                histograms);
    }

    public Arm arm() {
        return new Arm(benchmark, cell(), Workload.of(workload), control);
    }

    private Cell cell() {
        return Cell.of(acks, idempotence, transactions, isolation, new Treatment(treatment));
    }

    public OptionalDouble value(String metric) {
        return metric(metric).stream().mapToDouble(Metric::value).findFirst();
    }

    private Optional<Metric> metric(String name) {
        return metrics.stream().filter(m -> m.name().equals(name)).findFirst();
    }
}
