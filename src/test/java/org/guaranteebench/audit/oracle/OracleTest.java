package org.guaranteebench.audit.oracle;

import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.guaranteebench.audit.TwinFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be judged is refused in one line; what can is {@link JudgeTest}'s. */
class OracleTest {
    @TempDir
    private Path home;

    private TwinFiles twin;

    @BeforeEach
    void twin() throws IOException {
        twin = new TwinFiles(home);
    }

    @Test
    void ledgersThatContradictThemselvesAreRefusedByName() throws IOException {
        twin.source(0).intent(twin.plain(0, 0));
        twin.source(0).acked(twin.plain(0, 1), 0, 0);
        twin.write();
        assertThatIOException()
                .isThrownBy(() -> Oracle.judge(twin.folder()))
                .withMessage(
                        twin.folder().ledger(0) + ": ACKED of producer 0 sequence 1, which was not intended before");
    }

    @Test
    void aTransactionHasOneOutcome() throws IOException {
        twin.source(0).committed(3);
        twin.source(0).aborted(3);
        twin.write();
        assertThatIOException()
                .isThrownBy(() -> Oracle.judge(twin.folder()))
                .withMessageContaining("transaction 3 was both committed and aborted");
    }

    @Test
    void eachIncarnationHasOneLedgerOfThisRun() throws IOException {
        twin.sent(twin.plain(0, 0));
        twin.write();
        Path second = twin.folder().ledger(1);
        Files.copy(twin.folder().ledger(0), second);
        assertThatIOException()
                .isThrownBy(() -> Oracle.judge(twin.folder()))
                .withMessageContaining("is the second ledger of incarnation 0");
        Files.delete(second);
        TwinFiles other = new TwinFiles(Files.createDirectory(home.resolve("other")));
        other.sent(other.plain(1, 0));
        other.write();
        Files.copy(other.folder().ledger(1), second);
        assertThatIOException()
                .isThrownBy(() -> Oracle.judge(twin.folder()))
                .withMessage(second + ": is of another run");
        Files.delete(second);
        Path readBack = other.folder().readBack(TwinFiles.READ_BACK);
        Path foreign = twin.folder().readBack("table");
        Files.copy(readBack, foreign);
        assertThatIOException()
                .isThrownBy(() -> Oracle.judge(twin.folder()))
                .withMessage(foreign + ": is of another run");
    }

    @Test
    void aFolderWithoutLedgersOrReadBacksCannotBeJudged() throws IOException {
        assertThatIOException().isThrownBy(() -> Oracle.judge(twin.folder())).withMessage(home + ": no ledger in it");
        twin.sent(twin.plain(0, 0));
        assertThatIOException()
                .isThrownBy(() -> Oracle.judge(twin.folder()))
                .withMessage(home + ": no read-back in it");
    }
}
