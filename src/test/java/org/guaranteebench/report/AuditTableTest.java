package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.Expectation;
import org.guaranteebench.audit.verdict.FaultEvidence;
import org.guaranteebench.audit.verdict.Twin;
import org.guaranteebench.audit.verdict.Verdicts;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Treatment;
import org.guaranteebench.journal.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Byte for byte: users script against these columns. */
class AuditTableTest {
    private static final String COUNTERS =
            "sent,acked,lost,duplicated,aborted_read,torn,phantom,reordered,indeterminate";

    @TempDir
    private Path home;

    private Path file;

    @BeforeEach
    void name() {
        file = new RunFolder(home).auditCsv();
    }

    private static List<AuditRow> twins(
            String scenario,
            String fault,
            Expectation expectation,
            Cell weakCell,
            Twin weak,
            Cell strongCell,
            Twin strong) {
        Verdicts verdicts = Verdicts.of(expectation, weak, strong);
        return List.of(
                new AuditRow(
                        SyntheticRun.ID,
                        scenario,
                        fault,
                        weakCell,
                        true,
                        weak,
                        OptionalLong.of(17),
                        verdicts.weak(),
                        1,
                        "the weak one's, of course"),
                new AuditRow(
                        SyntheticRun.ID,
                        scenario,
                        fault,
                        strongCell,
                        false,
                        strong,
                        OptionalLong.empty(),
                        verdicts.strong(),
                        2,
                        "the strong one's"));
    }

    /** Every verdict, every counter with a value of its own, one twin without any, and words that need quoting. */
    private static List<AuditRow> rows() {
        List<AuditRow> losses = twins(
                "F5",
                "follower fetches cut, leader killed",
                new Expectation("F5", Set.of(Counter.LOST), Set.of(), Set.of(Counter.LOST)),
                SyntheticRun.LEADER_ACK,
                Twin.observed(
                        new Counters(1_000_000, 999_990, 123, 0, 0, 0, 0, 0, 10),
                        FaultEvidence.proven("pid 4711 ended by signal 9; leader epoch 0 to 1")),
                SyntheticRun.ALL_ISR,
                Twin.observed(
                        new Counters(1_000_000, 999_000, 0, 2, 0, 0, 0, 0, 1000),
                        FaultEvidence.proven("pid 4712 ended by signal 9; \"leader\" epoch 0 to 1")));
        List<AuditRow> copies = twins(
                "F10",
                "consumer group rebalances during processing",
                new Expectation("F10", Set.of(Counter.DUPLICATED), Set.of(), Set.of(Counter.DUPLICATED)),
                stage("auto-commit", "none", "read_uncommitted"),
                Twin.observed(new Counters(9, 8, 1, 2, 3, 4, 0, 6, 7), FaultEvidence.proven("generation 1 to 2")),
                stage("exactly-once", "none", "read_committed"),
                Twin.failed("the stage did not start"));
        return List.of(losses.get(0), losses.get(1), copies.get(0), copies.get(1));
    }

    private static Cell stage(String semantics, String transactions, String isolation) {
        return Cell.of("all", "true", transactions, isolation, new Treatment(Map.of("semantics", semantics)));
    }

    private void assertGolden() throws IOException {
        AuditTable.write(file, rows());
        Golden.assertSame(file, "audit.csv");
    }

    @Test
    void theTableIsTheSameByteForByte() throws IOException {
        assertGolden();
    }

    @Test
    void theLocaleOfTheMachineChangesNothing() throws IOException {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertGolden();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void columnsStandInTheOrderOfTheContractAndThoseOfConsumersOnlyWhereThereAreSome() throws IOException {
        String before = "run,scenario,fault,acks,idempotence,transactions,isolation,";
        String after = "level,control," + COUNTERS + ",verdict,evidence,statement,lag,arm,repetition,whose";
        AuditTable.write(file, rows());
        assertThat(Files.readAllLines(file)).first().isEqualTo(before + "semantics," + after);
        AuditTable.write(file, rows().subList(0, 2));
        assertThat(Files.readAllLines(file)).first().isEqualTo(before + after);
        AuditTable.write(file, List.of());
        assertThat(Files.readAllLines(file)).containsExactly(before + after);
    }
}
