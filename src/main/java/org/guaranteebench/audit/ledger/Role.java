package org.guaranteebench.audit.ledger;

/** Whose ledger it is. Files store the ordinal. */
public enum Role {
    /** Sends messages of its own: its acknowledgements are promises that they will be read. */
    SOURCE,
    /** Consumes messages, and passes on what becomes of them or does it itself. */
    STAGE
}
