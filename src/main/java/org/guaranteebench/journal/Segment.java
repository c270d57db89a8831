package org.guaranteebench.journal;

import java.util.Objects;

/**
 * A part of a run that one process measured. A run has several when it was cut short and resumed.
 *
 * @param number from 1
 * @param block the first that it measured, from 1; 0 when it began with the search for rates; what earlier segments measured of this block and later ones is
 *     superseded
 * @param started ISO-8601, UTC
 * @param ended the same, empty while it goes on or when it was killed
 * @param host where it ran
 * @param reason why the segment before it was not the last; empty for the first
 * @param outcome {@link #COMPLETE}, or what cut it short; empty as long as {@code ended} is
 */
public record Segment(int number, int block, String started, String ended, String host, String reason, String outcome) {
    public static final String COMPLETE = "complete";

    /** What another version left out is empty. */
    public Segment {
        started = Objects.requireNonNullElse(started, "");
        ended = Objects.requireNonNullElse(ended, "");
        host = Objects.requireNonNullElse(host, "");
        reason = Objects.requireNonNullElse(reason, "");
        outcome = Objects.requireNonNullElse(outcome, "");
    }

    public Segment ended(String when, String how) {
        return new Segment(number, block, started, when, host, reason, how);
    }

    /** How it ended, for the one that goes on where it stopped. */
    public String end() {
        return ended.isEmpty()
                ? "segment " + number + " ended without a word, as when it is killed or its disk is full"
                : "segment " + number + ": " + outcome;
    }
}
