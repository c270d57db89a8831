package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.guaranteebench.audit.verdict.Counter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditedTwinsTest {
    @TempDir
    private Path home;

    private Path file;

    @BeforeEach
    void name() {
        file = home.resolve("audit.csv");
    }

    private void written(SyntheticAuditFolder audit) throws IOException {
        AuditTable.write(file, audit.rows());
    }

    private void changed(UnaryOperator<String> change) throws IOException {
        written(SyntheticAuditFolder.ofProducers());
        String text = Files.readString(file);
        assertThat(change.apply(text)).isNotEqualTo(text);
        Files.writeString(file, change.apply(text));
    }

    private void assertRefused(String... parts) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> AuditedTwins.read(file))
                .satisfies(e -> assertThat(e.getMessage())
                        .contains(file.toString())
                        .contains(parts)
                        .doesNotContain("\n"));
    }

    @Test
    void whatWasWrittenIsReadBack() throws IOException {
        SyntheticAuditFolder audit = SyntheticAuditFolder.ofProducers()
                .and(SyntheticAuditFolder.ofStages())
                .unobserved(
                        "F8",
                        Counter.LOST,
                        SyntheticRun.stage("at-least-once"),
                        SyntheticAuditFolder.lost(1),
                        SyntheticRun.stage("exactly-once"));
        written(audit);
        List<AuditedTwin> read = AuditedTwins.read(file);
        assertThat(read).hasSize(audit.rows().size());
        for (int i = 0; i < read.size(); i++) {
            AuditRow row = audit.rows().get(i);
            assertThat(read.get(i))
                    .isEqualTo(new AuditedTwin(
                            row.scenario(),
                            row.fault(),
                            row.cell(),
                            row.control(),
                            row.twin().counters(),
                            row.verdict(),
                            row.lag(),
                            row.repetition(),
                            row.whose()));
        }
        assertThat(read).last().satisfies(last -> assertThat(last.counters()).isEqualTo(Optional.empty()));
    }

    @Test
    void tablesOfOlderAuditsNeitherRepeatNorSayWhoseGuaranteeItIs() throws IOException {
        changed(text -> text.replace(",repetition,whose", ",seconds,minutes").replace(",1,\r\n", ",9,8\r\n"));
        assertThat(AuditedTwins.read(file)).allSatisfy(twin -> {
            assertThat(twin.repetition()).isEqualTo(1);
            assertThat(twin.whose()).isEmpty();
        });
    }

    @Test
    void aColumnThatIsNotKnownIsPassedOver() throws IOException {
        changed(text -> text.replace("\r\n", ",7\r\n").replace("whose,7", "whose,seconds"));
        assertThat(AuditedTwins.read(file)).hasSize(8);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertRefused("not there; is it the folder of an audit?");
    }

    @Test
    void aTableWithoutRowsIsNoAudit() throws IOException {
        written(new SyntheticAuditFolder());
        assertRefused("has no row: nothing was audited");
        Files.writeString(file, "");
        assertRefused(file.toString());
    }

    @Test
    void aMissingColumnIsNamed() throws IOException {
        changed(text -> text.replaceFirst(",torn,", ",worn,"));
        assertRefused("row 1: there is no column 'torn'");
    }

    @Test
    void whatNoAuditWritesIsNamedByItsRow() throws IOException {
        changed(text -> text.replaceFirst("\r\n(.*)VIOLATED \\(expected\\)", "\r\n$1PASS"));
        assertRefused("row 1: verdict is 'PASS'");
        changed(text -> text.replaceFirst("leader-ack,false,1000,", "leader-ack,false,many,"));
        assertRefused("row 2: sent is 'many'");
        changed(text -> text.replaceFirst("leader-ack,false,1000,1000,0", "leader-ack,false,1000,1000,-1"));
        assertRefused("row 2: lost is '-1'");
        changed(text -> text.replaceFirst("leader-ack,false,1000,1000,0", "leader-ack,false,1000,1000,"));
        assertRefused("row 2: lost is empty");
        changed(text -> text.replaceFirst("leader-ack,false", "leader-ack,no"));
        assertRefused("row 2: control is 'no'");
        changed(text -> text.replaceFirst("requests swallowed,0,", "requests swallowed,2,"));
        assertRefused("row 1: ", "2: allowed are ");
    }

    @Test
    void aTornLineIsDamage() throws IOException {
        written(SyntheticAuditFolder.ofProducers());
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.indexOf(",false,none") + 2));
        assertRefused("row 1: ");
    }
}
