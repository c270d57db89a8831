package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.guaranteebench.audit.SyntheticAudit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditSummaryTest {
    @TempDir
    private Path home;

    private static List<String> printed(AuditSummary summary) {
        StringWriter text = new StringWriter();
        summary.print(new PrintWriter(text, true));
        assertThat(text.toString().lines()).allMatch(line -> line.length() <= 100);
        return text.toString().lines().toList();
    }

    @Test
    void everyTwinIsALineUnderItsFault() throws Exception {
        AuditSummary summary = new AuditSummary(
                new SyntheticAudit(home).scenario("F5", 3).scenario("F10", 1).rulings());
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(printed(summary))
                    .containsExactly(
                            "F5    leader killed, \"cut off\" before",
                            "      weak    VIOLATED (expected)     acks=1: 3 lost in 20 sends, lag when struck 17",
                            "      strong  HELD                    acks=all, min ISR 2: 0 lost in 20 sends",
                            "",
                            "F10   leader killed, \"cut off\" before",
                            "      weak    VIOLATED (expected)     acks=1: 1 lost in 20 sends, lag when struck 17",
                            "      strong  HELD                    acks=all, min ISR 2: 0 lost in 20 sends",
                            "",
                            "2 scenarios: every weak twin was damaged as expected, every strong one kept its promise",
                            "Each twin is one injection. How many records are lost or come twice follows from where the fault",
                            "was placed, and is no rate. Power loss is not among the faults.");
        } finally {
            Locale.setDefault(before);
        }
        assertThat(summary.asExpected()).isTrue();
    }

    @Test
    void whatIsNotAsExpectedIsNamed() throws Exception {
        AuditSummary summary = new AuditSummary(new SyntheticAudit(home)
                .scenario("F1", 2)
                .scenario("F2", 0)
                .failing("F3", 1, "the client did not start")
                .rulings());
        assertThat(summary.asExpected()).isFalse();
        assertThat(String.join(" ", printed(summary)).replaceAll("\\s+", " "))
                .contains(
                        "weak INCONCLUSIVE acks=1: the weak twin shows no damage: observed 0 lost in 20 sends, lag when struck 17",
                        "strong INCONCLUSIVE acks=all, min ISR 2: not observed: the client did not start",
                        "2 of 3 scenarios not as expected: F2, F3");
    }

    @Test
    void equalRepetitionsAreToldOnceAndOthersEach() throws Exception {
        SyntheticAudit audit =
                new SyntheticAudit(home).scenario("F5", 3).repeated("F5", 2, 3).repeated("F5", 3, 3);
        AuditSummary same = new AuditSummary(audit.rulings());
        assertThat(printed(same)).hasSize(8).contains("      the same verdicts in all 3 repetitions");
        assertThat(same.asExpected()).isTrue();

        AuditSummary other = new AuditSummary(audit.repeated("F5", 4, 0).rulings());
        assertThat(String.join(" ", printed(other)).replaceAll("\\s+", " "))
                .contains("verdicts differ between 4 repetitions: 3 × weak VIOLATED (expected), strong HELD; 1 × weak"
                        + " INCONCLUSIVE, strong INCONCLUSIVE")
                .contains("1 of 1 scenario not as expected: F5");
        assertThat(other.asExpected()).isFalse();
    }
}
