package org.guaranteebench.audit.ledger;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.guaranteebench.audit.payload.AuditRecord;

/** A process that notes intents until somebody kills it, and tells of each on standard output after it was noted. */
public final class LedgerVictim {
    static final long RUN = 42;

    private LedgerVictim() {}

    /** {@code args}: the ledger's file. */
    public static void main(String[] args) throws IOException {
        LedgerWriter writer = LedgerWriter.create(Path.of(args[0]), LedgerHeader.of(RUN, 0, Role.SOURCE));
        DataOutputStream told = new DataOutputStream(System.out);
        for (long sequence = 0; ; sequence++) {
            writer.intent(AuditRecord.plain(RUN, 0, 0, sequence));
            told.writeLong(sequence);
            told.flush();
        }
    }
}
