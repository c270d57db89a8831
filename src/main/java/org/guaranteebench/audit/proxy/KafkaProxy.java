package org.guaranteebench.audit.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands before one listener of one broker, hands on what is said in Kafka's protocol, byte by byte, and does to single
 * requests and responses what its rules say. Made for one host: it listens on loopback or an address that containers
 * reach, and understands listeners without TLS and SASL.
 *
 * <p>Thread-safe. It leaves no thread and no socket behind when it is closed.
 */
public final class KafkaProxy implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private enum Link {
        WHOLE,
        SILENT,
        CLOSED
    }

    private final ServerSocketChannel server;
    private final int port;
    private final ProxyThreads threads;
    private final EventLog log = new EventLog();
    private final ArmedFaults faults = new ArmedFaults();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    private InetSocketAddress upstream;
    private Link link = Link.WHOLE;
    private int accepted;
    private int refused;
    private boolean closed;

    private KafkaProxy(String name, ServerSocketChannel server) throws IOException {
        this.server = server;
        port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        threads = new ProxyThreads("proxy-" + name + "-");
    }

    /**
     * Listens on a free port of loopback, so that a broker can advertise it before it runs.
     *
     * @param name of its threads
     */
    public static KafkaProxy listen(String name) throws IOException {
        return listen(name, InetAddress.getLoopbackAddress());
    }

    /** Likewise on another address of this machine: where containers reach it. */
    public static KafkaProxy listen(String name, InetAddress address) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.bind(new InetSocketAddress(address, 0));
            KafkaProxy proxy = new KafkaProxy(name, server);
            proxy.threads.start("accept", proxy::accept);
            return proxy;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    public int port() {
        return port;
    }

    /** Where connections that are accepted from now on lead to. Those accepted before the first call are closed. */
    public synchronized void forwardTo(String host, int upstreamPort) {
        upstream = new InetSocketAddress(host, upstreamPort);
    }

    /** The rule counts from now on. */
    public Fault arm(Rule rule) {
        Fault fault = new Fault(rule, log);
        faults.arm(fault);
        return fault;
    }

    /** The rule strikes no request any more; one that it has struck already meets its end. */
    public void disarm(Fault fault) {
        faults.disarm(fault);
    }

    /** No rule strikes any more. */
    public void disarmAll() {
        faults.disarmAll();
    }

    /**
     * A network partition, as the peers see one: silence. Nothing that anybody sends after this has returned arrives,
     * now or later; no connection is closed or reset, not even when its other end dies. New connections are
     * established, unlike in a real partition, where connecting hangs; nothing answers on them.
     *
     * <p>What is sent is lost, as if the partition had outlasted the retransmissions of TCP: a request that was under
     * way is not served when the link heals. Nothing is counted by rules meanwhile.
     *
     * <p>Errors: {@link IllegalStateException} when the link is cut already.
     */
    public synchronized void cut() {
        change(Link.SILENT);
        connections.forEach(Connection::sever);
        int open = connections.size();
        log.add(at -> new ProxyEvent.Cut(at, false, open));
    }

    /**
     * Like the end of the process behind the listener: all connections are closed, and new ones are closed as soon as
     * they are accepted.
     *
     * <p>Errors: {@link IllegalStateException} when the link is cut already.
     */
    public synchronized void disconnect() {
        change(Link.CLOSED);
        refused = 0;
        List<Connection> open = List.copyOf(connections);
        open.forEach(Connection::close);
        refused += open.size();
        log.add(at -> new ProxyEvent.Cut(at, true, open.size()));
    }

    private void change(Link to) {
        if (link != Link.WHOLE) {
            throw new IllegalStateException("the link is cut already");
        }
        link = to;
    }

    /** Closes what met the cut, so that peers connect anew, and lets them through. Does nothing to a whole link. */
    public synchronized void heal() {
        if (link == Link.WHOLE) {
            return;
        }
        List<Connection> met = link == Link.SILENT ? List.copyOf(connections) : List.of();
        met.forEach(Connection::close);
        long bytes = met.stream().mapToLong(Connection::lostBytes).sum();
        int count = link == Link.SILENT ? met.size() : refused;
        log.add(at -> new ProxyEvent.Healed(at, count, bytes));
        link = Link.WHOLE;
    }

    /** All that happened so far, in the order of time. */
    public List<ProxyEvent> events() {
        return log.all();
    }

    private void accept() {
        while (true) {
            try {
                admit(server.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                log.add(at -> new ProxyEvent.Broken(at, 0, "no connection was accepted: " + e.getMessage()));
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private synchronized void admit(SocketChannel client) throws IOException {
        int id = ++accepted;
        if (closed || link == Link.CLOSED) {
            refused++;
            client.close();
        } else if (upstream == null) {
            client.close();
            log.add(at -> new ProxyEvent.Broken(at, id, "nobody said yet where the broker is"));
        } else {
            open(id, client);
        }
    }

    private void open(int id, SocketChannel client) throws IOException {
        Connection connection;
        try {
            connection = new Connection(id, client, faults, log, threads, connections::remove);
        } catch (IOException e) {
            client.close();
            throw e;
        }
        connections.add(connection);
        if (link == Link.SILENT) {
            connection.sever();
        }
        try {
            connection.start(upstream);
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    /** Closes all connections, both ways, and returns when no thread is left. Idempotent. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            try {
                server.close();
            } catch (IOException e) {
                // Nobody is waiting for it any more.
            }
            List.copyOf(connections).forEach(Connection::close);
        }
        threads.end();
    }
}
