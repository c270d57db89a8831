package org.guaranteebench.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * A slowdown of known size: so many units of work on the sending thread for each record. A unit is a step of a chain of
 * dependent operations, so twice the units are twice the work, and a preempted thread does not get any of them for free.
 *
 * <p>It also says of what the sender's time consists: while it works it takes the time of its work and of all that is
 * between. One thread sends. Alone in what forks have of the tests: needs the JDK and Kafka's client only.
 */
public final class BusyWork implements ProducerInterceptor<byte[], byte[]> {
    /** Producer property: units per record. */
    public static final String UNITS = "proof.units";

    /** System property of forks: the file to which each appends a line of {@link WorkAccount} when it closes. */
    public static final String ACCOUNTS = "proof.accounts";

    /** Records; some hundredths of a second. */
    private static final int SLICE = 20;

    private static final int MOST_SLICES = 50_000;

    private final double[] share = new double[MOST_SLICES];
    private final double[] workNanos = new double[MOST_SLICES];
    private long units;
    private long chain = 88172645463325252L;
    private int slices;
    private int inSlice;
    private long sliceStart;
    private long working;

    @Override
    public void configure(Map<String, ?> properties) {
        units = Long.parseLong(properties.get(UNITS).toString());
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> message) {
        long begin = System.nanoTime();
        if (inSlice == SLICE) {
            endSlice(begin);
        }
        if (inSlice == 0) {
            sliceStart = begin;
            working = 0;
        }
        chain = work(chain, units);
        working += System.nanoTime() - begin;
        inSlice++;
        return message;
    }

    private void endSlice(long now) {
        if (slices < MOST_SLICES) {
            share[slices] = (double) working / (now - sliceStart);
            workNanos[slices] = (double) working / SLICE;
            slices++;
        }
        inSlice = 0;
    }

    /** Marsaglia's xorshift: each step needs the one before it. */
    static long work(long from, long units) {
        long x = from;
        for (long i = 0; i < units; i++) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
        }
        return x;
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception exception) {}

    /** The later two thirds of the slices: when the trial began its code was cold. */
    @Override
    public void close() {
        String file = System.getProperty(ACCOUNTS);
        if (file == null || slices == 0) {
            return;
        }
        String line = String.format(
                Locale.ROOT,
                "%d %.6f %.1f %d%n",
                units,
                median(share, slices / 3, slices),
                median(workNanos, slices / 3, slices),
                // Where the chain ended: nobody may leave out a work whose result is used.
                chain & 1);
        try {
            Files.writeString(Path.of(file), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double median(double[] values, int from, int to) {
        double[] sorted = Arrays.copyOfRange(values, from, to);
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
