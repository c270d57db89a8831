package org.guaranteebench.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.guaranteebench.audit.ledger.LedgerHeader;
import org.guaranteebench.audit.ledger.LedgerWriter;
import org.guaranteebench.audit.ledger.Role;
import org.guaranteebench.audit.oracle.Oracle;
import org.guaranteebench.audit.payload.AuditKey;
import org.guaranteebench.audit.payload.AuditRecord;
import org.guaranteebench.audit.payload.Fate;
import org.guaranteebench.audit.payload.PayloadCodec;
import org.guaranteebench.audit.readback.ReadBackHeader;
import org.guaranteebench.audit.readback.ReadBackWriter;
import org.guaranteebench.audit.readback.ReadRecord;
import org.guaranteebench.audit.verdict.Judgement;
import org.guaranteebench.audit.verdict.Judgements;
import org.guaranteebench.audit.verify.Verification;

/** The files of one twin that a test makes up. Its records are of producer 0 unless a test makes them itself. */
public final class TwinFiles {
    public static final String READ_BACK = "read_uncommitted";
    public static final int PARTITIONS = 3;

    private final AuditFolder folder;
    private final AuditKey key = AuditKey.random();
    private final PayloadCodec codec = new PayloadCodec(key);
    private final Map<Integer, LedgerWriter> ledgers = new TreeMap<>();
    private final List<ReadRecord> records = new ArrayList<>();

    public TwinFiles(Path path) throws IOException {
        folder = new AuditFolder(path);
        key.write(folder.key());
    }

    public AuditFolder folder() {
        return folder;
    }

    public AuditKey key() {
        return key;
    }

    public LedgerWriter source(int incarnation) throws IOException {
        return ledger(incarnation, Role.SOURCE);
    }

    public LedgerWriter stage(int incarnation) throws IOException {
        return ledger(incarnation, Role.STAGE);
    }

    private LedgerWriter ledger(int incarnation, Role role) throws IOException {
        LedgerWriter known = ledgers.get(incarnation);
        if (known != null) {
            return known;
        }
        LedgerWriter created =
                LedgerWriter.create(folder.ledger(incarnation), LedgerHeader.of(key.run(), incarnation, role));
        ledgers.put(incarnation, created);
        return created;
    }

    public AuditRecord plain(int incarnation, long sequence) {
        return AuditRecord.plain(key.run(), 0, incarnation, sequence);
    }

    public AuditRecord in(int incarnation, long transaction, Fate fate, long sequence) {
        return new AuditRecord(key.run(), 0, incarnation, sequence, transaction, fate);
    }

    /** An intent and its acknowledgement by a source. */
    public AuditRecord sent(AuditRecord record) throws IOException {
        LedgerWriter ledger = source(record.incarnation());
        ledger.intent(record);
        ledger.acked(record, 0, -1);
        return record;
    }

    public byte[] payload(AuditRecord record) {
        byte[] value = new byte[PayloadCodec.BYTES];
        codec.write(record, value);
        return value;
    }

    /** At the end of the partition, a gap of one offset before each, as markers leave them. */
    public TwinFiles read(int partition, AuditRecord... read) {
        for (AuditRecord record : read) {
            read(partition, payload(record));
        }
        return this;
    }

    public TwinFiles read(int partition, byte[] value) {
        records.add(new ReadRecord(partition, end(partition) + 1, value));
        return this;
    }

    /** What was read so far, in the order of places. Changes are for keeps. */
    public List<ReadRecord> records() {
        records.sort(Comparator.comparingInt(ReadRecord::partition).thenComparingLong(ReadRecord::offset));
        return records;
    }

    private long end(int partition) {
        return records.stream()
                .filter(record -> record.partition() == partition)
                .mapToLong(record -> record.offset() + 1)
                .max()
                .orElse(0);
    }

    /** Writes everything down, has it judged, and the recount must agree. */
    public Judgement judged() throws IOException {
        write();
        Judgements judgements = Oracle.judge(folder);
        judgements.write(folder.judgements());
        Judgement judgement = judgements.judgements().get(0);
        List<?> differences = Verification.of(folder);
        if (!differences.isEmpty()) {
            throw new AssertionError("the oracle and the recount differ: " + differences);
        }
        return judgement;
    }

    /** Writes everything down. */
    public void write() throws IOException {
        ledgers.values().forEach(LedgerWriter::close);
        List<Long> ends =
                IntStream.range(0, PARTITIONS).mapToObj(p -> end(p) + 1).toList();
        ReadBackHeader header = new ReadBackHeader(key.run(), READ_BACK, "topic t", ends);
        try (ReadBackWriter writer = ReadBackWriter.create(folder.readBack(READ_BACK), header)) {
            for (ReadRecord record : records()) {
                writer.add(record.partition(), record.offset(), record.payload());
            }
            writer.finish();
        }
    }
}
