package org.guaranteebench.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Combination;
import org.guaranteebench.grid.Semantics;
import org.guaranteebench.report.Wrap;
import org.guaranteebench.run.RunPlan;

/**
 * What becomes of each pair of a producer and a stage. Where one cannot be measured it says which end is to blame, or
 * that the two do not fit together. At most 100 columns.
 */
final class ProductText {
    private static final String PLACE = "%-19s %-24s %-16s ";
    private static final String IDLE = "valid, not in this run";
    private static final int WIDTH = 100;

    private ProductText() {}

    static void print(PrintWriter out, RunPlan plan, List<Combination> pairs) {
        Map<String, String> noProducers = new LinkedHashMap<>();
        Map<Cell, String> fates = new LinkedHashMap<>();
        for (Combination pair : pairs) {
            Optional<String> producersOwn = producersOwn(pair);
            producersOwn.ifPresent(reason -> noProducers.put(producer(pair.cell()), reason));
            if (producersOwn.isEmpty()) {
                fates.merge(pair.cell(), fate(plan, pair), (a, b) -> a.contains(b) ? a : a + "; " + b);
            }
        }
        long idle = fates.values().stream().filter(IDLE::equals).count();
        fates.values().removeIf(IDLE::equals);
        out.println();
        out.printf(PLACE + "fate%n", "producer", "stage", "reads");
        fates.forEach((cell, fate) -> {
            Semantics stage = cell.treatment().semantics().orElseThrow();
            out.println(Wrap.behind(String.format(PLACE, producer(cell), stage, cell.isolation()), fate, WIDTH));
        });
        noProducers.forEach(
                (producer, reason) -> out.println(Wrap.indent(producer + ": no such producer: " + reason, 4, WIDTH)
                        .stripLeading()));
        if (idle > 0) {
            out.println(idle + " more pairs are valid and not in this run, such as with the other isolation level");
        }
        out.println();
    }

    /** Why its producer could not be, whatever the stage. */
    private static Optional<String> producersOwn(Combination pair) {
        Cell producer = pair.cell().produced();
        return producer.rejection().or(() -> pair.workload().rejection(producer));
    }

    private static String fate(RunPlan plan, Combination pair) {
        if (pair.rejection().isPresent()) {
            String reason = pair.rejection().get();
            return reason.startsWith(Cell.UNSOUND) ? reason : "no such stage: " + reason;
        }
        Optional<String> client = plan.refused().stream()
                .filter(c -> c.cell().equals(pair.cell()))
                .flatMap(c -> c.rejection().stream())
                .findFirst();
        if (client.isPresent()) {
            return "rejected by Kafka: " + client.get();
        }
        return plan.arms().stream().map(Arm::cell).anyMatch(pair.cell()::equals) ? "measured" : IDLE;
    }

    private static String producer(Cell cell) {
        Cell producer = cell.produced();
        return producer.rejection().isEmpty()
                ? producer.arm()
                : "acks=" + cell.acks() + " idempotence=" + cell.idempotence() + " transactions=" + cell.transactions();
    }
}
