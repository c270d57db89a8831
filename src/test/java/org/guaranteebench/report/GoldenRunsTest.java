package org.guaranteebench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.FaultEvidence;
import org.guaranteebench.audit.verdict.Twin;
import org.guaranteebench.audit.verdict.Verdict;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Semantics;
import org.guaranteebench.grid.Treatment;
import org.guaranteebench.journal.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the tests of the plots draw is what the suite writes, byte for byte: {@code golden/ladder}, {@code
 * golden/consumers}, {@code golden/curve} and {@code golden/audit}.
 */
class GoldenRunsTest {
    private static final String AUDIT = "20260304-050607-cafe";
    private static final FaultEvidence FIRED = FaultEvidence.proven("pid 4711 ended by signal 9");
    private static final String STUCK = "the weak twin shows no damage: observed 0 lost in 1,000 sends under F5";

    @TempDir
    private Path out;

    private static void assertSame(RunFolder folder, String name) throws IOException {
        for (String file : List.of("run.json", "trials.csv", "results.csv", "costs.csv", "spectrum.csv")) {
            Golden.assertSame(folder.path().resolve(file), name + "/" + file);
        }
    }

    @Test
    void aRunOfProducersIsTheSameByteForByte() throws IOException {
        assertSame(GoldenFigures.ladder().save(out), "ladder");
    }

    @Test
    void aRunWithConsumersIsTheSameByteForByte() throws IOException {
        assertSame(GoldenFigures.consumers().save(out), "consumers");
    }

    /** What the page draws, so that the tests of the plots can hold theirs to it. */
    @Test
    void anArmLooksOnThePageAsThePlotsHaveIt() throws IOException {
        Map<String, GoldenRun> runs = Map.of("ladder", GoldenFigures.ladder(), "consumers", GoldenFigures.consumers());
        for (Map.Entry<String, GoldenRun> run : runs.entrySet()) {
            List<String> lines = new ArrayList<>(List.of("family,arm,color,symbol,dash"));
            Map<String, List<Arm>> families = run.getValue().arms().stream()
                    .collect(Collectors.groupingBy(
                            arm -> Columns.family(arm.benchmark()), TreeMap::new, Collectors.toList()));
            families.forEach((family, arms) -> Looks.of(arms)
                    .forEach((arm, look) ->
                            lines.add(String.join(",", family, arm, look.color(), look.symbol(), look.dash()))));
            Path written = Files.write(out.resolve(run.getKey() + ".csv"), lines);
            Golden.assertSame(written, run.getKey() + "/looks.csv");
        }
    }

    @Test
    void aRunThatDrawsCurvesIsTheSameByteForByte() throws IOException {
        RunFolder folder = GoldenCurve.run().save(out);
        assertSame(folder, "curve");
        Golden.assertSame(folder.saturationCsv(), "curve/saturation.csv");
        Golden.assertSame(folder.curveCsv(), "curve/curve.csv");
    }

    @Test
    void anAuditIsTheSameByteForByte() throws IOException {
        RunFolder folder = new GoldenRun(AUDIT, 7, 1, 0, 0).conditions(out);
        List<AuditRow> rows = new ArrayList<>(producers());
        rows.addAll(stages());
        AuditTable.write(folder.auditCsv(), rows);
        for (String file : List.of("run.json", "audit.csv")) {
            Golden.assertSame(folder.path().resolve(file), "audit/" + file);
        }
    }

    /** F5 is inconclusive on both sides, F7 violated against expectation; F6 has both twins on one level. */
    private static List<AuditRow> producers() {
        String f3 = "response of the 3rd Produce swallowed, connection closed";
        String f4 = "producer process halts after the append, restarts and resends";
        String f5 = "follower fetches cut, leader killed, link healed";
        String f6 = "transaction aborted";
        String f7 = "producer stopped mid-transaction, a successor takes its transactional id";
        Cell all = SyntheticRun.ALL_ISR;
        Cell idempotent = SyntheticRun.IDEMPOTENT;
        Cell open = SyntheticRun.transactional("100");
        Cell committed = Cell.of("all", "true", "100", "read_committed");
        return List.of(
                row("F3", f3, all, true, counts(0, 5, 0, 0, 0, 0), damaged("5 duplicated", "F3")),
                row("F3", f3, idempotent, false, counts(0, 0, 0, 0, 0, 0), held("0 lost, 0 duplicated", "F3")),
                row("F4", f4, idempotent, true, counts(0, 1, 0, 0, 0, 0), damaged("1 duplicated", "F4")),
                row("F4", f4, committed, false, counts(0, 0, 0, 0, 0, 0), held("0 lost, 0 duplicated", "F4")),
                row("F5", f5, SyntheticRun.LEADER_ACK, true, counts(0, 0, 0, 0, 0, 0), nothing(STUCK)),
                row(
                        "F5",
                        f5,
                        all,
                        false,
                        counts(0, 0, 0, 0, 0, 12),
                        nothing("observed 0 lost in 1,000 sends under F5 (12 indeterminate apart), but the weak twin"
                                + " proves nothing: " + STUCK)),
                row("F6", f6, open, true, counts(0, 0, 100, 0, 0, 0), damaged("100 aborted and read", "F6")),
                row(
                        "F6",
                        f6,
                        committed,
                        false,
                        counts(0, 0, 0, 0, 0, 0),
                        held("0 lost, 0 aborted and read, 0 torn", "F6")),
                row(
                        "F7",
                        f7,
                        idempotent,
                        true,
                        counts(0, 100, 0, 0, 40, 0),
                        damaged("100 duplicated, 40 reordered", "F7")),
                row(
                        "F7",
                        f7,
                        committed,
                        false,
                        counts(0, 3, 0, 1, 0, 0),
                        Verdict.of("VIOLATED (unexpected)", observed("3 duplicated, 1 torn", "F7"))),
                row(
                        "F9",
                        "requests swallowed",
                        SyntheticRun.FIRE_AND_FORGET,
                        true,
                        new Counters(1_000_000, 1_000_000, 1_000_000, 0, 0, 0, 0, 0, 0),
                        damaged("1,000,000 lost", "F9")),
                row(
                        "F9",
                        "requests swallowed",
                        SyntheticRun.LEADER_ACK,
                        false,
                        new Counters(1_000_000, 999_000, 0, 0, 0, 0, 0, 0, 1000),
                        held("0 lost", "F9")));
    }

