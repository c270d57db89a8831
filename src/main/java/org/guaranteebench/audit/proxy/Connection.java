package org.guaranteebench.audit.proxy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.guaranteebench.audit.proxy.ArmedFaults.Hit;

/**
 * A client's connection and its continuation to the broker. Each direction has a thread of its own, and blocks it.
 * {@link #sever} and {@link #close} may be called by any thread.
 */
final class Connection {
    /** A request that went to the broker and has a response: the broker answers in the order of requests. */
    private record Pending(int correlation, Optional<Hit> hit) {}

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static final int DIRECTIONS = 2;

    /** Of a response that is swallowed: a Produce response of one partition has about fifty. */
    private static final int KEPT_BYTES = 1024;

    private final int id;
    private final SocketChannel client;
    private final SocketChannel broker;
    private final ArmedFaults faults;
    private final EventLog log;
    private final ProxyThreads threads;
    private final Consumer<Connection> onClose;

    private final Queue<Pending> pending = new ConcurrentLinkedQueue<>();
    private final AtomicInteger finished = new AtomicInteger();
    private final AtomicLong lostBytes = new AtomicLong();

    /** Once set, nothing passes any more and nobody is told; until {@link #close}. */
    private volatile boolean severed;

    /** Of the latest request. */
    private volatile Optional<String> clientId = Optional.empty();

    private DelayLine line;
    private volatile Thread lineThread;

    /** @param onClose called when the connection has ended, by whoever ended it; perhaps more than once */
    Connection(
            int id,
            SocketChannel client,
            ArmedFaults faults,
            EventLog log,
            ProxyThreads threads,
            Consumer<Connection> onClose)
            throws IOException {
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        this.id = id;
        this.client = client;
        this.broker = SocketChannel.open();
        this.faults = faults;
        this.log = log;
        this.threads = threads;
        this.onClose = onClose;
        broker.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /** Returns at once: connecting may take its time, and others are waiting. */
    void start(InetSocketAddress upstream) throws IOException {
        threads.start(
                id + "-requests",
                () -> work(() -> {
                    if (!severed) {
                        broker.connect(upstream);
                        threads.start(id + "-responses", () -> work(this::responses));
                    }
                    requests();
                }));
    }

    /**
     * What either side sends from now on is read and thrown away, and neither learns what becomes of the other. Bytes
     * that were read before may still be on their way.
     */
    void sever() {
        severed = true;
    }

    boolean isOf(String client) {
        return clientId.equals(Optional.of(client));
    }

    /** What was thrown away since the connection was severed. */
    long lostBytes() {
        return lostBytes.get();
    }

    void close() {
        closeQuietly(client);
        closeQuietly(broker);
        Thread delaying = lineThread;
        if (delaying != null) {
            delaying.interrupt();
        }
        onClose.accept(this);
    }

    private void requests() throws IOException {
        Frames frames = new Frames(client);
        boolean lost = false;
        while (frames.next()) {
            if (severed) {
                lostBytes.addAndGet(frames.skip());
                continue;
            }
            RequestHead request = RequestHead.read(frames);
            clientId = request.clientId();
            Optional<Hit> hit = faults.judge(request);
            Optional<Hit> swallowing = hit.filter(Hit::swallowsRequest);
            if (lost || swallowing.isPresent()) {
                lost |= request.answered();
                if (swallow(frames, swallowing)) {
                    return;
                }
            } else {
                if (request.answered()) {
                    pending.add(new Pending(request.correlation(), hit));
                }
                frames.transferTo(part -> send(broker, part));
            }
        }
        finish(broker);
    }

    private void responses() throws IOException {
        Frames frames = new Frames(broker);
        boolean lost = false;
        while (frames.next()) {
            if (severed) {
                lostBytes.addAndGet(frames.skip());
                continue;
            }
            Optional<Hit> hit = requestOf(frames.peekInt()).hit();
            Optional<Hit> swallowing = hit.filter(Hit::swallowsResponse);
            if (lost || swallowing.isPresent()) {
                lost = true;
                if (swallow(frames, swallowing)) {
                    return;
                }
            } else {
                deliver(frames, hit);
            }
        }
        if (line == null) {
            finish(client);
        } else {
            line.finish(() -> finish(client));
        }
    }

    private Pending requestOf(int correlation) throws ProtocolException {
        Pending request = pending.poll();
        if (request == null || request.correlation != correlation) {
            throw new ProtocolException("a response with correlation id " + correlation + " where "
                    + (request == null ? "none" : "that with " + request.correlation) + " was due");
        }
        return request;
    }

    /** Returns whether that was the connection's end. */
    private boolean swallow(Frames frames, Optional<Hit> hit) throws IOException {
        String content = hit.filter(Hit::swallowsResponse).isPresent() ? frames.peekHex(KEPT_BYTES) : "";
        long bytes = frames.skip();
        hit.ifPresent(h -> h.done(id, bytes, content));
        boolean closes = hit.filter(Hit::closes).isPresent();
        if (closes) {
            close();
        }
        return closes;
    }

    private void deliver(Frames frames, Optional<Hit> hit) throws IOException {
        Duration delay = hit.map(Hit::delay).orElse(Duration.ZERO);
        if (delay.isZero() && (line == null || line.isEmpty())) {
            frames.transferTo(part -> send(client, part));
            return;
        }
        ByteBuffer frame = frames.copy();
        long bytes = frame.remaining();
        startLine();
        line.add(System.nanoTime() + delay.toNanos(), () -> {
            send(client, frame);
            if (!severed) {
                hit.ifPresent(h -> h.done(id, bytes, ""));
            }
        });
    }

    private void startLine() throws IOException {
        if (line == null) {
            line = new DelayLine();
            lineThread = threads.start(id + "-delayed", () -> work(line::run));
            if (!client.isOpen()) {
                // Closed before there was a thread that could have been told.
                lineThread.interrupt();
            }
        }
    }

    /** The check comes after the part was read: nothing passes that was sent after {@link #sever} returned. */
    private void send(SocketChannel to, ByteBuffer part) throws IOException {
        while (part.hasRemaining()) {
            if (severed) {
                lostBytes.addAndGet(part.remaining());
                return;
            }
            to.write(part);
        }
    }

    /** One side has said all; the other one learns of it and may go on. */
    private void finish(SocketChannel to) throws IOException {
        if (!severed) {
            to.shutdownOutput();
        }
        if (finished.incrementAndGet() == DIRECTIONS) {
            end();
        }
    }

    private void work(Work work) {
        try {
            work.run();
        } catch (ProtocolException | ConnectException e) {
            breakOff(e.getMessage());
        } catch (IOException e) {
            // A peer is gone, or close() was called: the other peer must not wait.
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            breakOff(e.toString());
        }
    }

    private void breakOff(String reason) {
        if (!severed) {
            log.add(at -> new ProxyEvent.Broken(at, id, reason));
            end();
        }
    }

    private void end() {
        if (!severed) {
            close();
        }
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Nobody uses it any more.
        }
    }
}
