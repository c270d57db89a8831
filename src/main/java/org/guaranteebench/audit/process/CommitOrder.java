package org.guaranteebench.audit.process;

import java.util.Arrays;
import java.util.stream.Collectors;

/** When a stage commits the positions of a batch, among its other steps. */
public enum CommitOrder {
    /** Before the first record is processed. */
    COMMIT_FIRST("commit-first"),
    /** When all are processed, and their results acknowledged. */
    PROCESS_FIRST("process-first"),
    /** The client does, when its timer has run out ({@code enable.auto.commit}), and at its close. */
    TIMER("timer"),
    /** Results in a transaction, positions by themselves just before its commit. */
    OUTSIDE("outside"),
    /** Results and positions in one transaction, with the group's metadata. */
    EXACTLY_ONCE("exactly-once");

    private final String text;

    CommitOrder(String text) {
        this.text = text;
    }

    /** Errors: {@link IllegalArgumentException} that names the value and the allowed values. */
    static CommitOrder parse(String text) {
        return Arrays.stream(values())
                .filter(order -> order.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("order=" + text + ": allowed are "
                        + Arrays.stream(values()).map(CommitOrder::toString).collect(Collectors.joining(", "))));
    }

    /** Whether its results are in transactions. */
    boolean transactional() {
        return this == OUTSIDE || this == EXACTLY_ONCE;
    }

    @Override
    public String toString() {
        return text;
    }
}
