package org.guaranteebench.audit.verify;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A payload as docs/AUDITS.md describes it, read without the code that wrote it.
 *
 * @param fate 0 for none, 1 to commit, 2 to abort
 * @param transaction −1 without one
 */
record RawPayload(int fate, int producer, int incarnation, long sequence, long transaction) {
    private static final int BYTES = 44;
    private static final int CHECKSUM_AT = 36;

    /** Where something about a message belongs. */
    interface Place {
        int of(int producer, long sequence);
    }

    /** By the message that the bytes claim to be, genuine or not; 0 where they claim to be none. */
    static int claims(byte[] bytes, Place place) {
        if (bytes == null || bytes.length < BYTES) {
            return 0;
        }
        ByteBuffer fields = ByteBuffer.wrap(bytes);
        return place.of(fields.getInt(12), fields.getLong(20));
    }

    /** Tells genuine payloads by the run and the key. Not thread-safe. */
    static final class Reader {
        private final long run;
        private final Mac mac;

        Reader(long run, byte[] secret) {
            this.run = run;
            try {
                mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
            }
        }

        /** Empty for what is none of this run. */
        Optional<RawPayload> read(byte[] bytes) {
            if (bytes == null || bytes.length < BYTES) {
                return Optional.empty();
            }
            byte[] digest = mac.doFinal(Arrays.copyOf(bytes, CHECKSUM_AT));
            boolean genuine = Arrays.equals(bytes, CHECKSUM_AT, BYTES, digest, 0, BYTES - CHECKSUM_AT);
            ByteBuffer fields = ByteBuffer.wrap(bytes);
            return genuine && fields.getLong(4) == run
                    ? Optional.of(new RawPayload(
                            fields.get(3),
                            fields.getInt(12),
                            fields.getInt(16),
                            fields.getLong(20),
                            fields.getLong(28)))
                    : Optional.empty();
        }
    }
}
