package org.guaranteebench.cli;

import java.util.Optional;
import java.util.OptionalInt;
import org.guaranteebench.journal.RejectionRule;
import org.guaranteebench.run.PrecisionTarget;
import picocli.CommandLine.Option;

/** What is fixed before a run so that its results can be believed: when it ends, and what it would leave out. */
final class TrustArguments {
    private static final String REJECT = "--reject-disturbed";

    @Option(
            names = "--precision",
            paramLabel = "P%",
            description = "Go on, for ten blocks at least, until the ladder's throughput ratios from rung to rung are"
                    + " known to ±P %%, 0.5%% to 50%%, or until --max-time. Never stops because of significance.")
    String precision;

    @Option(
            names = REJECT,
            paramLabel = "RULE",
            description = "Show the results a second time without the blocks in which a trial meets the rule, such as"
                    + " 'steal>2%%,gc>10%%': any of steal, foreign, gc, drift, lag.")
    String rejectDisturbed;

    /**
     * @param blocks as asked for
     *     <p>Errors: {@link IllegalArgumentException} in one line that names flag, value and allowed values.
     */
    Optional<PrecisionTarget> precision(boolean quick, OptionalInt blocks, Optional<String> maxTime) {
        if (precision == null) {
            return Optional.empty();
        }
        PrecisionTarget target = PrecisionTarget.parse(precision, maxTime);
        if (blocks.isPresent()) {
            throw new IllegalArgumentException("--precision " + precision + " and --blocks " + blocks.getAsInt()
                    + ": one of them; with a precision the blocks end when it is reached, or with --max-time");
        }
        if (quick) {
            throw new IllegalArgumentException("--precision " + precision
                    + " and --quick: one of them; shorter trials are to be had with -wi, -w, -i, -r");
        }
        return Optional.of(target);
    }

    /** Errors: {@link IllegalArgumentException} in one line that names flag, value and allowed values. */
    Optional<RejectionRule> rejection() {
        try {
            return Optional.ofNullable(rejectDisturbed).map(RejectionRule::parse);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(REJECT + " " + e.getMessage(), e);
        }
    }
}
