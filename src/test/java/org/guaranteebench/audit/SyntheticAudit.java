package org.guaranteebench.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.guaranteebench.audit.campaign.Observation;
import org.guaranteebench.audit.campaign.Ruling;
import org.guaranteebench.audit.verdict.ClientFact;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.Expectation;
import org.guaranteebench.audit.verdict.FaultEvidence;
import org.guaranteebench.audit.verdict.FaultFacts;
import org.guaranteebench.audit.verdict.StrikeFact;
import org.guaranteebench.audit.verdict.Twin;
import org.guaranteebench.audit.verdict.TwinFacts;
import org.guaranteebench.audit.verdict.Verdicts;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.report.AuditRow;
import org.guaranteebench.report.AuditTable;
import org.guaranteebench.report.SyntheticRun;

/** The folder of an audit that a test makes up: each scenario's weak twin loses what it is told to, its strong one nothing. */
public final class SyntheticAudit {
    public static final int RECORDS = 20;

    private static final int TENTH = RECORDS / 10;

    private final RunFolder folder;
    private final List<Ruling> rulings = new ArrayList<>();

    public SyntheticAudit(Path home) throws IOException {
        folder = new SyntheticRun().save(home);
        Files.createDirectories(folder.audit());
    }

    public RunFolder folder() {
        return folder;
    }

    public AuditFolder twin(String scenario, String twin) {
        return new AuditFolder(folder.audit().resolve(scenario).resolve(twin));
    }

    /** @param lost by the weak twin */
    public SyntheticAudit scenario(String name, int lost) throws IOException {
        return scenario(name, 1, lost, Optional.empty());
    }

    public SyntheticAudit repeated(String name, int repetition, int lost) throws IOException {
        return scenario(name, repetition, lost, Optional.empty());
    }

    /** @param failure of the strong twin, why it was not observed */
    public SyntheticAudit failing(String name, int lost, String failure) throws IOException {
        return failing(name, 1, lost, failure);
    }

    public SyntheticAudit failing(String name, int repetition, int lost, String failure) throws IOException {
        return scenario(name, repetition, lost, Optional.of(failure));
    }

    private SyntheticAudit scenario(String name, int repetition, int lost, Optional<String> failure)
            throws IOException {
        String which = repetition == 1 ? name : name + "-" + repetition;
        Observation weak = play(name, repetition, true, twin(which, "weak"), lost, Optional.empty());
        Observation strong = play(name, repetition, false, twin(which, "strong"), 0, failure);
        rulings.add(new Ruling(weak, strong, Verdicts.of(weak.facts().expectation(), weak.twin(), strong.twin())));
        return this;
    }

    private Observation play(
            String name, int repetition, boolean control, AuditFolder twin, int lost, Optional<String> failure)
            throws IOException {
        Files.createDirectories(twin.path());
        Twin seen = failure.map(Twin::failed).orElse(null);
        if (seen == null) {
            seen = Twin.observed(
                    counted(twin, control, lost),
                    new FaultEvidence(
                            true, "broker 1 (process 4711) ended with status 137, which is SIGKILL", swallowed(twin)));
        }
        TwinFacts facts = new TwinFacts(
                folder.run(),
                name,
                "leader killed, \"cut off\" before",
                repetition,
                control,
                control ? "acks=1" : "acks=all, min ISR 2",
                (control ? SyntheticRun.LEADER_ACK : SyntheticRun.ALL_ISR).values(),
                new Expectation(name, Set.of(Counter.LOST), Set.of(), Set.of(Counter.LOST)),
                TwinFiles.READ_BACK,
                seen.fault(),
                failure.orElse(""),
                "kgb-topic",
                control ? 17L : null,
                1.5);
        facts.write(twin.facts());
        return new Observation(facts, seen);
    }

    /** What F9 leaves behind: the last tenth was swallowed by a proxy, in a single request. */
    private static FaultFacts swallowed(AuditFolder twin) throws IOException {
        Files.writeString(
                twin.proxyLog(),
                "2025-01-02T03:04:05.006Z before clients of broker 1: connection 7: Produce number 1 of kgb-source-0:"
                        + " request swallowed, 120 bytes\n");
        return new FaultFacts(
                List.of(ClientFact.source(0, ProcessHandle.current().pid(), 0).at("acked:" + (RECORDS - TENTH - 1))),
                List.of(new StrikeFact(1, "Produce", "kgb-source-0", "request swallowed", false, 1, 1, 9, 120, -1)),
                List.of());
    }

    /** The strong twin hears of nothing that was swallowed. */
    private static Counters counted(AuditFolder twin, boolean control, int lost) throws IOException {
        TwinFiles files = new TwinFiles(twin.path());
        for (int i = 0; i < RECORDS; i++) {
            var record = files.plain(0, i);
            if (control || i < RECORDS - TENTH) {
                files.sent(record);
            } else {
                files.source(0).intent(record);
                files.source(0).failed(record);
                continue;
            }
            if (i >= lost) {
                files.read(i % TwinFiles.PARTITIONS, record);
            }
        }
        return files.judged().counters();
    }

    public List<Ruling> rulings() {
        return List.copyOf(rulings);
    }

    /** Writes {@code audit.csv}. */
    public SyntheticAudit save() throws IOException {
        AuditTable.write(
                folder.auditCsv(),
                rulings.stream().flatMap(ruling -> AuditRow.of(ruling).stream()).toList());
        return this;
    }
}
