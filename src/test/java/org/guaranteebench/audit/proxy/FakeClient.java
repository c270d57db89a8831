package org.guaranteebench.audit.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/** A socket that speaks frames, and knows silence from an end. One thread. */
final class FakeClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int SILENCE_MILLIS = 300;

    private final Socket socket;
    private final DataInputStream in;

    FakeClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    }

    void send(byte[] request) throws IOException {
        raw(ByteBuffer.allocate(4 + request.length)
                .putInt(request.length)
                .put(request)
                .array());
    }

    void raw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    byte[] receive() throws IOException {
        byte[] response = new byte[in.readInt()];
        in.readFully(response);
        return response;
    }

    /** The correlation id of the next response. */
    int next() throws IOException {
        return ByteBuffer.wrap(receive()).getInt();
    }

    /** Sends and waits for the answer to just that. */
    void exchange(byte[] request) throws IOException {
        send(request);
        assertThat(next()).isEqualTo(ByteBuffer.wrap(request).getInt(4));
    }

    void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    /** An end that is not in order. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    void assertSilent() throws IOException {
        socket.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** In order or by a reset. */
    void assertEnded() throws IOException {
        int end;
        try {
            end = in.read();
        } catch (SocketException reset) {
            end = -1;
        }
        assertThat(end).as("end of the stream").isEqualTo(-1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
