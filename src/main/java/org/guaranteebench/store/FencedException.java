package org.guaranteebench.store;

import java.util.OptionalLong;

/** Somebody else has moved a position since this consumer read it: nothing of its batch was stored. */
public final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int partition;

    FencedException(Advance refused, OptionalLong found) {
        super("partition " + refused.partition() + ": expected position " + refused.expected() + ", found "
                + (found.isPresent() ? found.getAsLong() : "none")
                + ": another consumer has taken it over, and nothing of this batch was stored");
        partition = refused.partition();
    }

    public int partition() {
        return partition;
    }
}
