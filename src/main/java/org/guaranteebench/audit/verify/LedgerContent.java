package org.guaranteebench.audit.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.guaranteebench.audit.ledger.Entry;
import org.guaranteebench.audit.ledger.Ledger;
import org.guaranteebench.audit.ledger.LedgerHeader;

/** A whole ledger. */
record LedgerContent(LedgerHeader header, List<Entry> entries) {
    static LedgerContent of(Path file) throws IOException {
        Ledger ledger = Ledger.open(file);
        List<Entry> entries = new ArrayList<>();
        ledger.read(entries::add);
        return new LedgerContent(ledger.header(), entries);
    }
}
