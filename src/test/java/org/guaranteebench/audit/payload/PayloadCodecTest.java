package org.guaranteebench.audit.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class PayloadCodecTest {
    private final AuditKey key = AuditKey.random();
    private final PayloadCodec codec = new PayloadCodec(key);
    private final AuditRecord record = new AuditRecord(key.run(), 3, 7, 1_234_567_890_123L, 42, Fate.ABORT);

    private byte[] written(AuditRecord record, int size) {
        byte[] value = new byte[size];
        codec.write(record, value);
        return value;
    }

    @Test
    void whatIsWrittenIsRead() {
        AuditRecord largest = new AuditRecord(
                key.run(),
                AuditRecord.MOST_PROCESSES - 1,
                AuditRecord.MOST_PROCESSES - 1,
                AuditRecord.MOST_NUMBERS - 1,
                AuditRecord.MOST_NUMBERS - 1,
                Fate.COMMIT);
        for (AuditRecord each : new AuditRecord[] {record, largest, AuditRecord.plain(key.run(), 0, 0, 0)}) {
            assertThat(codec.parse(written(each, PayloadCodec.BYTES))).isEqualTo(new Parsed.Genuine(each));
        }
    }

    @Test
    void whatFollowsThePayloadOnlyGivesTheRecordItsSize() {
        byte[] value = new byte[1000];
        Arrays.fill(value, (byte) 'x');
        codec.write(record, value);
        assertThat(value).endsWith('x', 'x').hasSize(1000);
        assertThat(codec.parse(value)).isEqualTo(new Parsed.Genuine(record));
        assertThat(codec.parse(Arrays.copyOf(value, PayloadCodec.BYTES))).isEqualTo(new Parsed.Genuine(record));
    }

    @Test
    void everyFlippedBitIsNoticed() {
        byte[] value = written(record, PayloadCodec.BYTES);
        for (int bit = 0; bit < 8 * value.length; bit++) {
            byte[] flipped = value.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(codec.parse(flipped)).as("bit %d", bit).isInstanceOf(Parsed.Foreign.class);
        }
    }

    @Test
    void aForgerWithoutTheKeyIsNoticedWhateverChecksumHeMakes() {
        byte[] crc = written(record, PayloadCodec.BYTES);
        ByteBuffer.wrap(crc).putLong(20, 99);
        CRC32C checksum = new CRC32C();
        checksum.update(crc, 0, 36);
        ByteBuffer.wrap(crc).putLong(36, checksum.getValue());
        assertThat(codec.parse(crc)).isEqualTo(new Parsed.Foreign("checksum does not fit"));
    }

    @Test
    void theRecordOfAnotherRunIsNone() {
        AuditKey other = AuditKey.random();
        byte[] value = new byte[PayloadCodec.BYTES];
        new PayloadCodec(other).write(AuditRecord.plain(other.run(), 0, 0, 0), value);
        assertThat(codec.parse(value)).isInstanceOf(Parsed.Foreign.class);
        ByteBuffer.wrap(value).putLong(4, key.run());
        assertThat(codec.parse(value)).isInstanceOf(Parsed.Foreign.class);
    }

    @Test
    void noBytesAreTooStrangeToBeParsed() {
        assertThat(codec.parse(null)).isEqualTo(new Parsed.Foreign("no value"));
        assertThat(codec.parse(new byte[0])).isEqualTo(new Parsed.Foreign("0 bytes, a payload has 44 or more"));
        for (int length = 0; length < 100; length++) {
            for (byte fill : new byte[] {0, -1, 'K'}) {
                byte[] value = new byte[length];
                Arrays.fill(value, fill);
                assertThat(codec.parse(value)).isInstanceOf(Parsed.Foreign.class);
            }
        }
    }

    @Test
    void aValueWithoutRoomAndARecordOfAnotherRunAreNotWritten() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.write(record, new byte[43]))
                .withMessage("a value of 43 bytes has no room for the 44 of a payload");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.write(AuditRecord.plain(key.run() + 1, 0, 0, 0), new byte[44]));
    }

    @Test
    void aRecordNamesTheFieldThatIsOutOfBounds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuditRecord.plain(1, 32_768, 0, 0))
                .withMessage("producer 32768: allowed are 0 to 32767");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuditRecord.plain(1, 0, -1, 0))
                .withMessage("incarnation -1: allowed are 0 to 32767");
        assertThatIllegalArgumentException().isThrownBy(() -> AuditRecord.plain(1, 0, 0, AuditRecord.MOST_NUMBERS));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AuditRecord(1, 0, 0, 0, 5, Fate.NONE))
                .withMessage("transaction 5 and fate NONE do not go together");
        assertThatIllegalArgumentException().isThrownBy(() -> new AuditRecord(1, 0, 0, 0, -1, Fate.COMMIT));
        assertThatIllegalArgumentException().isThrownBy(() -> new AuditRecord(1, 0, 0, 0, -2, Fate.COMMIT));
    }
}
