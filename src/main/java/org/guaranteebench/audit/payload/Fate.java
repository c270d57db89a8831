package org.guaranteebench.audit.payload;

import java.util.Optional;

/** What its producer means to do with the transaction that a record belongs to. Files store the ordinal. */
public enum Fate {
    /** The record belongs to no transaction. */
    NONE,
    COMMIT,
    ABORT;

    private static final Fate[] ALL = values();

    /** Empty for a number that stands for none. */
    public static Optional<Fate> of(int code) {
        return code >= 0 && code < ALL.length ? Optional.of(ALL[code]) : Optional.empty();
    }
}
