package org.guaranteebench.audit.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LifeCycleTest {
    private FakeBroker broker;
    private KafkaProxy proxy;

    @BeforeEach
    void start() throws IOException {
        broker = new FakeBroker();
        proxy = KafkaProxy.listen("ending");
        proxy.forwardTo("127.0.0.1", broker.port());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        broker.close();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("proxy-ending-"))
                .sorted()
                .toList();
    }

    @Test
    void aClosedProxyLeavesNoThreadAndNoSocketInWhateverStateItsConnectionsAre() throws Exception {
        List<FakeClient> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            FakeClient client = new FakeClient(proxy.port());
            client.exchange(Requests.metadata(i));
            clients.add(client);
        }
        clients.get(1).raw(new byte[] {0, 0, 1, 0, 1, 2, 3});
        clients.get(2).halfClose();
        proxy.arm(Rule.produce().delayResponse(Duration.ofMinutes(1)));
        clients.get(3).send(Requests.produce(9, 1));
        Waiting.until("a response is delayed", () -> threads().contains("proxy-ending-4-delayed"));
        assertThat(threads()).contains("proxy-ending-accept", "proxy-ending-1-requests", "proxy-ending-1-responses");

        proxy.close();
        assertThat(threads()).isEmpty();
        for (FakeClient client : clients) {
            client.assertEnded();
            client.close();
        }
        Waiting.until("all connections of the broker end", () -> broker.ended() == 4);
        assertThatThrownBy(() -> new FakeClient(proxy.port())).isInstanceOf(ConnectException.class);
        proxy.close();
    }

    @Test
    void aProxyIsClosedWhileItsLinkIsCut() throws Exception {
        try (FakeClient early = new FakeClient(proxy.port())) {
            early.exchange(Requests.metadata(1));
            proxy.cut();
            try (FakeClient late = new FakeClient(proxy.port())) {
                late.send(Requests.metadata(2));
                late.assertSilent();
                proxy.close();
                late.assertEnded();
            }
            early.assertEnded();
        }
        assertThat(threads()).isEmpty();
    }

    @Test
    void aProxyIsClosedWhileAPeerDoesNotRead() throws Exception {
        try (FakeClient client = new FakeClient(proxy.port())) {
            broker.thinkMillis = 60_000;
            Thread flood = new Thread(() -> {
                try {
                    while (true) {
                        client.send(Requests.of(ApiKeys.FETCH, 1, Requests.CLIENT, new byte[1 << 20]));
                    }
                } catch (IOException e) {
                    // Closed under it, as it should be.
                }
            });
            flood.start();
            Waiting.until("the broker thinks about the first", () -> broker.unread() == 1);
            Thread.sleep(300);
            proxy.close();
            assertThat(threads()).isEmpty();
            flood.join(5_000);
            assertThat(flood.isAlive()).isFalse();
        }
    }

    @Test
    void aClientThatHasGoneIsConnectedUntilAllItHasSentWasRead() throws Exception {
        int requests = 20_000;
        Fault fault = proxy.arm(Rule.produce().from(1).swallowRequest());
        try (FakeClient client = new FakeClient(proxy.port())) {
            assertThat(proxy.connected(Requests.CLIENT)).isFalse();
            client.exchange(Requests.metadata(0));
            assertThat(proxy.connected(Requests.CLIENT)).isTrue();
            assertThat(proxy.connected("client-b")).isFalse();
            for (int i = 1; i <= requests; i++) {
                client.send(Requests.produce(i, 0));
            }
        }
        Waiting.until("the client has gone", () -> !proxy.connected(Requests.CLIENT));
        assertThat(fault.fired()).hasSize(requests);
    }

    @Test
    void connectionsThatEndTakeTheirThreadsWithThem() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (FakeClient client = new FakeClient(proxy.port())) {
                client.exchange(Requests.metadata(i));
            }
        }
        Waiting.until("only the one that accepts is left", () -> threads().equals(List.of("proxy-ending-accept")));
        proxy.cut();
        assertThat(proxy.events())
                .singleElement()
                .isInstanceOfSatisfying(
                        ProxyEvent.Cut.class,
                        cut -> assertThat(cut.connections()).isZero());
    }
}
