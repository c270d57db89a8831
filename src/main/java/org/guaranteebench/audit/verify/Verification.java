package org.guaranteebench.audit.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.audit.payload.AuditKey;
import org.guaranteebench.audit.readback.ReadBack;
import org.guaranteebench.audit.readback.ReadRecord;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.Finding;
import org.guaranteebench.audit.verdict.Judgement;
import org.guaranteebench.audit.verdict.Judgements;

/** Recounts one twin from its ledgers and read-backs, and holds the result against what the oracle said. */
public final class Verification {
    private static final int MOST_NAMED = 10;

    private Verification() {}

    /**
     * What the recount found, and where the oracle found something else.
     *
     * @param counters by the name of the read-back
     */
    record Recounted(Map<String, Counters> counters, List<Difference> differences) {}

    /**
     * Blocks; needs about a kilobyte of heap a message.
     *
     * <p>Errors: {@link IOException} in one line: a file is missing or damaged, or a read-back was never judged.
     *
     * @return where they differ; empty when they agree on everything
     */
    public static List<Difference> of(AuditFolder folder) throws IOException {
        return recount(folder).differences();
    }

    /** Errors and cost as above. */
    static Recounted recount(AuditFolder folder) throws IOException {
        AuditKey key = AuditKey.read(folder.key());
        List<LedgerContent> ledgers = new ArrayList<>();
        for (Path file : folder.ledgers()) {
            ledgers.add(LedgerContent.of(file));
        }
        List<Judgement> judgements = Judgements.read(folder.judgements()).judgements();
        for (Path file : folder.readBacks()) {
            String name = AuditFolder.nameOf(file);
            if (judgements.stream().noneMatch(judgement -> judgement.readBack().equals(name))) {
                throw new IOException(file + ": is in no judgement of " + folder.judgements());
            }
        }
        Map<String, Counters> counters = new TreeMap<>();
        List<Difference> differences = new ArrayList<>();
        for (Judgement judgement : judgements) {
            List<ReadRecord> records = new ArrayList<>();
            ReadBack.open(folder.readBack(judgement.readBack())).read(records::add);
            Recount recount = Recount.of(new RawPayload.Reader(key.run(), key.secret()), ledgers, records);
            counters.put(judgement.readBack(), recount.counters());
            for (Counter counter : Counter.values()) {
                compare(judgement, recount, counter, differences);
            }
        }
        return new Recounted(counters, differences);
    }

    private static void compare(Judgement judgement, Recount recount, Counter counter, List<Difference> differences) {
        long recorded = judgement.counters().of(counter);
        long recounted = recount.counters().of(counter);
        List<Finding> named = judgement.findings().stream()
                .filter(finding -> finding.counter() == counter)
                .toList();
        List<Finding> found = recount.findings(counter);
        List<Finding> onlyRecorded =
                named.stream().filter(finding -> !found.contains(finding)).toList();
        // Beyond that many, the oracle named only some of its cases.
        List<Finding> onlyRecounted = recorded > Judgement.MOST_FINDINGS
                ? List.of()
                : found.stream()
                        .filter(finding -> !named.contains(finding))
                        .limit(MOST_NAMED)
                        .toList();
        if (recorded != recounted || !onlyRecorded.isEmpty() || !onlyRecounted.isEmpty()) {
            differences.add(
                    new Difference(judgement.readBack(), counter, recorded, recounted, onlyRecorded, onlyRecounted));
        }
    }
}
