package org.guaranteebench.audit.oracle;

/** What the ledgers say of an attempt or a message, strongest first; see {@link org.guaranteebench.audit.verdict.Counter}. */
enum Standing {
    ACKNOWLEDGED,
    OPEN,
    FAILED,
    ABORTED,
    /** Of a message: no source intended it. */
    UNSENT;

    Standing strongest(Standing other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
