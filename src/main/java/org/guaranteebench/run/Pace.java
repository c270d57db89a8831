package org.guaranteebench.run;

import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.Map;
import org.guaranteebench.grid.Arm;

/** How much longer a run will take, from what its trials took so far. One thread. */
final class Pace {
    private RunPlan plan;
    private final Map<String, DoubleSummaryStatistics> seconds = new HashMap<>();

    Pace(RunPlan plan) {
        this.plan = plan;
    }

    /** In all, as far as is known now. */
    void expect(int blocks) {
        plan = plan.withBlocks(blocks);
    }

    void took(String benchmark, double trialSeconds) {
        seconds.computeIfAbsent(benchmark, b -> new DoubleSummaryStatistics()).accept(trialSeconds);
    }

    /** After {@code done} trials; before the first of a benchmark the plan's estimate stands in. */
    double secondsLeft(int done) {
        int perBlock = plan.arms().size();
        int completeBlocks = done / perBlock;
        double left = 0;
        for (int block = completeBlocks + 1; block <= plan.blocks(); block++) {
            var order = plan.order(block);
            for (int i = block == completeBlocks + 1 ? done % perBlock : 0; i < order.size(); i++) {
                left += trial(order.get(i));
            }
        }
        int started = completeBlocks / plan.request().brokers().blocksPerStart() + 1;
        return left
                + Math.max(0, plan.incarnations() - started) * plan.estimate().incarnationSeconds();
    }

    private double trial(Arm arm) {
        DoubleSummaryStatistics past = seconds.get(arm.benchmark());
        return past == null ? plan.estimate().trialSeconds(arm) : past.getAverage();
    }
}
