package org.guaranteebench.audit.verify;

import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.guaranteebench.audit.ledger.Entry;
import org.guaranteebench.audit.ledger.LedgerHeader;
import org.guaranteebench.audit.readback.ReadBack;
import org.guaranteebench.audit.readback.ReadRecord;

/** What was noted and what was read, to be gone through as often as it takes. Errors: {@link IOException} in one line. */
interface Material {
    void notes(BiConsumer<LedgerHeader, Entry> each) throws IOException;

    void reads(Consumer<ReadRecord> each) throws IOException;

    /** At least as many as there are notes and reads together. */
    long size();

    /** That of one read-back. Holds nothing of it. */
    static Material of(List<RawLedger> ledgers, ReadBack readBack) {
        return new Material() {
            @Override
            public void notes(BiConsumer<LedgerHeader, Entry> each) throws IOException {
                for (RawLedger ledger : ledgers) {
                    ledger.each(entry -> each.accept(ledger.header(), entry));
                }
            }

            @Override
            public void reads(Consumer<ReadRecord> each) throws IOException {
                readBack.read(each);
            }

            @Override
            public long size() {
                return ledgers.stream()
                                .mapToLong(ledger -> ledger.ending().entries())
                                .sum()
                        + readBack.header().ends().stream()
                                .mapToLong(end -> end)
                                .sum();
            }
        };
    }
}
