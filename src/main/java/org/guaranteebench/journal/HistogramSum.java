package org.guaranteebench.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
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

    /** Cookie, length of the payload, offset, digits, lowest and highest value, and a ratio for doubles. */
    private static final int HEAD = 40;

    private long[] counts = new long[2 * HALF];
    private byte[] plain = new byte[8 * HALF];

    /** Errors: {@link IOException} or {@link RuntimeException} when it is no such histogram; part may be in the sum. */
    void add(byte[] encoded) throws IOException {
        ByteBuffer outer = ByteBuffer.wrap(encoded);
        require(outer.getInt(), COMPRESSED);
        int length = outer.getInt();
        int end = inflate(encoded, outer.position(), length);
        ByteBuffer head = ByteBuffer.wrap(plain, 0, end);
        require(head.getInt(), PLAIN);
        int payload = head.getInt();
        require(head.getInt(), 0);
        require(head.getInt(), DIGITS);
        require(head.getLong(), 1);
        require(end - HEAD, payload);
        int place = 0;
        for (int at = HEAD; at < end; ) {
            // ZigZag LEB128 of at most nine bytes: a count, or how many places in a row have none.
            long coded = 0;
            int shift = 0;
            long next = plain[at++];
            while (next < 0 && shift < LAST_SHIFT) {
                coded |= (next & 0x7f) << shift;
                shift += 7;
                if (at == end) {
                    throw new IOException("ends within a number");
                }
                next = plain[at++];
            }
            coded |= (next & 0xff) << shift;
            long value = coded >>> 1 ^ -(coded & 1);
            if (value < 0) {
                place = Math.toIntExact(place - value);
            } else {
                makeRoom(place);
                counts[place] += value;
                place++;
            }
        }
    }

    /** Into {@link #plain}. */
    private int inflate(byte[] encoded, int from, int length) throws IOException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(encoded, from, length);
            int end = 0;
            while (!inflater.finished()) {
                if (end == plain.length) {
                    plain = Arrays.copyOf(plain, 2 * plain.length);
                }
                int more = inflater.inflate(plain, end, plain.length - end);
                if (more == 0 && !inflater.finished()) {
                    throw new IOException("ends within its " + length + " bytes");
                }
                end += more;
            }
            return end;
        } catch (DataFormatException e) {
            throw new IOException(e);
        } finally {
            inflater.end();
        }
    }

    private void makeRoom(int place) throws IOException {
        if (place >= MOST) {
            throw new IOException("a count in place " + place + " of " + MOST);
        }
        if (place >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(2 * counts.length, place + 1));
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
