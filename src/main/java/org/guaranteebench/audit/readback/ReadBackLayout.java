package org.guaranteebench.audit.readback;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.guaranteebench.audit.payload.PayloadCodec;

/**
 * The pieces of a read-back file. Each is framed by its length and a CRC-32C over its bytes: the header, blocks of
 * records, and the number of records as the last.
 */
final class ReadBackLayout {
    static final int RECORD_BYTES = Integer.BYTES + Long.BYTES + Integer.BYTES + PayloadCodec.BYTES;
    static final int BLOCK_BYTES = 1024 * RECORD_BYTES;
    static final int LAST_BYTES = Long.BYTES;

    /** Enough for the ends of a hundred thousand partitions. */
    static final int MOST_BYTES = 1 << 20;

    private static final int MAGIC = 0x4B474252;
    private static final int VERSION = 1;
    private static final int NO_VALUE = -1;

    private ReadBackLayout() {}

    static byte[] header(ReadBackHeader header) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeLong(header.run());
        out.writeUTF(header.isolation());
        out.writeUTF(header.source());
        out.writeInt(header.ends().size());
        for (long end : header.ends()) {
            out.writeLong(end);
        }
        return bytes.toByteArray();
    }

    /** Errors: {@link IOException} when the bytes are not those of a header. */
    static ReadBackHeader header(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (in.readInt() != MAGIC || in.readInt() != VERSION) {
            throw new IOException("not a read-back");
        }
        long run = in.readLong();
        String isolation = in.readUTF();
        String source = in.readUTF();
        int partitions = in.readInt();
        List<Long> ends = new ArrayList<>();
        for (int p = 0; p < partitions; p++) {
            ends.add(in.readLong());
        }
        return new ReadBackHeader(run, isolation, source, ends);
    }

    /** Only the beginning of a longer value is kept. */
    static void put(ByteBuffer block, int partition, long offset, byte[] value) {
        int length = value == null ? NO_VALUE : Math.min(value.length, PayloadCodec.BYTES);
        block.putInt(partition).putLong(offset).putInt(length);
        for (int i = 0; i < PayloadCodec.BYTES; i++) {
            block.put(i < length ? value[i] : 0);
        }
    }

    /** Errors: {@link IOException} for a length that no record has. */
    static ReadRecord get(ByteBuffer block) throws IOException {
        int partition = block.getInt();
        long offset = block.getLong();
        int length = block.getInt();
        if (length < NO_VALUE || length > PayloadCodec.BYTES) {
            throw new IOException("a payload of " + length + " bytes");
        }
        byte[] payload = length == NO_VALUE ? null : new byte[length];
        if (payload != null) {
            block.get(payload);
        }
        block.position(block.position() + PayloadCodec.BYTES - Math.max(0, length));
        return new ReadRecord(partition, offset, payload);
    }

    static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
