package org.guaranteebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.guaranteebench.audit.SyntheticAudit;
import org.guaranteebench.audit.availability.SyntheticKills;
import org.guaranteebench.journal.RunFolder;
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
    void aFolderMayBeReachedByALinkOrHaveAnotherName() throws IOException {
        SyntheticAudit audit = new SyntheticAudit(home).scenario("F9", 2).save();
        Path link =
                Files.createSymbolicLink(home.resolve("link"), audit.folder().path());
        assertThat(verify(link).out()).last().isEqualTo("all verdicts are the same");
        assertThat(verify(link).status()).isZero();
        Path kept = Files.move(audit.folder().path(), home.resolve("kept"));
        assertThat(verify(kept).status()).isZero();
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
    void anAuditOfAvailabilityAloneIsVerifiedToo() throws IOException {
        RunFolder run = new SyntheticRun().save(home.resolve("run"));
        new SyntheticKills(run, 3, 0).save();
        Invocation invocation = verify(run.path());
        assertThat(invocation.out())
                .containsExactly(
                        "availability 3 kills of 2 levels recomputed from 19,994 settlements",
                        "all figures are the same");
        assertThat(invocation.status()).isZero();
        String table = Files.readString(run.availabilityCsv());
        Files.writeString(run.availabilityCsv(), table.replaceFirst("leader-ack,1,1,42,", "leader-ack,1,2,42,"));
        Invocation changed = verify(run.path());
        assertThat(changed.out())
                .first()
                .asString()
                .isEqualTo("availability DIFFERS kill 1: broker is not the same for all levels");
        assertThat(changed.out()).last().isEqualTo("1 of 1 not the same");
        assertThat(changed.status()).isEqualTo(1);
    }

    @Test
    void anAuditInWhichNothingHappenedSaysSo() throws IOException {
        RunFolder run = new SyntheticRun().save(home.resolve("run"));
        Files.createDirectories(run.audit());
        assertThat(verify(run.path()).out()).containsExactly("nothing was played or measured in this audit");
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
