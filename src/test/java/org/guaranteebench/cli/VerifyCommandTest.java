package org.guaranteebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.guaranteebench.audit.SyntheticAudit;
import org.guaranteebench.report.SyntheticRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    @TempDir
    private Path home;

    private static Invocation verify(Path run) {
        return Invocation.of("verify", run.toString());
    }

    @Test
    void whatAgreesIsALineForEachScenario() throws IOException {
        SyntheticAudit audit =
                new SyntheticAudit(home).scenario("F9", 2).repeated("F9", 2, 1).save();
        Invocation invocation = verify(audit.folder().path());
        assertThat(invocation.out())
                .containsExactly(
                        "F9    weak VIOLATED (expected), strong HELD; recounted 40 messages",
                        "F9-2  weak VIOLATED (expected), strong HELD; recounted 40 messages",
                        "all verdicts are the same");
        assertThat(invocation.err()).isEmpty();
        assertThat(invocation.status()).isZero();
    }

    @Test
    void whatDoesNotAgreeIsNamedAndStatus1() throws IOException {
        SyntheticAudit audit =
                new SyntheticAudit(home).scenario("F9", 2).repeated("F9", 2, 1).save();
        Path table = audit.folder().auditCsv();
        Files.writeString(table, Files.readString(table).replaceFirst("VIOLATED \\(expected\\)", "HELD"));
        Invocation invocation = verify(audit.folder().path());
        assertThat(invocation.out())
                .containsExactly(
                        "F9    DIFFERS weak: verdict is \"HELD\" in audit.csv, and found to be \"VIOLATED (expected)\"",
                        "F9-2  weak VIOLATED (expected), strong HELD; recounted 40 messages",
                        "1 of 2 not the same");
        assertThat(invocation.err()).isEmpty();
        assertThat(invocation.status()).isEqualTo(1);
    }

    @Test
    void whatIsNoAuditIsRefused() throws IOException {
        for (Invocation invocation : new Invocation[] {
            verify(home), verify(new SyntheticRun().save(home.resolve("run")).path())
        }) {
            assertThat(invocation.err()).singleElement().asString().startsWith("error: ");
            assertThat(invocation.out()).isEmpty();
            assertThat(invocation.status()).isEqualTo(2);
        }
    }
}
