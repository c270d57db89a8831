package org.guaranteebench.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.guaranteebench.audit.SyntheticAudit;
import org.guaranteebench.jvm.Directories;
import org.guaranteebench.report.SyntheticRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An audit's folder that is as it was written agrees with itself; whatever is changed in it is named. */
class RunVerificationTest {
    @TempDir
    private Path home;

    private SyntheticAudit audit;

    @BeforeEach
    void played() throws IOException {
        audit = new SyntheticAudit(home).repeated("F9", 2, 3).scenario("F9", 2).save();
    }

    private List<ScenarioCheck> checks() throws IOException {
        return RunVerification.of(audit.folder());
    }

    private List<String> differences() throws IOException {
        return checks().stream().flatMap(check -> check.differences().stream()).toList();
    }

    private void replaceInTable(String text, String other) throws IOException {
        Path table = audit.folder().auditCsv();
        String before = Files.readString(table);
        assertThat(before).contains(text);
        Files.writeString(table, before.replaceFirst(Pattern.quote(text), other));
    }

    @Test
    void whatNobodyTouchedAgreesInTheOrderOfTheTable() throws IOException {
        assertThat(checks())
                .containsExactly(
                        new ScenarioCheck(
                                "F9-2", "weak VIOLATED (expected), strong HELD; recounted 40 messages", List.of()),
                        new ScenarioCheck(
                                "F9", "weak VIOLATED (expected), strong HELD; recounted 40 messages", List.of()));
    }

    @Test
    void repetitionsAreScenariosOfTheirOwn() throws IOException {
        audit.repeated("F9", 3, 1).save();
        assertThat(checks()).extracting(ScenarioCheck::scenario).containsExactly("F9-2", "F9", "F9-3");
        assertThat(differences()).isEmpty();
    }

    @Test
    void aTwinThatFailedIsInconclusiveAndAgrees() throws IOException {
        audit.failing("F9", 3, 4, "the producer did not start").save();
        assertThat(checks())
                .last()
                .isEqualTo(new ScenarioCheck(
                        "F9-3", "weak VIOLATED (expected), strong INCONCLUSIVE; recounted 20 messages", List.of()));
    }

    @Test
    void aByteOfALedgerIsNamed() throws IOException {
        Path ledger = audit.twin("F9", "weak").ledger(0);
        byte[] bytes = Files.readAllBytes(ledger);
        bytes[60] ^= 1;
        Files.write(ledger, bytes);
        assertThat(differences())
                .singleElement()
                .asString()
                .startsWith("weak: " + ledger + ": entry 1 is damaged, or not in its place");
        assertThat(checks().get(0).agrees()).as("the other scenario").isTrue();
    }

