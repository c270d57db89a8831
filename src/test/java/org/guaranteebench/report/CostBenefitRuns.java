package org.guaranteebench.report;

import static org.guaranteebench.report.SyntheticRun.ALL_ISR;
import static org.guaranteebench.report.SyntheticRun.FIRE_AND_FORGET;
import static org.guaranteebench.report.SyntheticRun.IDEMPOTENT;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.again;
import static org.guaranteebench.report.SyntheticRun.latency;
import static org.guaranteebench.report.SyntheticRun.metric;
import static org.guaranteebench.report.SyntheticRun.pipeline;
import static org.guaranteebench.report.SyntheticRun.stage;
import static org.guaranteebench.report.SyntheticRun.throughput;

import java.util.List;
import java.util.Map;
import org.guaranteebench.grid.Cell;

/** Runs whose costs stand beside what a {@link SyntheticAuditFolder} observed. */
public final class CostBenefitRuns {
    private static final Map<Cell, Double> LADDER =
            Map.of(FIRE_AND_FORGET, 0.5, LEADER_ACK, 1.0, ALL_ISR, 1.25, IDEMPOTENT, 1.6);

    private CostBenefitRuns() {}

    /** Four levels, the last of them not audited by {@link SyntheticAuditFolder#ofProducers}; nothing of transactions. */
    public static SyntheticRun producers(String id, int blocks) {
        SyntheticRun run = new SyntheticRun(id).blocks(blocks);
        for (int block = 1; block <= blocks; block++) {
            double noise = 1 + block / 1000.0;
            for (Cell cell : List.of(FIRE_AND_FORGET, LEADER_ACK, ALL_ISR, IDEMPOTENT)) {
                double slower = cell.equals(LEADER_ACK) ? 1 : LADDER.get(cell) * noise;
                run.measured(block, throughput(cell), metric("throughput", 100_000 / slower));
                run.measured(
                        block,
                        latency(cell),
                        metric("ack_p50", 2000 * slower),
                        metric("ack_p99", 8000 * slower),
                        metric("settled_p50", 2000 * slower));
            }
            run.measured(block, again(throughput(LEADER_ACK)), metric("throughput", 100_000 * noise));
        }
        return run;
    }

    /** The baseline and one more; also one that reads from another producer, which is another question. */
    public static SyntheticRun stages(String id, int blocks) {
        SyntheticRun run = new SyntheticRun(id).blocks(blocks).baseline(stage("at-least-once"));
        Cell other = Cell.of(
                "1", "false", "none", "read_uncommitted", stage("at-most-once").treatment());
        for (int block = 1; block <= blocks; block++) {
            double noise = 1 + block / 1000.0;
            run.measured(block, pipeline(stage("at-least-once")), metric("throughput", 20_000));
            run.measured(block, pipeline(stage("exactly-once")), metric("throughput", 5000 * noise));
            run.measured(block, pipeline(other), metric("throughput", 30_000));
        }
        return run;
    }
}
