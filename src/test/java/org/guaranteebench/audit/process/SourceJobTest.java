package org.guaranteebench.audit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.audit.payload.Fate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceJobTest {
    @TempDir
    private Path home;

    private SourceJob job() {
        return SourceJob.of(new AuditFolder(home), 3, "orders", 2, 500).kafka("bootstrap.servers", "127.0.0.1:9092");
    }

    @Test
    void aJobComesBackFromItsFile() throws IOException {
        SourceJob written = job().stream(7)
                .range(100, 50)
                .transactions(10, Fate.ABORT)
                .positions("positions")
                .bytes(64)
                .inflight(5)
                .stopAt(SourcePoint.APPENDED.at(120), SourcePoint.FILLED.at(1))
                .kafka("transactional.id", "a,b=c:d")
                .kafka("client.id", "one");

        SourceJob read = SourceJob.read(written.write());

        assertThat(read.folder().path()).isEqualTo(home);
        assertThat(read.incarnation()).isEqualTo(3);
        assertThat(read.producer()).isEqualTo(7);
        assertThat(read.topic()).isEqualTo("orders");
        assertThat(read.partitions()).isEqualTo(2);
        assertThat(read.first()).isEqualTo(100);
        assertThat(read.end()).isEqualTo(150);
        assertThat(read.transaction()).isEqualTo(10);
        assertThat(read.fate()).isEqualTo(Fate.ABORT);
        assertThat(read.positions()).contains("positions");
        assertThat(read.bytes()).isEqualTo(64);
        assertThat(read.inflight()).isEqualTo(5);
        assertThat(read.points()).containsExactlyInAnyOrder(new Point("appended", 120), new Point("filled", 1));
        assertThat(read.clientId()).isEqualTo("one");
        assertThat(read.kafka())
                .isEqualTo(Map.of(
                        "bootstrap.servers", "127.0.0.1:9092", "transactional.id", "a,b=c:d", "client.id", "one"));
    }

    @Test
    void whatIsNotSaidIsOrdinary() throws IOException {
        SourceJob read = SourceJob.read(job().write());

        assertThat(read.producer()).isZero();
        assertThat(read.first()).isZero();
        assertThat(read.end()).isEqualTo(500);
        assertThat(read.transaction()).isZero();
        assertThat(read.fate()).isEqualTo(Fate.NONE);
        assertThat(read.bytes()).isEqualTo(100);
        assertThat(read.inflight()).isZero();
        assertThat(read.points()).isEmpty();
        assertThat(read.positions()).isEmpty();
    }

    @Test
    void aChangeMakesAnotherJob() {
        SourceJob job = job();
        job.range(10, 10);
        assertThat(job.first()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "partitions=0, partitions=0: allowed are 1 to 2147483647",
        "count=x, 'count=x: allowed are 0 to '",
        "bytes=43, bytes=43: allowed are 44 to 1048576",
        "incarnation=32768, incarnation=32768: allowed are 0 to 32767",
        "topic=, topic: missing",
        "fate=both, 'fate=both: allowed are commit, abort'",
        "points=here, place:number",
        "seed=1, seed: allowed are [",
        "transaction=0, transaction=0: allowed are 1 or more with transactional.id"
    })
    void aFileThatSaysSomethingElseIsRefusedInOneLine(String line, String reason) throws IOException {
        Path file = job().transactions(10, Fate.COMMIT)
                .kafka("transactional.id", "t")
                .write();
        Files.writeString(file, line, StandardOpenOption.APPEND);

        assertThatIOException()
                .isThrownBy(() -> SourceJob.read(file))
                .withMessageContaining(file.toString())
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void aJobThatCannotBeDoneIsNotWritten() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> job().transactions(10, Fate.COMMIT).write())
                .withMessage("transaction=10: allowed are 0 without transactional.id");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> job().positions("p").write())
                .withMessage("positions=p: allowed are none without transactions");
        assertThat(home).isEmptyDirectory();
    }
}