    @Test
    void anotherReadBackComesToAnotherCountAndVerdict() throws IOException {
        // A twin of the same records of which nothing is lost: its ledger, key and read-back belong together.
        SyntheticAudit other = new SyntheticAudit(home.resolve("other")).scenario("F9", 0);
        for (String file : List.of("key.properties", "incarnation-0.ledger", "read_uncommitted.readback")) {
            Files.copy(
                    other.twin("F9", "weak").path().resolve(file),
                    audit.twin("F9", "weak").path().resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(differences())
                .anyMatch(line -> line.startsWith("weak: read_uncommitted: lost is 2 by the oracle, 0 recounted"))
                .contains("weak: verdict is \"VIOLATED (expected)\" in audit.csv, and found to be \"INCONCLUSIVE\"")
                .contains("strong: verdict is \"HELD\" in audit.csv, and found to be \"INCONCLUSIVE\"")
                .contains("weak: lost is \"2\" in audit.csv, and found to be \"0\"");
    }

    @Test
    void aVerdictThatWasWrittenOverIsNamed() throws IOException {
        replaceInTable("VIOLATED (expected)", "HELD");
        assertThat(differences())
                .containsExactly("weak: verdict is \"HELD\" in audit.csv, and found to be \"VIOLATED (expected)\"");
    }

    @Test
    void aCounterAndEvidenceThatWereWrittenOverAreNamed() throws IOException {
        replaceInTable(",20,20,3,", ",20,20,0,");
        replaceInTable("process 4711", "process 4712");
        assertThat(differences())
                .containsExactly(
                        "weak: evidence is \"broker 1 (process 4712) ended with status 137, which is SIGKILL\" in"
                                + " audit.csv, and found to be \"broker 1 (process 4711) ended with status 137, which"
                                + " is SIGKILL\"",
                        "weak: lost is \"0\" in audit.csv, and found to be \"3\"");
    }

    @Test
    void aRowWithoutAFolderAndAFolderWithoutARowAreNamed() throws IOException {
        Directories.delete(audit.folder().audit().resolve("F9-2"));
        assertThat(differences())
                .containsExactly(
                        "audit.csv has a row about F9-2 weak, of which no facts are here",
                        "audit.csv has a row about F9-2 strong, of which no facts are here");
        audit.repeated("F9", 3, 1);
        assertThat(differences()).contains("weak: no row in audit.csv", "strong: no row in audit.csv");
    }

    /** Of the facts of the weak twin. */
    private void assertNamed(String text, String other, String... flaws) throws IOException {
        assertNamed(audit.twin("F9", "weak").facts(), text, other, flaws);
    }

    private void assertNamed(Path file, String text, String other, String... flaws) throws IOException {
        String before = Files.readString(file);
        assertThat(before).containsPattern(text);
        Files.writeString(file, before.replaceFirst(text, other));
        assertThat(differences())
                .as("%s for %s", other, text)
                .contains(Stream.of(flaws).map(flaw -> "weak: " + flaw).toArray(String[]::new));
        Files.writeString(file, before);
        assertThat(differences()).isEmpty();
    }

    @Test
    void thatTheFaultFiredIsNotTakenOnTrust() throws IOException {
        String not = "the fault is recorded as proven, and is not: ";
        long pid = ProcessHandle.current().pid();
        assertNamed("\"hits\" : 1", "\"hits\" : 2", not + "the proxies' log has 1 strikes, the evidence 2");
        assertNamed(
                "\"pid\" : " + pid,
                "\"pid\" : 1",
                not + "the ledger of incarnation 0 is of process " + pid + ", and the evidence is of process 1");
        assertNamed(
                "\"status\" : 0",
                "\"status\" : 137",
                not + "the ledger of incarnation 0 was closed, though its process was killed",
                not + "the source ended with status 137");
        assertNamed(
                "\"role\" : \"source\"",
                "\"role\" : \"stage\"",
                not + "the ledger of incarnation 0 is a source's, and the evidence is of a stage");
        assertNamed("acked:17", "acked:16", not + "the source stood at \"acked:16\", not at acked:17");
        assertNamed(
                "\"proven\" : true",
                "\"proven\" : false",
                "the fault is recorded as not proven, and all says that it fired");
        Path log = audit.twin("F9", "weak").proxyLog();
        assertNamed(
                log, "120 bytes", "121 bytes", not + "the proxies' log tells another first strike than the evidence");
        assertNamed(
                log, "(?s).*", "", not + "the proxies' log has 0 lines about what was swallowed, the evidence 1 rules");
    }

    @Test
    void withoutProofThereIsNoVerdict() throws IOException {
        Files.delete(audit.twin("F9", "strong").proxyLog());
        assertThat(differences())
                .contains("strong: verdict is \"HELD\" in audit.csv, and found to be \"INCONCLUSIVE\"");
    }

    @Test
    void aLedgerThatWasNotClosedIsNamed() throws IOException {
        Path ledger = audit.twin("F9", "weak").ledger(0);
        byte[] bytes = Files.readAllBytes(ledger);
        String not = "weak: the fault is recorded as proven, and is not: the ledger of incarnation 0 ";
        Files.write(ledger, Arrays.copyOf(bytes, bytes.length - 48));
        assertThat(differences()).contains(not + "was not closed, though its process was not killed");
        Files.write(ledger, Arrays.copyOf(bytes, bytes.length - 31));
        assertThat(differences()).contains(not + "has 17 torn bytes, though its process was not killed");
    }

    @Test
    void whatIsForeseenIsNotWhatTheTwinSays() throws IOException {
        assertNamed(
                "\"damage\" : \\[ \"LOST\" ]",
                "\"damage\" : [ \"LOST\", \"TORN\" ]",
                "was held to Expectation[scenario=F9, damage=[LOST, TORN], tolerated=[], promised=[LOST]], and foreseen"
                        + " are damage [LOST] and the promise of [LOST]");
        assertNamed(
                "\"decisive\" : \"read_uncommitted\"",
                "\"decisive\" : \"table\"",
                "was decided by table, and foreseen is read_uncommitted",
                "there is no read-back table");
        assertNamed(
                "\"run\" : \"20",
                "\"run\" : \"19",
                "is of run " + audit.folder().run().replaceFirst("20", "19"));
    }

    @Test
    void everyColumnOfTheTableIsHeldAgainstTheFiles() throws IOException {
        Path table = audit.folder().auditCsv();
        List<String> lines = List.of(Files.readString(table).split("\r\n"));
        List<String> columns = List.of(lines.get(0).split(","));
        List<String> cells = List.of(lines.get(1).split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1));
        assertThat(cells).hasSameSizeAs(columns);
        for (int i = 0; i < columns.size(); i++) {
            List<String> others = new ArrayList<>(cells);
            others.set(i, "7");
            List<String> changed = new ArrayList<>(lines);
            changed.set(1, String.join(",", others));
            Files.writeString(table, String.join("\r\n", changed) + "\r\n");
            assertThat(differences()).as(columns.get(i)).isNotEmpty();
        }
        Files.writeString(table, Files.readString(table).replaceFirst("whose", "whom"));
        assertThat(differences()).anyMatch(line -> line.contains("whom is "));
    }

    @Test
    void anAuditThatWasKilledInTheMiddleOfATwinIsNotWhole() throws IOException {
        Files.delete(audit.twin("F9", "strong").facts());
        assertThat(differences())
                .anyMatch(line -> line.startsWith("strong: ")
                        && line.contains("the audit was killed before it had judged this twin"));
    }

    @Test
    void whatIsNoAuditIsOneLine() throws IOException {
        var run = new SyntheticRun().save(home.resolve("run"));
        assertThatThrownBy(() -> RunVerification.of(run))
                .isInstanceOf(IOException.class)
                .hasMessage(run.path() + ": not an audit, there is nothing to verify");
    }
}
