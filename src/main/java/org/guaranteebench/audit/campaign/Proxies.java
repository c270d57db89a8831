package org.guaranteebench.audit.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.guaranteebench.audit.proxy.KafkaProxy;
import org.guaranteebench.cluster.Advertised;

/**
 * Two proxies for each node of one cluster: before its listener for clients, and before the one for other brokers. They
 * come into being when the cluster asks what it is to advertise. One thread, until the cluster is up.
 */
final class Proxies implements Advertised, AutoCloseable {
    private final Map<Integer, KafkaProxy> beforeClients = new TreeMap<>();
    private final Map<Integer, KafkaProxy> beforeReplicas = new TreeMap<>();
    private String address = "";

    @Override
    public void at(String where) {
        if (!address.equals(where)) {
            // Another network at a second try: what listens on the first is reached by nobody.
            close();
            beforeClients.clear();
            beforeReplicas.clear();
            address = where;
        }
    }

    @Override
    public int toClients(int node, int port) {
        return lead(beforeClients, "clients-", node, port);
    }

    @Override
    public int toReplicas(int node, int port) {
        return lead(beforeReplicas, "replicas-", node, port);
    }

    private int lead(Map<Integer, KafkaProxy> proxies, String kind, int node, int port) {
        KafkaProxy proxy = proxies.computeIfAbsent(node, n -> listen(kind + n));
        proxy.forwardTo(address, port);
        return proxy.port();
    }

    private KafkaProxy listen(String name) {
        try {
            return KafkaProxy.listen(name, InetAddress.getByName(address));
        } catch (IOException e) {
            throw new UncheckedIOException("no proxy can listen on " + address + ": " + e.getMessage(), e);
        }
    }

    /** {@code host:port,…} of those before clients. */
    String bootstrap() {
        return String.join(
                ",",
                beforeClients.values().stream()
                        .map(proxy -> address + ":" + proxy.port())
                        .toList());
    }

    KafkaProxy beforeClients(int node) {
        return of(beforeClients, node);
    }

    KafkaProxy beforeReplicas(int node) {
        return of(beforeReplicas, node);
    }

    private static KafkaProxy of(Map<Integer, KafkaProxy> proxies, int node) {
        KafkaProxy proxy = proxies.get(node);
        if (proxy == null) {
            throw new IllegalArgumentException("node " + node + ": the cluster has " + proxies.keySet());
        }
        return proxy;
    }

    /** All links whole, no rule armed. */
    void clear() {
        all().forEach(proxy -> {
            proxy.disarmAll();
            proxy.heal();
        });
    }

    /** What happened at each since the moment, in its order. */
    ProxyLog log(long sinceNanos) {
        ProxyLog log = new ProxyLog(sinceNanos);
        beforeClients.forEach((node, proxy) -> log.add("before clients of broker " + node, proxy.events()));
        beforeReplicas.forEach((node, proxy) -> log.add("before replicas of broker " + node, proxy.events()));
        return log;
    }

    private Stream<KafkaProxy> all() {
        return Stream.concat(beforeClients.values().stream(), beforeReplicas.values().stream());
    }

    @Override
    public void close() {
        all().forEach(KafkaProxy::close);
    }
}
