package org.guaranteebench.audit.oracle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.audit.payload.AuditKey;
import org.guaranteebench.audit.payload.PayloadCodec;
import org.guaranteebench.audit.readback.ReadBack;
import org.guaranteebench.audit.verdict.Judgement;
import org.guaranteebench.audit.verdict.Judgements;

/** Holds all read-backs of one twin against its ledgers. */
public final class Oracle {
    private Oracle() {}

    /**
     * Blocks, for some seconds per million records. Needs 100 bytes of heap a message.
     *
     * <p>Errors: {@link IOException} in one line that names the file: missing, damaged, of another run, or ledgers that
     * contradict themselves.
     */
    public static Judgements judge(AuditFolder folder) throws IOException {
        AuditKey key = AuditKey.read(folder.key());
        List<Path> readBacks = folder.readBacks();
        List<Path> ledgers = folder.ledgers();
        if (readBacks.isEmpty() || ledgers.isEmpty()) {
            throw new IOException(folder.path() + ": no " + (ledgers.isEmpty() ? "ledger" : "read-back") + " in it");
        }
        Account account = Account.of(key.run(), ledgers);
        List<Judgement> judgements = new ArrayList<>();
        for (Path file : readBacks) {
            ReadBack readBack = ReadBack.open(file);
            if (readBack.header().run() != key.run()) {
                throw new IOException(file + ": is of another run");
            }
            Judge judge = new Judge(account, new PayloadCodec(key));
            readBack.read(judge::read);
            Tally tally = judge.finish();
            judgements.add(new Judgement(
                    AuditFolder.nameOf(file),
                    readBack.header().isolation(),
                    readBack.header().source(),
                    tally.counters(),
                    tally.findings()));
        }
        return new Judgements(judgements);
    }
}
