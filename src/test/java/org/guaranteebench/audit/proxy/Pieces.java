package org.guaranteebench.audit.proxy;

import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** A stream that arrives in pieces of one size, and then ends. One thread. */
final class Pieces implements ReadableByteChannel {
    private final ByteBuffer bytes;
    private final int size;

    Pieces(byte[] bytes, int size) {
        this.bytes = ByteBuffer.wrap(bytes);
        this.size = size;
    }

    @Override
    public int read(ByteBuffer into) {
        int count = Math.min(Math.min(size, into.remaining()), bytes.remaining());
        if (count == 0) {
            return bytes.hasRemaining() ? 0 : -1;
        }
        into.put(bytes.slice(bytes.position(), count));
        bytes.position(bytes.position() + count);
        return count;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
