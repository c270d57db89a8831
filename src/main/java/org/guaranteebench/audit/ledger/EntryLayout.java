package org.guaranteebench.audit.ledger;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.guaranteebench.audit.payload.Fate;

/**
 * Header and entries as {@value #BYTES} bytes each, big-endian. The checksum covers the entry's number in the file as
 * well as its bytes: an entry that is missing, repeated or moved is damage like any other. Not thread-safe.
 */
final class EntryLayout {
    static final int BYTES = 48;
    static final long HEADER_NUMBER = 0;

    private static final int CHECKED = BYTES - Integer.BYTES;
    private static final int MAGIC = 0x4B47424C;
    private static final int VERSION = 1;

    private final byte[] bytes = new byte[BYTES];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private final byte[] number = new byte[Long.BYTES];
    private final ByteBuffer numberBuffer = ByteBuffer.wrap(number);
    private final CRC32C crc = new CRC32C();

    /** The same array always: what {@code put} has laid out, or what a {@code get} is to read. */
    byte[] bytes() {
        return bytes;
    }

    void putHeader(LedgerHeader header) {
        buffer.clear();
        buffer.putInt(MAGIC)
                .putInt(VERSION)
                .putLong(header.run())
                .putInt(header.incarnation())
                .putInt(header.role().ordinal())
                .putLong(header.pid())
                .putLong(0)
                .putInt(0);
        buffer.putInt(checksum(HEADER_NUMBER));
    }

    /** @param at number of the entry in the file, from 1 */
    void put(
            long at,
            Event event,
            int producer,
            long sequence,
            long transaction,
            Fate fate,
            int partition,
            long offset,
            long time) {
        buffer.clear();
        buffer.put(event.code())
                .put((byte) fate.ordinal())
                .putShort((short) 0)
                .putInt(producer)
                .putInt(partition)
                .putLong(sequence)
                .putLong(transaction)
                .putLong(offset)
                .putLong(time);
        buffer.putInt(checksum(at));
    }

    /** Empty when the bytes are not those of a header. */
    Optional<LedgerHeader> header() {
        buffer.clear();
        if (buffer.getInt() != MAGIC || buffer.getInt() != VERSION || !sound(HEADER_NUMBER)) {
            return Optional.empty();
        }
        long run = buffer.getLong();
        int incarnation = buffer.getInt();
        int role = buffer.getInt();
        Role[] roles = Role.values();
        return role >= 0 && role < roles.length
                ? Optional.of(new LedgerHeader(run, incarnation, roles[role], buffer.getLong()))
                : Optional.empty();
    }

    /** Empty when the bytes are not those of entry number {@code at}. */
    Optional<Entry> entry(long at) {
        buffer.clear();
        Optional<Event> event = Event.of(buffer.get());
        Optional<Fate> fate = Fate.of(buffer.get());
        if (event.isEmpty() || fate.isEmpty() || !sound(at)) {
            return Optional.empty();
        }
        buffer.getShort();
        int producer = buffer.getInt();
        int partition = buffer.getInt();
        long sequence = buffer.getLong();
        long transaction = buffer.getLong();
        long offset = buffer.getLong();
        return Optional.of(new Entry(
                event.get(), producer, sequence, transaction, fate.get(), partition, offset, buffer.getLong()));
    }

    private boolean sound(long at) {
        return buffer.getInt(CHECKED) == checksum(at);
    }

    private int checksum(long at) {
        numberBuffer.putLong(0, at);
        crc.reset();
        crc.update(number);
        crc.update(bytes, 0, CHECKED);
        return (int) crc.getValue();
    }
}
