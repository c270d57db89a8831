package org.guaranteebench.run;

import java.util.List;
import org.guaranteebench.grid.Arm;

/**
 * What the search for a plan's rates takes, usually, and what it writes at most.
 *
 * @param plan with open rates
 */
record SearchEstimate(RunPlan plan) {
    /** Of all subjects together. */
    int trials() {
        return subjects().stream()
                .mapToInt(subject -> OpenRates.usualTrials(plan, subject))
                .sum();
    }

    double seconds() {
        Estimate estimate = new Estimate(searching());
        return subjects().stream()
                .mapToDouble(subject -> OpenRates.usualTrials(plan, subject) * estimate.trialSeconds(subject))
                .sum();
    }

    /** An upper bound, all replicas together: no trial is faster than the machine or the cap. */
    long bytes() {
        Estimate estimate = new Estimate(searching());
        return subjects().stream()
                .mapToLong(subject -> OpenRates.mostTrials(subject) * estimate.trialBytes(fastest(subject)))
                .sum();
    }

    /** Of its largest trial. */
    long largestTrialBytes() {
        Estimate estimate = new Estimate(searching());
        return subjects().stream()
                .mapToLong(subject -> estimate.trialBytes(fastest(subject)))
                .max()
                .orElse(0);
    }

    private Arm fastest(Arm subject) {
        int rate = Estimate.mostRecordsPerSecond(plan, subject);
        return new Arm(subject.benchmark(), subject.cell(), subject.workload().withRate(rate), false);
    }

    private RunPlan searching() {
        return plan.open().orElseThrow().searching(plan);
    }

    private List<Arm> subjects() {
        return plan.open().orElseThrow().subjects(plan);
    }
}
