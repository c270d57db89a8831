package org.guaranteebench.audit.readback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadBackTest {
    private static final ReadBackHeader HEADER =
            new ReadBackHeader(42, "read_committed", "topic kgb-1", List.of(5000L, 0L, 10L));

    @TempDir
    private Path home;

    private Path file;

    @BeforeEach
    void name() {
        file = home.resolve("read_committed.readback");
    }

    private void write(int records) throws IOException {
        try (ReadBackWriter writer = ReadBackWriter.create(file, HEADER)) {
            for (int i = 0; i < records; i++) {
                writer.add(0, 2L * i, new byte[] {(byte) i, (byte) (i >> 8)});
            }
            writer.finish();
        }
    }

    private List<ReadRecord> read() throws IOException {
        List<ReadRecord> records = new ArrayList<>();
        long told = ReadBack.open(file).read(records::add);
        assertThat(records).hasSize((int) told);
        return records;
    }

    @Test
    void everyRecordIsReadAsItWasWrittenButForTheEndOfALongValue() throws IOException {
        byte[] longest = new byte[100];
        Arrays.fill(longest, (byte) 7);
        try (ReadBackWriter writer = ReadBackWriter.create(file, HEADER)) {
            writer.add(0, 0, new byte[0]);
            writer.add(0, 4999, null);
            writer.add(2, 3, longest);
            writer.add(2, 9, new byte[] {1, 2, 3});
            writer.finish();
        }
        assertThat(ReadBack.open(file).header()).isEqualTo(HEADER);
        assertThat(read())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        new ReadRecord(0, 0, new byte[0]),
                        new ReadRecord(0, 4999, null),
                        new ReadRecord(2, 3, Arrays.copyOf(longest, 44)),
                        new ReadRecord(2, 9, new byte[] {1, 2, 3}));
    }

    @Test
    void anyNumberOfRecordsFitsWhetherOrNotItFillsBlocks() throws IOException {
        for (int records : new int[] {0, 1, 1023, 1024, 1025, 2048, 2500}) {
            write(records);
            assertThat(read()).hasSize(records);
        }
    }

    @Test
    void aFileAppearsWhenItIsFinishedOrNotAtAll() throws IOException {
        try (ReadBackWriter writer = ReadBackWriter.create(file, HEADER)) {
            writer.add(0, 0, new byte[] {1});
            assertThat(file).doesNotExist();
        }
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void partitionsComeInTurnAndOffsetsRiseBelowTheEnd() throws IOException {
        try (ReadBackWriter writer = ReadBackWriter.create(file, HEADER)) {
            writer.add(0, 7, null);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.add(0, 7, null))
                    .withMessage("0@7 follows 0@7");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.add(0, 5000, null))
                    .withMessage("offset 5000 in partition 0, which ends at 5000");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.add(3, 0, null))
                    .withMessage("partition 3 of 3");
            assertThatIllegalArgumentException().isThrownBy(() -> writer.add(1, 0, null));
            writer.add(2, 0, null);
            assertThatIllegalArgumentException().isThrownBy(() -> writer.add(0, 9, null));
            assertThatIllegalArgumentException().isThrownBy(() -> writer.add(2, -1, null));
        }
    }

    @Test
    void aFileThatIsCutOffAnywhereIsRefused() throws IOException {
        write(1030);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += length < 200 ? 1 : 997) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatIOException()
                    .as("%d bytes", length)
                    .isThrownBy(this::read)
                    .withMessageContaining(file.toString());
        }
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertThatIOException().isThrownBy(this::read).withMessage(file + ": is cut off");
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertThatIOException().isThrownBy(this::read).withMessageContaining("1030 records");
    }

    @Test
    void aBlockThatIsMissingIsNoticed() throws IOException {
        write(2048);
        byte[] whole = Files.readAllBytes(file);
        int frame = 2 * Integer.BYTES;
        int block = frame + ReadBackLayout.BLOCK_BYTES;
        int header = whole.length - 2 * block - frame - ReadBackLayout.LAST_BYTES;
        byte[] shorter = Arrays.copyOf(whole, whole.length - block);
        System.arraycopy(whole, header + block, shorter, header, shorter.length - header);
        Files.write(file, shorter);
        assertThatIOException().isThrownBy(this::read).withMessage(file + ": holds 1024 records and says 2048");
    }

    @Test
    void everyFlippedBitIsNoticed() throws IOException {
        write(3);
        byte[] whole = Files.readAllBytes(file);
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            assertThatIOException().as("bit %d", bit).isThrownBy(this::read);
        }
    }
}
