package org.guaranteebench.audit.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.audit.payload.AuditKey;
import org.guaranteebench.audit.verdict.ClientFact;
import org.guaranteebench.audit.verdict.FaultFacts;
import org.guaranteebench.audit.verdict.TwinFacts;

/**
 * The files of one twin, as they are.
 *
 * @param ledgers by incarnation
 * @param proxyLog its lines
 */
record RawTwin(AuditFolder folder, TwinFacts facts, AuditKey key, List<RawLedger> ledgers, List<String> proxyLog) {

    /** Errors: {@link IOException} in one line that names what is missing or damaged. */
    static RawTwin open(AuditFolder folder, TwinFacts facts) throws IOException {
        List<RawLedger> ledgers = new ArrayList<>();
        for (Path file : folder.ledgers()) {
            ledgers.add(RawLedger.open(file));
        }
        List<String> log = Files.exists(folder.proxyLog()) ? Files.readAllLines(folder.proxyLog()) : List.of();
        return new RawTwin(folder, facts, AuditKey.read(folder.key()), ledgers, log);
    }

    FaultFacts fault() {
        return facts.evidence().facts();
    }

    Optional<RawLedger> ledger(int incarnation) {
        return ledgers.stream()
                .filter(ledger -> ledger.header().incarnation() == incarnation)
                .findFirst();
    }

    /** Errors: {@link IOException} in one line when that process has none. */
    RawLedger ledger(ClientFact client) throws IOException {
        return ledger(client.incarnation())
                .orElseThrow(() -> new IOException("incarnation " + client.incarnation() + " has no ledger"));
    }
}
