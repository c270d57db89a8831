package org.guaranteebench.grid;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What a stage that consumes, processes and produces or stores promises, weakest first. */
public enum Semantics {
    /** Commits its position before it processes. */
    AT_MOST_ONCE("at-most-once", false),
    /** Leaves the position to the client's timer: after a crash it may lose or repeat. */
    AUTO_COMMIT("auto-commit", false),
    /** Commits after its results were acknowledged by all in-sync replicas. */
    AT_LEAST_ONCE("at-least-once", false),
    /** The same with an idempotent producer, which takes away the duplicates of retries and no others. */
    AT_LEAST_ONCE_IDEMPOTENT("at-least-once-idempotent", false),
    /** At least once into a table, where a row's key is the record's position: repeating changes nothing. */
    EFFECTIVELY_ONCE("effectively-once", true),
    /** Results and position in one Kafka transaction. */
    EXACTLY_ONCE("exactly-once", false),
    /** Results and position in one transaction of a database, which refuses an unexpected position. */
    EXACTLY_ONCE_EXTERNAL("exactly-once-external", true);

    static final String ALLOWED =
            Arrays.stream(values()).map(Semantics::toString).collect(Collectors.joining(", "));

    private final String text;
    private final boolean stores;

    Semantics(String text, boolean stores) {
        this.text = text;
        this.stores = stores;
    }

    /** Errors: {@link IllegalArgumentException} that names the value and the allowed values. */
    public static Semantics parse(String text) {
        for (Semantics semantics : values()) {
            if (semantics.text.equals(text)) {
                return semantics;
            }
        }
        throw new IllegalArgumentException("semantics=" + text + ": allowed are " + ALLOWED);
    }

    /** What a stage with this promise must read: aborted records are no input. */
    public Isolation isolation() {
        return this == EXACTLY_ONCE || this == EXACTLY_ONCE_EXTERNAL
                ? Isolation.READ_COMMITTED
                : Isolation.READ_UNCOMMITTED;
    }

    /** Whether results go into a database and not to a topic. */
    public boolean stores() {
        return stores;
    }

    /** With what its results are to be read: those of an aborted transaction are none. */
    public Isolation readResults() {
        return transactional() ? Isolation.READ_COMMITTED : Isolation.READ_UNCOMMITTED;
    }

    /** Whether its own producer has transactions. */
    public boolean transactional() {
        return this == EXACTLY_ONCE;
    }

    /**
     * Whether its own producer, if it has one, is idempotent. Those of the weaker promises are, too, so that against
     * {@link #AT_LEAST_ONCE_IDEMPOTENT} only what the consumer does differs.
     */
    public boolean idempotent() {
        return this != AT_LEAST_ONCE;
    }

    @Override
    public String toString() {
        return text;
    }
}
