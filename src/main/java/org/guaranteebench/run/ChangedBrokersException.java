package org.guaranteebench.run;

/**
 * A resumed run has met other brokers than it began with, or another database. The message is one line; nothing was measured
 * on them.
 */
public final class ChangedBrokersException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    ChangedBrokersException(String message) {
        super(message);
    }
}
