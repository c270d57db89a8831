package org.guaranteebench.audit.ledger;

/**
 * @param run as in its {@link org.guaranteebench.audit.payload.AuditKey}
 * @param incarnation of the process, unlike in the whole twin
 * @param pid its process id
 */
public record LedgerHeader(long run, int incarnation, Role role, long pid) {

    /** Of this process. */
    public static LedgerHeader of(long run, int incarnation, Role role) {
        return new LedgerHeader(run, incarnation, role, ProcessHandle.current().pid());
    }
}
