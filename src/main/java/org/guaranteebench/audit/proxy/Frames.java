package org.guaranteebench.audit.proxy;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A stream of bytes as Kafka's frames: a length of four bytes, then so much content. A frame's front can be looked at
 * before it is decided where the frame goes; of its rest no more is held than the buffer takes. One thread.
 *
 * <p>Errors: {@link ProtocolException} for what is not Kafka's framing, {@link EOFException} for an end within a frame.
 */
final class Frames {
    /** Kafka's default of {@code socket.request.max.bytes}. */
    static final int LARGEST = 100 * 1024 * 1024;

    private static final int LENGTH = 4;
    private static final int BUFFER = 64 * 1024;

    /** Where a frame's bytes go, its length first, in as many parts as they come in. */
    interface Sink {
        /** @param part may be left unread; valid only during the call */
        void take(ByteBuffer part) throws IOException;
    }

    private final ReadableByteChannel in;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).limit(0);
    private int size;
    private int peeked;

    Frames(ReadableByteChannel in) {
        this.in = in;
    }

    /**
     * Waits for the next frame. The one before must have gone somewhere.
     *
     * @return false when the stream has ended, as it should, between frames
     */
    boolean next() throws IOException {
        if (!fill(LENGTH)) {
            if (buffer.hasRemaining()) {
                throw new EOFException();
            }
            return false;
        }
        size = buffer.getInt(buffer.position());
        peeked = 0;
        if (size < 0 || size > LARGEST) {
            throw new ProtocolException("a frame of " + size + " bytes: they have 0 to " + LARGEST
                    + "; only Kafka's protocol in the clear is understood");
        }
        return true;
    }

    /** Of the frame's content, in bytes. */
    int size() {
        return size;
    }

    short peekShort() throws IOException {
        return buffer.getShort(peek(Short.BYTES));
    }

    int peekInt() throws IOException {
        return buffer.getInt(peek(Integer.BYTES));
    }

    /** An unsigned number in groups of seven bits, the lowest first, as protocol buffers have it. */
    int peekVarint() throws IOException {
        int value = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            byte group = buffer.get(peek(1));
            value |= (group & 0x7f) << shift;
            if (group >= 0) {
                return value;
            }
        }
        throw new ProtocolException("a number of more than five bytes in the front of a frame");
    }

    String peekString(int length) throws IOException {
        byte[] bytes = new byte[length];
        buffer.get(peek(length), bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** All content of a frame from its beginning, in hex; nothing of one that has more than so many bytes. */
    String peekHex(int most) throws IOException {
        if (size > most) {
            return "";
        }
        peeked = 0;
        byte[] bytes = new byte[size];
        buffer.get(peek(size), bytes);
        return HexFormat.of().formatHex(bytes);
    }

    void peekPast(int length) throws IOException {
        peek(length);
    }

    /** Makes the next so many bytes of content available and returns where in the buffer they begin. */
    private int peek(int length) throws IOException {
        if (length < 0 || length > size - peeked) {
            throw new ProtocolException("a frame of " + size + " bytes ends within its front");
        }
        if (LENGTH + peeked + length > BUFFER) {
            throw new ProtocolException("the front of a frame is longer than " + BUFFER + " bytes");
        }
        if (!fill(LENGTH + peeked + length)) {
            throw new EOFException();
        }
        int at = buffer.position() + LENGTH + peeked;
        peeked += length;
        return at;
    }

    /** Hands the whole frame on as it arrives; returns its bytes, the length included. */
    long transferTo(Sink sink) throws IOException {
        int left = LENGTH + size;
        while (left > 0) {
            if (!fill(1)) {
                throw new EOFException();
            }
            int available = buffer.limit();
            buffer.limit(Math.min(available, buffer.position() + left));
            left -= buffer.remaining();
            sink.take(buffer);
            buffer.position(buffer.limit()).limit(available);
        }
        return LENGTH + size;
    }

    /** Reads the whole frame and forgets it; returns its bytes, the length included. */
    long skip() throws IOException {
        return transferTo(part -> {});
    }

    /** Reads the whole frame, the length included. */
    ByteBuffer copy() throws IOException {
        ByteBuffer whole = ByteBuffer.allocate(LENGTH + size);
        transferTo(whole::put);
        return whole.flip();
    }

    /** Waits until the buffer holds so many bytes; false when the stream ends before. */
    private boolean fill(int bytes) throws IOException {
        if (buffer.remaining() >= bytes) {
            return true;
        }
        buffer.compact();
        try {
            while (buffer.position() < bytes) {
                if (in.read(buffer) < 0) {
                    return false;
                }
            }
            return true;
        } finally {
            buffer.flip();
        }
    }
}
