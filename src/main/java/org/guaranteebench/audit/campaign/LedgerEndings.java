package org.guaranteebench.audit.campaign;

import java.io.IOException;
import java.nio.file.Path;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.audit.ledger.Ending;
import org.guaranteebench.audit.ledger.Ledger;
import org.guaranteebench.audit.verdict.FaultEvidence;

/** Holds the end of each ledger against that of its process: a process that was not killed has closed its own. */
final class LedgerEndings {
    private LedgerEndings() {}

    /**
     * The same evidence with what the ledgers add to it. A twin proves nothing of which a ledger ends in another way than
     * its process; what a killed process was writing is told.
     *
     * <p>Errors: {@link IOException} in one line that names a damaged ledger.
     */
    static FaultEvidence added(AuditFolder folder, FaultEvidence evidence) throws IOException {
        FaultEvidence added = evidence;
        for (Path file : folder.ledgers()) {
            Ledger ledger = Ledger.open(file);
            Ending ending = ledger.read(entry -> {});
            int incarnation = ledger.header().incarnation();
            String name = "the ledger of incarnation " + incarnation;
            if (!evidence.facts().killed(incarnation)) {
                if (!ending.closed()) {
                    added = added.but(name + " was not closed, though its process was not killed"
                            + (ending.tornBytes() > 0 ? ", and " + ending.tornBytes() + " bytes of it are torn" : ""));
                }
            } else if (ending.closed()) {
                added = added.but(name + " was closed, though its process was killed");
            } else if (ending.tornBytes() > 0) {
                added = added.noting(name + " ends with " + ending.tornBytes() + " torn bytes");
            }
        }
        return added;
    }
}
