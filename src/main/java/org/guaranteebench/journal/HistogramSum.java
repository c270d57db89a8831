package org.guaranteebench.journal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.InflaterInputStream;
import org.HdrHistogram.Histogram;

/**
 * Many histograms of three digits from 1 on, added up. Decoding each into an object of its own, which has tens of
 * thousands of counts that are 0, is most of what the report of a large run would do. One thread.
 *
 * <p>Source of the encoding: HdrHistogram's V2 format, {@code AbstractHistogram.encodeIntoCompressedByteBuffer} and
 * {@code ZigZagEncoding} of version 2.2.2.
 */
public final class HistogramSum {
    private static final int COMPRESSED = 0x1c849314;
    private static final int PLAIN = 0x1c849313;
    private static final int DIGITS = 3;

    /** A bucket has 2048 places, the lower half of which is that of the bucket before it. */
    private static final int HALF_MAGNITUDE = 10;

    private static final int HALF = 1 << HALF_MAGNITUDE;

    /** Places of all values that a long can have; more is damage. */
    private static final int MOST = 54 * HALF;

    /** Of 64 bits, seven to a byte, the ninth byte has eight. */
    private static final int LAST_SHIFT = 56;

    private long[] counts = new long[2 * HALF];

    /** Errors: {@link IOException} or {@link RuntimeException} when it is no such histogram; part may be in the sum. */
    void add(byte[] encoded) throws IOException {
        ByteBuffer head = ByteBuffer.wrap(encoded);
        require(head.getInt(), COMPRESSED);
        int length = head.getInt();
        ByteBuffer plain = ByteBuffer.wrap(
                new InflaterInputStream(new ByteArrayInputStream(encoded, head.position(), length)).readAllBytes());
        require(plain.getInt(), PLAIN);
        int payload = plain.getInt();
        require(plain.getInt(), 0);
        require(plain.getInt(), DIGITS);
        require(plain.getLong(), 1);
        // The highest value that it could hold, and a ratio for doubles.
        plain.getLong();
        plain.getDouble();
        require(plain.remaining(), payload);
        int place = 0;
        while (plain.hasRemaining()) {
            long next = zigZag(plain);
            if (next < 0) {
                place = Math.toIntExact(place - next);
            } else {
                if (place >= MOST) {
                    throw new IOException("a count in place " + place + " of " + MOST);
                }
                if (place >= counts.length) {
                    counts = Arrays.copyOf(counts, Math.max(2 * counts.length, place + 1));
                }
                counts[place] += next;
                place++;
            }
        }
    }

    private static long zigZag(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            long next = in.get();
            if (shift == LAST_SHIFT || next >= 0) {
                value |= (next & 0xff) << shift;
                return value >>> 1 ^ -(value & 1);
            }
            value |= (next & 0x7f) << shift;
        }
    }

    private static void require(long found, long expected) throws IOException {
        if (found != expected) {
            throw new IOException("found " + found + " instead of " + expected);
        }
    }

    /** All of them as one, as if each value had been recorded in it. */
    public Histogram histogram() {
        Histogram histogram = new Histogram(DIGITS);
        for (int place = 0; place < counts.length; place++) {
            if (counts[place] > 0) {
                histogram.recordValueWithCount(value(place), counts[place]);
            }
        }
        return histogram;
    }

    private static long value(int place) {
        int bucket = (place >> HALF_MAGNITUDE) - 1;
        return bucket < 0 ? place : (long) ((place & HALF - 1) + HALF) << bucket;
    }
}
