package org.guaranteebench.audit.readback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.guaranteebench.audit.ledger.LedgerHeader;
import org.guaranteebench.audit.ledger.LedgerWriter;
import org.guaranteebench.audit.ledger.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessedReadBackTest {
    @TempDir
    private Path home;

    private void input() throws IOException {
        ReadBackHeader header = new ReadBackHeader(42, "read_committed", "topic t", List.of(10L, 10L, 10L));
        try (ReadBackWriter writer = ReadBackWriter.create(home.resolve("input"), header)) {
            for (int partition : new int[] {0, 2}) {
                for (int offset = 0; offset < 4; offset++) {
                    writer.add(partition, offset, new byte[] {(byte) (10 * partition + offset)});
                }
            }
            writer.finish();
        }
    }

    private LedgerWriter stage(int incarnation) throws IOException {
        return LedgerWriter.create(
                home.resolve("stage" + incarnation), new LedgerHeader(42, incarnation, Role.STAGE, 1));
    }

    @Test
    void theNotesOfAllProcessesBecomeWhatWasReadInTheOrderInWhichTheyWereMade() throws IOException {
        input();
        try (LedgerWriter first = stage(1);
                LedgerWriter second = stage(0)) {
            first.processed(0, 0);
            first.processed(2, 3);
            second.processed(0, 2);
            first.position(0, 1, -1);
            first.processed(0, 0);
            second.processed(2, 9);
        }
        Path file = home.resolve("processed");
        ProcessedReadBack.write(List.of(home.resolve("stage0"), home.resolve("stage1")), home.resolve("input"), file);
        ReadBack readBack = ReadBack.open(file);
        assertThat(readBack.header())
                .isEqualTo(new ReadBackHeader(42, "read_committed", "processed, of topic t", List.of(3L, 0L, 2L)));
        List<ReadRecord> records = new ArrayList<>();
        readBack.read(records::add);
        assertThat(records)
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        new ReadRecord(0, 0, new byte[] {0}),
                        new ReadRecord(0, 1, new byte[] {2}),
                        new ReadRecord(0, 2, new byte[] {0}),
                        new ReadRecord(2, 0, new byte[] {23}),
                        new ReadRecord(2, 1, null));
    }
}
