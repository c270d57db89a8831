package org.guaranteebench.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.guaranteebench.audit.ledger.Entry;
import org.guaranteebench.audit.ledger.Event;
import org.guaranteebench.audit.ledger.LedgerHeader;
import org.guaranteebench.audit.ledger.Role;
import org.guaranteebench.audit.payload.AuditKey;
import org.guaranteebench.audit.payload.AuditRecord;
import org.guaranteebench.audit.payload.Fate;
import org.guaranteebench.audit.payload.PayloadCodec;
import org.guaranteebench.audit.readback.ReadRecord;

/**
 * A small made-up past of one twin: what its processes noted, and what was read. Everything that the ledgers allow may
 * happen in it, likely or not.
 */
public final class History {
    private static final AuditKey KEY = AuditKey.random();
    private static final AuditKey OTHER_KEY = AuditKey.random();
    private static final PayloadCodec CODEC = new PayloadCodec(KEY);

    /** What one process noted. */
    public record Notes(LedgerHeader header, List<Entry> entries) {}

    /** A record that was read; what it says of itself is empty when it is none of this run. */
    public record Sighting(ReadRecord record, Optional<AuditRecord> says) {}

    private final SplittableRandom random;
    private final List<Notes> notes = new ArrayList<>();
    private final List<AuditRecord> attempts = new ArrayList<>();
    private final List<Sighting> sightings = new ArrayList<>();

    private History(long seed) {
        random = new SplittableRandom(seed);
    }

    public static History random(long seed) {
        History history = new History(seed);
        int sources = 1 + history.random.nextInt(3);
        for (int incarnation = 0; incarnation < sources; incarnation++) {
            history.process(incarnation, Role.SOURCE);
        }
        int stages = history.random.nextInt(10) < 3 ? 1 + history.random.nextInt(2) : 0;
        for (int stage = 0; stage < stages; stage++) {
            history.process(sources + stage, Role.STAGE);
        }
        history.read();
        return history;
    }

    public AuditKey key() {
        return KEY;
    }

    public List<Notes> notes() {
        return notes;
    }

    /** In the order of places. */
    public List<Sighting> sightings() {
        return sightings;
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private void process(int incarnation, Role role) {
        List<Entry> entries = new ArrayList<>();
        notes.add(new Notes(new LedgerHeader(KEY.run(), incarnation, role, 1), entries));
        int groups = random.nextInt(5);
        for (int group = 0; group < groups; group++) {
            boolean inTransaction = random.nextBoolean();
            Fate fate = !inTransaction ? Fate.NONE : oneIn(3) ? Fate.ABORT : Fate.COMMIT;
            long transaction = inTransaction ? group : AuditRecord.NO_TRANSACTION;
            int size = 1 + random.nextInt(4);
            long first = random.nextInt(6);
            for (int i = 0; i < size; i++) {
                attempt(
                        entries,
                        new AuditRecord(KEY.run(), oneIn(5) ? 1 : 0, incarnation, first + i, transaction, fate));
            }
            if (inTransaction) {
                end(entries, transaction);
            }
        }
    }

    private void attempt(List<Entry> entries, AuditRecord record) {
        int times = oneIn(8) ? 2 : 1;
        for (int i = 0; i < times; i++) {
            note(entries, Event.INTENT, record);
            switch (random.nextInt(8)) {
                case 0 -> note(entries, Event.FAILED, record);
                case 1 -> note(entries, Event.UNKNOWN, record);
                case 2 -> {
                    // The process died before it heard.
                }
                default -> note(entries, Event.ACKED, record);
            }
        }
        attempts.add(record);
    }

    private void end(List<Entry> entries, long transaction) {
        if (random.nextInt(4) > 0) {
            note(entries, Event.TRANSACTION_COMMITTING, transaction);
        }
        switch (random.nextInt(6)) {
            case 0 -> note(entries, Event.TRANSACTION_ABORTED, transaction);
            case 1 -> note(entries, Event.TRANSACTION_UNKNOWN, transaction);
            case 2 -> {
                // The process died before it heard.
            }
            default -> note(entries, Event.TRANSACTION_COMMITTED, transaction);
        }
    }

    private static void note(List<Entry> entries, Event event, AuditRecord r) {
        entries.add(new Entry(event, r.producer(), r.sequence(), r.transaction(), r.fate(), 0, 0, entries.size()));
    }

    private static void note(List<Entry> entries, Event event, long transaction) {
        entries.add(new Entry(event, 0, 0, transaction, Fate.NONE, 0, 0, entries.size()));
    }

    private void read() {
        List<AuditRecord> read = new ArrayList<>();
        for (AuditRecord attempt : attempts) {
            int copies = oneIn(6) ? 0 : oneIn(8) ? 2 + random.nextInt(2) : 1;
            read.addAll(Collections.nCopies(copies, attempt));
        }
        if (oneIn(2)) {
            read.sort(Comparator.comparingLong(AuditRecord::sequence));
        }
        for (int swaps = random.nextInt(3); swaps > 0 && read.size() > 1; swaps--) {
            Collections.swap(read, random.nextInt(read.size()), random.nextInt(read.size()));
        }
        int partitions = 1 + random.nextInt(2);
        for (int partition = 0; partition < partitions; partition++) {
            long offset = 0;
            for (AuditRecord record : read) {
                boolean here = oneIn(10) ? oneIn(2) : record.sequence() % partitions == partition;
                if (here) {
                    offset += 1 + random.nextInt(2);
                    sightings.add(sighting(partition, offset, record));
                }
            }
        }
    }

    /** Of the record, or now and then of something that only looks like it. */
    private Sighting sighting(int partition, long offset, AuditRecord record) {
        AuditRecord says = record;
        byte[] value = new byte[PayloadCodec.BYTES];
        switch (random.nextInt(60)) {
            case 0 -> {
                return new Sighting(new ReadRecord(partition, offset, null), Optional.empty());
            }
            case 1 -> {
                AuditRecord foreign = AuditRecord.plain(OTHER_KEY.run(), record.producer(), 0, record.sequence());
                new PayloadCodec(OTHER_KEY).write(foreign, value);
                return new Sighting(new ReadRecord(partition, offset, value), Optional.empty());
            }
            case 2 -> {
                CODEC.write(record, value);
                value[random.nextInt(value.length)] ^= 1;
                return new Sighting(new ReadRecord(partition, offset, value), Optional.empty());
            }
            case 3 ->
                says = AuditRecord.plain(KEY.run(), record.producer(), record.incarnation(), record.sequence() + 3);
            case 4 ->
                says = new AuditRecord(
                        KEY.run(), record.producer(), record.incarnation(), record.sequence(), 9, Fate.COMMIT);
            case 5 ->
                says = record.fate() == Fate.COMMIT
                        ? new AuditRecord(
                                KEY.run(),
                                record.producer(),
                                record.incarnation(),
                                record.sequence(),
                                record.transaction(),
                                Fate.ABORT)
                        : record;
            default -> {
                // Nearly always what it should be.
            }
        }
        CODEC.write(says, value);
        return new Sighting(new ReadRecord(partition, offset, value), Optional.of(says));
    }
}
