package org.guaranteebench.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
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
        audit = new SyntheticAudit(home).scenario("F10", 3).scenario("F5", 2).save();
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
                                "F10", "weak VIOLATED (expected), strong HELD; recounted 40 messages", List.of()),
                        new ScenarioCheck(
                                "F5", "weak VIOLATED (expected), strong HELD; recounted 40 messages", List.of()));
    }

    @Test
    void repetitionsAreScenariosOfTheirOwn() throws IOException {
        audit.repeated("F5", 2, 1).save();
        assertThat(checks()).extracting(ScenarioCheck::scenario).containsExactly("F10", "F5", "F5-2");
        assertThat(differences()).isEmpty();
    }

    @Test
    void aTwinThatFailedIsInconclusiveAndAgrees() throws IOException {
        audit.failing("F3", 4, "the producer did not start").save();
        assertThat(checks())
                .last()
                .isEqualTo(new ScenarioCheck(
                        "F3", "weak VIOLATED (expected), strong INCONCLUSIVE; recounted 20 messages", List.of()));
    }

    @Test
    void aByteOfALedgerIsNamed() throws IOException {
        Path ledger = audit.twin("F5", "weak").ledger(0);
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
        SyntheticAudit other = new SyntheticAudit(home.resolve("other")).scenario("F5", 0);
        for (String file : List.of("key.properties", "incarnation-0.ledger", "read_committed.readback")) {
            Files.copy(
                    other.twin("F5", "weak").path().resolve(file),
                    audit.twin("F5", "weak").path().resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(differences())
                .anyMatch(line -> line.startsWith("weak: read_committed: lost is 2 by the oracle, 0 recounted"))
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
        Directories.delete(audit.folder().audit().resolve("F10"));
        assertThat(differences())
                .containsExactly(
                        "audit.csv has a row about F10 weak, of which no facts are here",
                        "audit.csv has a row about F10 strong, of which no facts are here");
        audit.scenario("F1", 1);
        assertThat(differences()).contains("weak: no row in audit.csv", "strong: no row in audit.csv");
    }

    @Test
    void anAuditThatWasKilledInTheMiddleOfATwinIsNotWhole() throws IOException {
        Files.delete(audit.twin("F5", "strong").facts());
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
