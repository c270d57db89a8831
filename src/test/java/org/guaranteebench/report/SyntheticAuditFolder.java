package org.guaranteebench.report;

import static org.guaranteebench.report.SyntheticRun.ALL_ISR;
import static org.guaranteebench.report.SyntheticRun.FIRE_AND_FORGET;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.Expectation;
import org.guaranteebench.audit.verdict.FaultEvidence;
import org.guaranteebench.audit.verdict.Twin;
import org.guaranteebench.audit.verdict.Verdicts;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.journal.RunFolder;

/** An audit made up by a test: twins of which 1,000 messages were sent and damaged as the test says. */
public final class SyntheticAuditFolder {
    public static final String ID = "20250202-030405-cafe";
    public static final Counters NONE = new Counters(1000, 1000, 0, 0, 0, 0, 0, 0, 0);

    private final List<AuditRow> rows = new ArrayList<>();
    private int nodes = 3;

    public static Counters lost(int messages) {
        return new Counters(1000, 1000, messages, 0, 0, 0, 0, 0, 0);
    }

    public static Counters duplicated(int copies) {
        return new Counters(1000, 1000, 0, copies, 0, 0, 0, 0, 0);
    }

    public static Counters abortedRead(int records) {
        return new Counters(1000, 900, 0, 0, records, 0, 0, 0, 0);
    }

    /** F6 has both twins on one level, F5 proves nothing, F7 breaks its promise, and nobody audited the last level. */
    public static SyntheticAuditFolder ofProducers() {
        Cell transactional = SyntheticRun.transactional("100");
        Cell reader = Cell.of("all", "true", "100", "read_committed");
        return new SyntheticAuditFolder()
                .scenario("F9", "requests swallowed", Counter.LOST, FIRE_AND_FORGET, lost(1000), LEADER_ACK, NONE)
                .scenario("F5", "leader killed", Counter.LOST, LEADER_ACK, NONE, ALL_ISR, NONE)
                .scenario("F6", "aborted", Counter.ABORTED_READ, transactional, abortedRead(100), reader, NONE)
                .scenario("F7", "zombie", Counter.DUPLICATED, ALL_ISR, duplicated(7), reader, duplicated(3));
    }

    /** F1 keeps its promise with copies that nobody promised away; a group stands still behind its end. */
    public static SyntheticAuditFolder ofStages() {
        return new SyntheticAuditFolder()
                .lagging("F1", "halt", Counter.LOST, stage("at-most-once"), lost(37), stage("at-least-once"), 12)
                .scenario(
                        "F10",
                        "rebalance, \"late\"",
                        Counter.DUPLICATED,
                        stage("auto-commit"),
                        duplicated(211),
                        stage("exactly-once"),
                        NONE);
    }

    public SyntheticAuditFolder nodes(int count) {
        nodes = count;
        return this;
    }

    /** One kind of damage, which the weak twin must show and the strong one must not. */
    public SyntheticAuditFolder scenario(
            String name, String fault, Counter damage, Cell weakCell, Counters weak, Cell strongCell, Counters strong) {
        FaultEvidence fired = FaultEvidence.proven("pid 4711 ended by signal 9");
        Twin control = Twin.observed(weak, fired);
        Twin twin = Twin.observed(strong, fired);
        return add(name, fault, damage, weakCell, control, strongCell, twin, OptionalLong.empty());
    }

    /** One whose strong twin never got anywhere. */
    public SyntheticAuditFolder unobserved(String name, Counter damage, Cell weakCell, Counters weak, Cell strongCell) {
        Twin control = Twin.observed(weak, FaultEvidence.proven("generation 1 to 2"));
        return add(
                name,
                "halt",
                damage,
                weakCell,
                control,
                strongCell,
                Twin.failed("the stage did not start"),
                OptionalLong.empty());
    }

    private SyntheticAuditFolder lagging(
            String name, String fault, Counter damage, Cell weakCell, Counters weak, Cell strongCell, long lag) {
        FaultEvidence fired = FaultEvidence.proven("pid 4712 ended by signal 9");
        Twin twin = Twin.observed(duplicated(37), fired);
        return add(name, fault, damage, weakCell, Twin.observed(weak, fired), strongCell, twin, OptionalLong.of(lag));
    }

    private SyntheticAuditFolder add(
            String name,
            String fault,
            Counter damage,
            Cell weakCell,
            Twin weak,
            Cell strongCell,
            Twin strong,
            OptionalLong lag) {
        Expectation expectation = new Expectation(name, Set.of(damage), Set.of(), Set.of(damage));
        Verdicts verdicts = Verdicts.of(expectation, weak, strong);
        rows.add(new AuditRow(ID, name, fault, weakCell, true, weak, lag, verdicts.weak(), 1, ""));
        rows.add(new AuditRow(ID, name, fault, strongCell, false, strong, lag, verdicts.strong(), 1, ""));
        return this;
    }

    public SyntheticAuditFolder and(SyntheticAuditFolder other) {
        rows.addAll(other.rows);
        return this;
    }

    List<AuditRow> rows() {
        return rows;
    }

    SyntheticRun conditions() {
        return new SyntheticRun(ID).nodes(nodes);
    }

    /** As the suite would have left it: conditions and table, no trials. */
    public RunFolder save(Path out) throws IOException {
        RunFolder folder = conditions().save(out);
        Files.delete(folder.journal());
        AuditTable.write(folder.auditCsv(), rows);
        return folder;
    }
}
