package org.guaranteebench.audit.proxy;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.requests.RequestHeader;

/**
 * Answers requests in their order, each with its correlation id and all that followed it. Like a broker it sends no
 * answer to Produce with acks=0, by Kafka's own reading of the request.
 */
final class FakeBroker implements AutoCloseable {
    private static final int CORRELATION = 4;

    private final ServerSocket server;
    private final Thread accepting;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    /** Between a request and its answer. */
    volatile long thinkMillis;

    /** Added to each correlation id: a broker that answers what it was not asked. */
    volatile int mistake;

    /** A test that looks for speed or size keeps nothing. */
    volatile boolean keeping = true;

    FakeBroker() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        accepting = start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() throws IOException {
        while (true) {
            Socket socket = server.accept();
            socket.setTcpNoDelay(true);
            sockets.add(socket);
            start(() -> serve(socket));
        }
    }

    private void serve(Socket socket) throws IOException, InterruptedException {
        try (socket) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
            while (true) {
                byte[] request = new byte[in.readInt()];
                in.readFully(request);
                if (keeping) {
                    received.add(request);
                }
                if (answered(request)) {
                    Thread.sleep(thinkMillis);
                    socket.getOutputStream().write(answer(request));
                    answers.incrementAndGet();
                }
            }
        } finally {
            ended.incrementAndGet();
        }
    }

    private byte[] answer(byte[] request) {
        int length = request.length - CORRELATION;
        return ByteBuffer.allocate(4 + length)
                .putInt(length)
                .putInt(ByteBuffer.wrap(request).getInt(CORRELATION) + mistake)
                .put(request, 2 * CORRELATION, request.length - 2 * CORRELATION)
                .array();
    }

    private static boolean answered(byte[] request) {
        ByteBuffer buffer = ByteBuffer.wrap(request);
        RequestHeader header = RequestHeader.parse(buffer);
        return header.apiKey() != ApiKeys.PRODUCE
                || new ProduceRequestData(new ByteBufferAccessor(buffer), header.apiVersion()).acks() != 0;
    }

    /** The correlation id of the next request, waited for. */
    int next() throws InterruptedException {
        return ByteBuffer.wrap(nextRequest()).getInt(CORRELATION);
    }

    byte[] nextRequest() throws InterruptedException {
        byte[] request = received.poll(5, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("the broker was sent nothing more");
        }
        return request;
    }

    /** Requests that came and were not asked for by {@link #next}. */
    int unread() {
        return received.size();
    }

    int answers() {
        return answers.get();
    }

    int connections() {
        return sockets.size();
    }

    /** Connections that the other side has ended. */
    int ended() {
        return ended.get();
    }

    void endAll() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private static Thread start(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        // A connection has ended, or the broker.
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "fake-broker");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Waits for the thread that accepts: what it is given while the server closes, it would serve for good. */
    @Override
    public void close() throws IOException {
        server.close();
        try {
            accepting.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        endAll();
    }
}
