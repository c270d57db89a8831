package org.guaranteebench.audit.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.audit.payload.AuditKey;
import org.guaranteebench.audit.readback.ReadBack;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.Finding;
import org.guaranteebench.audit.verdict.Judgement;
import org.guaranteebench.audit.verdict.Judgements;

/** Recounts one twin from its ledgers and read-backs, and holds the result against what the oracle said. */
public final class Verification {
    private Verification() {}

    /**
     * What the recount found, and where the oracle found something else.
     *
     * @param counters by the name of the read-back
     */
    record Recounted(Map<String, Counters> counters, List<Difference> differences) {}

    /**
     * Blocks, for some seconds per million messages; needs 300 MB of heap and 70 bytes a message.
     *
     * <p>Errors: {@link IOException} in one line: a file is missing or damaged, or a read-back was never judged.
     *
     * @return where they differ; empty when they agree on everything
     */
    public static List<Difference> of(AuditFolder folder) throws IOException {
        List<RawLedger> ledgers = new ArrayList<>();
        for (Path file : folder.ledgers()) {
            ledgers.add(RawLedger.open(file));
        }
        return recount(folder, AuditKey.read(folder.key()), ledgers).differences();
    }

    /** Errors and cost as above. */
    static Recounted recount(AuditFolder folder, AuditKey key, List<RawLedger> ledgers) throws IOException {
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
            ReadBack readBack = ReadBack.open(folder.readBack(judgement.readBack()));
            Recount recount = Recount.of(
                    new RawPayload.Reader(key.run(), key.secret()),
                    Material.of(ledgers, readBack),
                    Set.copyOf(judgement.findings()));
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
        List<Finding> onlyRecorded = judgement.findings().stream()
                .filter(finding -> finding.counter() == counter && !recount.confirms(finding))
                .toList();
        // Beyond that many, the oracle named only some of its cases.
        List<Finding> onlyRecounted = recorded > Judgement.MOST_FINDINGS ? List.of() : recount.others(counter);
        if (recorded != recounted || !onlyRecorded.isEmpty() || !onlyRecounted.isEmpty()) {
            differences.add(
                    new Difference(judgement.readBack(), counter, recorded, recounted, onlyRecorded, onlyRecounted));
        }
    }
}
