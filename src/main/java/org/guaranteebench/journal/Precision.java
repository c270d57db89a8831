package org.guaranteebench.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;

/**
 * What {@code --precision} asked of a run, and how far it has come: in {@code run.json} from the start, and again after
 * each block. Half-widths are those of ratios: 0.03 is ×1.03 up and ÷1.03 down.
 *
 * @param asked half-width at which the run ends
 * @param maxSeconds after which no further block is started
 * @param fewestBlocks before which it does not end, unless the time is over
 * @param confidence nominal confidence of each interval, above 95 % for the intervals are looked at after every block
 * @param stopped why it ended; empty while it goes on, or when it was killed
 * @param blocks measured
 * @param reached widest half-width of the steps from rung to rung; null while there is no interval
 * @param widest the step that has it: {@code idempotent / all-isr}; empty like it
 * @param blocksNeeded how many it would take in all as widths shrink with the root of their number; 0 while unknown
 * @param secondsNeeded how much longer these would take; 0 where none is missing
 * @param neverMeasured arms of which not one trial was measured in {@code fewestBlocks}
 * @param unknown the steps that begin or end at one of these: {@code stopped} and {@code reached} are about the others
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Precision(
        double asked,
        double maxSeconds,
        int fewestBlocks,
        double confidence,
        String stopped,
        int blocks,
        Double reached,
        String widest,
        int blocksNeeded,
        double secondsNeeded,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> neverMeasured,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> unknown) {

    /** What another version left out is empty. */
    public Precision {
        neverMeasured = Objects.requireNonNullElse(neverMeasured, List.of());
        unknown = Objects.requireNonNullElse(unknown, List.of());
    }

    /** Where all steps can be known. */
    public Precision(
            double asked,
            double maxSeconds,
            int fewestBlocks,
            double confidence,
            String stopped,
            int blocks,
            Double reached,
            String widest,
            int blocksNeeded,
            double secondsNeeded) {
        this(
                asked,
                maxSeconds,
                fewestBlocks,
                confidence,
                stopped,
                blocks,
                reached,
                widest,
                blocksNeeded,
                secondsNeeded,
                List.of(),
                List.of());
    }

    /** The same, without steps that cannot be known. */
    public Precision without(List<String> arms, List<String> steps) {
        return new Precision(
                asked,
                maxSeconds,
                fewestBlocks,
                confidence,
                stopped,
                blocks,
                reached,
                widest,
                blocksNeeded,
                secondsNeeded,
                arms,
                steps);
    }

    /** Every step that is not {@link #unknown} is known as well as asked. */
    public static final String REACHED = "reached";

    /** Another block would have ended too late. */
    public static final String MAX_TIME = "max-time";

    /** No more blocks than that. */
    public static final String MAX_BLOCKS = "max-blocks";

    /** No step was measured in both its arms. */
    public static final String NOTHING_MEASURED = "nothing-measured";

    /** By a signal, or because too many trials failed. */
    public static final String INTERRUPTED = "interrupted";

    public boolean over() {
        return !stopped.isEmpty();
    }

    /** Whether the run has as many blocks as it is to have; one that was interrupted may go on. */
    public boolean decided() {
        return over() && !stopped.equals(INTERRUPTED);
    }
}