    /** F1 holds with copies that nobody promised away; F8's strong twin was not observed, its weak one has no name. */
    private static List<AuditRow> stages() {
        String f1 = "consumer process halts between commit and processing";
        String f2 = "consumer process halts between processing and commit";
        String f8 = "process halts after produce, before commitTransaction";
        String f10 = "consumer group rebalances during processing";
        Twin unseen = Twin.failed("the stage did not start");
        Cell outside = Cell.of("all", "true", "none", "read_committed", treatment(Semantics.AT_MOST_ONCE));
        return List.of(
                stage("F1", f1, Semantics.AT_MOST_ONCE, true, counts(37, 0, 0, 0, 0, 0), damaged("37 lost", "F1")),
                stage("F1", f1, Semantics.AT_LEAST_ONCE, false, counts(0, 37, 0, 0, 0, 0), held("0 lost", "F1")),
                stage(
                        "F2",
                        f2,
                        Semantics.AT_LEAST_ONCE_IDEMPOTENT,
                        true,
                        counts(0, 37, 0, 0, 0, 0),
                        damaged("37 duplicated", "F2")),
                stage(
                        "F2",
                        f2,
                        Semantics.EXACTLY_ONCE,
                        false,
                        counts(0, 0, 0, 0, 0, 0),
                        held("0 lost, 0 duplicated", "F2")),
                new AuditRow(
                        AUDIT,
                        "F8",
                        f8,
                        outside,
                        true,
                        Twin.observed(counts(37, 0, 0, 0, 0, 0), FIRED),
                        OptionalLong.of(1200),
                        damaged("37 lost", "F8"),
                        1,
                        "results in a transaction, positions committed outside of it"),
                new AuditRow(
                        AUDIT,
                        "F8",
                        f8,
                        of(Semantics.EXACTLY_ONCE),
                        false,
                        unseen,
                        OptionalLong.empty(),
                        nothing("not observed: the stage did not start"),
                        1,
                        ""),
                stage(
                        "F10",
                        f10,
                        Semantics.AUTO_COMMIT,
                        true,
                        counts(2, 211, 0, 0, 0, 0),
                        damaged("2 lost, 211 duplicated", "F10")),
                stage(
                        "F10",
                        f10,
                        Semantics.EXACTLY_ONCE,
                        false,
                        counts(0, 0, 0, 0, 0, 0),
                        held("0 lost, 0 duplicated", "F10")));
    }

    private static AuditRow row(
            String scenario, String fault, Cell cell, boolean control, Counters counters, Verdict verdict) {
        Twin twin = Twin.observed(counters, FIRED);
        return new AuditRow(AUDIT, scenario, fault, cell, control, twin, OptionalLong.empty(), verdict, 1, "");
    }

    private static AuditRow stage(
            String scenario, String fault, Semantics what, boolean control, Counters counters, Verdict verdict) {
        Twin twin = Twin.observed(counters, FIRED);
        return new AuditRow(AUDIT, scenario, fault, of(what), control, twin, OptionalLong.of(0), verdict, 1, "");
    }

    private static Cell of(Semantics semantics) {
        return Cell.of("all", "true", "none", semantics.isolation().toString(), treatment(semantics));
    }

    private static Treatment treatment(Semantics semantics) {
        return new Treatment(Map.of("semantics", semantics.toString()));
    }

    private static Counters counts(int lost, int duplicated, int abortedRead, int torn, int reordered, int unsure) {
        return new Counters(1000, 1000, lost, duplicated, abortedRead, torn, 0, reordered, unsure);
    }

    private static Verdict held(String what, String scenario) {
        return Verdict.of("HELD", observed(what, scenario));
    }

    private static Verdict damaged(String what, String scenario) {
        return Verdict.of("VIOLATED (expected)", observed(what, scenario));
    }

    private static Verdict nothing(String why) {
        return Verdict.of("INCONCLUSIVE", why);
    }

    private static String observed(String what, String scenario) {
        return "observed " + what + " in 1,000 sends under " + scenario;
    }
}
