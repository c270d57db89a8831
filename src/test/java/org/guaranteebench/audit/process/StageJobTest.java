package org.guaranteebench.audit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.grid.Isolation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StageJobTest {
    @TempDir
    private Path home;

    private StageJob job;

    @BeforeEach
    void job() {
        job = StageJob.of(new AuditFolder(home), 3, "127.0.0.1:9", "kgb-group", "first", "kgb-input");
    }

    @Test
    void everythingArrivesAsItWasMeant() throws IOException {
        Path file = job.order(CommitOrder.EXACTLY_ONCE)
                .output("kgb-output", 2)
                .isolation(Isolation.READ_COMMITTED)
                .batch(10)
                .stopAt(StagePoint.PROCESSED.at(34), StagePoint.FILLED.at(3))
                .lasting()
                .pollWithin(Duration.ofSeconds(5))
                .commitEvery(Duration.ofMillis(250))
                .write();
        assertThat(file).isEqualTo(home.resolve("stage-3.properties"));
        StageJob read = StageJob.read(file);
        assertThat(read.folder()).isEqualTo(new AuditFolder(home));
        assertThat(read.incarnation()).isEqualTo(3);
        assertThat(read.bootstrap()).isEqualTo("127.0.0.1:9");
        assertThat(read.group()).isEqualTo("kgb-group");
        assertThat(read.member()).isEqualTo("first");
        assertThat(read.transactionalId()).isEqualTo("kgb-group-first");
        assertThat(read.input()).isEqualTo("kgb-input");
        assertThat(read.isolation()).isEqualTo(Isolation.READ_COMMITTED);
        assertThat(read.batch()).isEqualTo(10);
        assertThat(read.order()).isEqualTo(CommitOrder.EXACTLY_ONCE);
        assertThat(read.output()).isEqualTo(Optional.of(new StageJob.Output("kgb-output", 2)));
        assertThat(read.points()).isEqualTo(Set.of(new Point("processed", 34), new Point("filled", 3)));
        assertThat(read.consumer())
                .isEqualTo(Map.of(
                        "group.instance.id",
                        "first",
                        "max.poll.interval.ms",
                        "5000",
                        "auto.commit.interval.ms",
                        "250"));
    }

    @Test
    void withoutMoreItNotesAndCommitsAfterwards() throws IOException {
        StageJob read = StageJob.read(job.write());
        assertThat(read.order()).isEqualTo(CommitOrder.PROCESS_FIRST);
        assertThat(read.isolation()).isEqualTo(Isolation.READ_UNCOMMITTED);
        assertThat(read.output()).isEmpty();
        assertThat(read.points()).isEmpty();
        assertThat(read.consumer()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = CommitOrder.class,
            names = {"OUTSIDE", "EXACTLY_ONCE"})
    void transactionsNeedAnOutput(CommitOrder order) {
        assertThatIllegalArgumentException()
                .isThrownBy(job.order(order)::write)
                .withMessage("order=" + order + ": allowed are those without transactions, for there is no output");
    }

    @ParameterizedTest
    @CsvSource({
        "batch=0, batch=0: allowed are 1 to 2147483647",
        "incarnation=-1, incarnation=-1: allowed are 0 to 32767",
        "order=never, 'order=never: allowed are commit-first, process-first, timer, outside, exactly-once'",
        "isolation=none, 'isolation=none: allowed are read_uncommitted, read_committed'",
        "points=here, place:number",
        "output=kgb-output, partitions: missing",
        "group=, group: missing",
        "gruop=g, gruop: allowed are ["
    })
    void aFileThatSaysSomethingElseIsRefusedInOneLine(String line, String reason) throws IOException {
        Path file = job.write();
        Files.writeString(file, line, StandardOpenOption.APPEND);
        assertThatIOException()
                .isThrownBy(() -> StageJob.read(file))
                .withMessageStartingWith(file + ": ")
                .withMessageContaining(reason);
    }
}
