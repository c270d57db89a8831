package org.guaranteebench.audit.payload;

/** What the bytes of a record turned out to be. */
public sealed interface Parsed {
    /** Made with the key of this twin. */
    record Genuine(AuditRecord record) implements Parsed {}

    /** Anything else: another run's, damaged, forged, or no payload at all. */
    record Foreign(String reason) implements Parsed {}
}
