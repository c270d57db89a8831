package org.guaranteebench.client;

import java.nio.ByteBuffer;

/**
 * The first sixteen bytes of a value that tells where and when it comes from.
 *
 * @param due when it was to be sent, ns on the clock of {@link System#nanoTime()}, which processes on one host share
 * @param thread that sent it, from 0
 * @param number which of that thread's records it is, from 0
 */
public record Stamp(long due, int thread, int number) {
    public static final int BYTES = Long.BYTES + 2 * Integer.BYTES;

    /** Errors: {@link ArithmeticException} after two thousand million records of a thread. */
    static void write(byte[] value, long due, int thread, long number) {
        ByteBuffer.wrap(value).putLong(due).putInt(thread).putInt(Math.toIntExact(number));
    }

    /** Errors: {@link java.nio.BufferUnderflowException} for a value without one. */
    public static Stamp read(byte[] value) {
        ByteBuffer buffer = ByteBuffer.wrap(value);
        return new Stamp(buffer.getLong(), buffer.getInt(), buffer.getInt());
    }
}
