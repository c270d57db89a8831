package org.guaranteebench.run;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands before brokers and hands each response on a fixed time after it arrived. Responses overlap: the delay is a
 * longer way, not a slower broker. It knows of Kafka's framing only the length in front.
 */
final class DelayProxy implements AutoCloseable {
    private record Frame(byte[] bytes, long arrived, long due) {}

    /**
     * What was done to the answers since the delay was set.
     *
     * @param meanNanos between an answer's arrival and its end at the client's socket
     */
    record Held(long answers, double meanNanos) {}

    /** Behind the last response of a connection. */
    private static final Frame END = new Frame(new byte[0], 0, 0);

    private final List<Closeable> open = new CopyOnWriteArrayList<>();

    /** Read for each response; change it between trials. */
    private volatile long delayNanos;

    private final LongAdder answers = new LongAdder();
    private final LongAdder heldNanos = new LongAdder();

    void delay(long nanos) {
        delayNanos = nanos;
        answers.reset();
        heldNanos.reset();
    }

    Held held() {
        long count = answers.sum();
        return new Held(count, count == 0 ? Double.NaN : (double) heldNanos.sum() / count);
    }

    /** Listens on a free port in front of {@code broker}. */
    int before(int broker) {
        try {
            ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            open.add(server);
            start(() -> {
                while (true) {
                    Socket client = server.accept();
                    Socket upstream;
                    try {
                        upstream = new Socket(InetAddress.getLoopbackAddress(), broker);
                    } catch (IOException e) {
                        // The broker does not listen yet: the client finds a closed connection and tries again.
                        client.close();
                        continue;
                    }
                    client.setTcpNoDelay(true);
                    upstream.setTcpNoDelay(true);
                    open.add(client);
                    open.add(upstream);
                    start(() -> requests(client, upstream));
                    BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
                    start(() -> responses(upstream, frames));
                    start(() -> deliver(frames, client));
                }
            });
            return server.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requests(Socket client, Socket upstream) throws IOException {
        try (client;
                upstream) {
            client.getInputStream().transferTo(upstream.getOutputStream());
        }
    }

    private void responses(Socket upstream, BlockingQueue<Frame> frames) throws IOException {
        try {
            DataInputStream in = new DataInputStream(upstream.getInputStream());
            while (true) {
                byte[] bytes = new byte[in.readInt()];
                in.readFully(bytes);
                long arrived = System.nanoTime();
                frames.add(new Frame(bytes, arrived, arrived + delayNanos));
            }
        } finally {
            frames.add(END);
        }
    }

    private void deliver(BlockingQueue<Frame> frames, Socket client) throws IOException, InterruptedException {
        DataOutputStream out = new DataOutputStream(client.getOutputStream());
        for (Frame frame = frames.take(); frame != END; frame = frames.take()) {
            for (long left = frame.due - System.nanoTime(); left > 0; left = frame.due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            byte[] whole = new byte[4 + frame.bytes.length];
            ByteBuffer.wrap(whole).putInt(frame.bytes.length).put(frame.bytes);
            out.write(whole);
            heldNanos.add(System.nanoTime() - frame.arrived);
            answers.increment();
        }
    }

    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private static void start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (EOFException | SocketException e) {
                // The connection ended; so does its thread.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        for (Closeable each : open) {
            each.close();
        }
    }
}
