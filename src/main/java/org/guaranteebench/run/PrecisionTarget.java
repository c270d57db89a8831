package org.guaranteebench.run;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.stats.FixedWidth;

/**
 * {@code --precision}: a run goes on until the ladder's throughput ratios are known so well, or until its time is over.
 *
 * @param asked as a share: 0.03 for {@code 3%}
 * @param seconds no block is begun that would end later
 */
public record PrecisionTarget(String text, double asked, double seconds) {
    public static final int FEWEST_BLOCKS = FixedWidth.FEWEST;

    private static final double LEAST_PERCENT = 0.5;
    private static final double MOST_PERCENT = 50;
    private static final double MINUTES = 60;

    /**
     * @param maxTime {@code --max-time}, minutes
     *     <p>Errors: {@link IllegalArgumentException} in one line that names flag, value and allowed values.
     */
    public static PrecisionTarget parse(String text, Optional<String> maxTime) {
        double percent = text.matches("[0-9]{1,4}(\\.[0-9]{1,6})?%")
                ? Double.parseDouble(text.substring(0, text.length() - 1))
                : Double.NaN;
        if (!(percent >= LEAST_PERCENT && percent <= MOST_PERCENT)) {
            throw new IllegalArgumentException("--precision " + text + ": allowed are 0.5% to 50%, such as 3%");
        }
        return new PrecisionTarget(
                text, percent / 100, 60 * maxTime.map(ExternalChoice::minutes).orElse(MINUTES));
    }

    /** Half-width of the log-ratio's interval. */
    double halfWidth() {
        return Math.log1p(asked);
    }

    /**
     * The plan with as many blocks as time and bytes allow by its estimate; what is measured decides later.
     *
     * <p>Errors: {@link IllegalArgumentException} in one line when there is no ladder to be precise about, or no time for
     * the fewest blocks.
     */
    RunPlan fitted(RunPlan plan) {
        if (new LadderSteps(plan.arms()).isEmpty()) {
            throw new IllegalArgumentException(
                    "--precision " + text + ": is about throughput ratios from rung to rung of"
                            + " the ladder, and this run has none; allowed with " + LadderSteps.BENCHMARK
                            + " and at least two levels, this run has " + measured(plan.arms()));
        }
        RunPlan fitting = plan.withBlocks(FixedWidth.FEWEST);
        if (fitting.estimate().seconds() > seconds) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "--max-time %s: %d blocks, the fewest with --precision, take about %s minutes; allowed is a larger"
                            + " --max-time, or fewer arms, or shorter trials",
                    Estimate.typed(seconds / 60),
                    FixedWidth.FEWEST,
                    Estimate.atLeast(fitting.estimate().seconds() / 60)));
        }
        for (int blocks = FixedWidth.FEWEST + 1; blocks <= FixedWidth.MOST; blocks++) {
            RunPlan longer = plan.withBlocks(blocks);
            if (longer.estimate().seconds() > seconds
                    || longer.estimate().bytes()
                            > plan.request().brokers().caps().bytes()) {
                break;
            }
            fitting = longer;
        }
        return fitting;
    }

    private static String measured(List<Arm> arms) {
        return String.join(", ", arms.stream().map(Arm::benchmark).distinct().toList()) + " with "
                + String.join(
                        ", ",
                        arms.stream().map(arm -> arm.cell().arm()).distinct().toList());
    }
}
