package org.guaranteebench.audit.payload;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An {@link AuditRecord} as the first {@value #BYTES} bytes of a Kafka value, big-endian:
 *
 * <pre>
 *  0 short magic     4 long run          20 long sequence      36 long checksum
 *  2 byte  version  12 int  producer     28 long transaction
 *  3 byte  fate     16 int  incarnation
 * </pre>
 *
 * <p>The checksum is the first eight bytes of HMAC-SHA-256 (RFC 2104, truncated as its section 5 allows) over what is
 * before it. A CRC, keyed or not, is linear: a record with two changed fields and a corrected CRC would pass, so would
 * one of an earlier run with its number exchanged. What follows the {@value #BYTES} bytes only gives the record its
 * size.
 *
 * <p>Not thread-safe; one per thread.
 */
public final class PayloadCodec {
    public static final int BYTES = 44;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int CHECKED = 36;
    private static final short MAGIC = 0x4B47;
    private static final byte VERSION = 1;

    private final long run;
    private final Mac mac;
    private final byte[] digest;

    public PayloadCodec(AuditKey key) {
        run = key.run();
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.secret(), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
        digest = new byte[mac.getMacLength()];
    }

    /**
     * Writes over the first bytes of {@code value}.
     *
     * <p>Errors: {@link IllegalArgumentException} for a record of another run or a value without room for it.
     */
    public void write(AuditRecord record, byte[] value) {
        if (value.length < BYTES || record.run() != run) {
            throw new IllegalArgumentException(
                    value.length < BYTES
                            ? "a value of " + value.length + " bytes has no room for the " + BYTES + " of a payload"
                            : "the record is of another run");
        }
        ByteBuffer buffer = ByteBuffer.wrap(value)
                .putShort(MAGIC)
                .put(VERSION)
                .put((byte) record.fate().ordinal())
                .putLong(record.run())
                .putInt(record.producer())
                .putInt(record.incarnation())
                .putLong(record.sequence())
                .putLong(record.transaction());
        buffer.putLong(checksum(value));
    }

    /** @param value null for a record without one */
    public Parsed parse(byte[] value) {
        if (value == null || value.length < BYTES) {
            return new Parsed.Foreign(
                    value == null ? "no value" : value.length + " bytes, a payload has " + BYTES + " or more");
        }
        ByteBuffer buffer = ByteBuffer.wrap(value);
        if (buffer.getShort() != MAGIC || buffer.get() != VERSION) {
            return new Parsed.Foreign("does not begin like a payload");
        }
        int fateCode = buffer.get();
        long itsRun = buffer.getLong();
        if (buffer.getLong(CHECKED) != checksum(value) || itsRun != run) {
            return new Parsed.Foreign("checksum does not fit");
        }
        int producer = buffer.getInt();
        int incarnation = buffer.getInt();
        long sequence = buffer.getLong();
        long transaction = buffer.getLong();
        Optional<Fate> fate = Fate.of(fateCode);
        if (fate.isEmpty()) {
            return new Parsed.Foreign("fate " + fateCode + " is none");
        }
        return AuditRecord.fault(producer, incarnation, sequence, transaction, fate.get())
                .<Parsed>map(Parsed.Foreign::new)
                .orElseGet(() -> new Parsed.Genuine(
                        new AuditRecord(run, producer, incarnation, sequence, transaction, fate.get())));
    }

    private long checksum(byte[] value) {
        mac.update(value, 0, CHECKED);
        try {
            mac.doFinal(digest, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the digest has room", e);
        }
        return ByteBuffer.wrap(digest).getLong();
    }
}
