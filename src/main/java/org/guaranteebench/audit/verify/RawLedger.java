package org.guaranteebench.audit.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.guaranteebench.audit.ledger.Ending;
import org.guaranteebench.audit.ledger.Entry;
import org.guaranteebench.audit.ledger.Event;
import org.guaranteebench.audit.ledger.Ledger;
import org.guaranteebench.audit.ledger.LedgerHeader;

/**
 * A ledger that has been read to its end once, and may be again. Holds no entries.
 *
 * <p>Errors of all methods that read: {@link IOException} in one line that names the file and the damage.
 *
 * @param began when its first entry was noted, in ns as the entries have it; 0 without one
 * @param ended when its last one was
 */
record RawLedger(Ledger ledger, Ending ending, long began, long ended) {

    static RawLedger open(Path file) throws IOException {
        Ledger ledger = Ledger.open(file);
        long[] times = new long[2];
        boolean[] some = new boolean[1];
        Ending ending = ledger.read(entry -> {
            times[0] = some[0] ? times[0] : entry.time();
            times[1] = entry.time();
            some[0] = true;
        });
        return new RawLedger(ledger, ending, times[0], times[1]);
    }

    LedgerHeader header() {
        return ledger.header();
    }

    boolean ofSource() {
        return header().role().name().equals("SOURCE");
    }

    void each(Consumer<Entry> reader) throws IOException {
        ledger.read(reader);
    }

    long count(Predicate<Entry> wanted) throws IOException {
        LongAdder count = new LongAdder();
        ledger.read(entry -> count.add(wanted.test(entry) ? 1 : 0));
        return count.sum();
    }

    long count(Event event) throws IOException {
        return count(entry -> entry.event() == event);
    }

    @Override
    public String toString() {
        return "the ledger of incarnation " + header().incarnation();
    }
}
