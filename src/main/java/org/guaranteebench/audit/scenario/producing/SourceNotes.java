package org.guaranteebench.audit.scenario.producing;

import java.io.IOException;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.guaranteebench.audit.ledger.Event;
import org.guaranteebench.audit.ledger.Ledger;
import org.guaranteebench.audit.process.SourceJob;

/** What a source has noted, read from its ledger when its process has ended. A bit a note. */
final class SourceNotes {
    private static final BitSet NONE = new BitSet(0);

    private final Map<Event, BitSet> noted = new EnumMap<>(Event.class);
    private final Ledger ledger;

    private SourceNotes(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Errors: {@link IOException} in one line that names the ledger. */
    static SourceNotes of(SourceJob job) throws IOException {
        SourceNotes notes = new SourceNotes(Ledger.open(job.folder().ledger(job.incarnation())));
        notes.ledger.read(entry -> notes.noted
                .computeIfAbsent(entry.event(), event -> new BitSet())
                .set((int) (ofTransaction(entry.event()) ? entry.transaction() : entry.sequence())));
        return notes;
    }

    private static boolean ofTransaction(Event event) {
        return switch (event) {
            case TRANSACTION_COMMITTING, TRANSACTION_COMMITTED, TRANSACTION_ABORTED, TRANSACTION_UNKNOWN -> true;
            default -> false;
        };
    }

    /** @param number sequence of the record, or number of the transaction, as the event has it */
    boolean has(Event event, long number) {
        return noted.getOrDefault(event, NONE).get((int) number);
    }

    int count(Event event) {
        return noted.getOrDefault(event, NONE).cardinality();
    }

    /** Acknowledgements that came at this moment or later. Errors: {@link IOException} as of {@link #of}. */
    long acknowledgedSince(long nanos) throws IOException {
        LongAdder count = new LongAdder();
        ledger.read(entry -> count.add(entry.event() == Event.ACKED && entry.time() - nanos >= 0 ? 1 : 0));
        return count.sum();
    }

    /** The lowest sequence from this one on that is not acknowledged: where one goes on who trusts the notes. */
    long unacknowledged(long first) {
        return noted.getOrDefault(Event.ACKED, NONE).nextClearBit((int) first);
    }
}
