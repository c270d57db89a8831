package org.guaranteebench.audit.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

class SwallowingTest extends ProxyFixture {
    private static final Duration SOON = Duration.ofSeconds(5);

    SwallowingTest() {
        super("swallowing");
    }

    @Test
    void theThirdProduceIsServedAndItsClientLosesTheConnectionInsteadOfTheResponse() throws Exception {
        Fault fault = proxy.arm(Rule.produce().nth(3).swallowResponse().thenClose());
        long begin = System.nanoTime();
        try (FakeClient client = new FakeClient(proxy.port())) {
            client.exchange(Requests.produce(11, -1));
            client.exchange(Requests.metadata(12));
            client.exchange(Requests.produce(13, -1));
            assertThat(fault.awaitFired(Duration.ofMillis(50))).isFalse();
            client.send(Requests.produce(14, -1));
            client.assertEnded();
        }
        assertThat(fault.awaitFired(SOON)).isTrue();
        assertThat(List.of(broker.next(), broker.next(), broker.next(), broker.next()))
                .containsExactly(11, 12, 13, 14);
        Waiting.until("the broker's connection ends, too", () -> broker.ended() == 1);

        ProxyEvent.Fired fired = fault.fired().get(0);
        assertThat(proxy.events()).containsExactly(fired);
        assertThat(fired.request())
                .isEqualTo(new RequestHead(
                        ApiKeys.PRODUCE.id, ApiKeys.PRODUCE.latestVersion(), 14, Optional.of(Requests.CLIENT), true));
        assertThat(fired.nth()).isEqualTo(3);
        assertThat(fired.connection()).isEqualTo(1);
        assertThat(fired.rule()).isEqualTo(fault.rule());
        assertThat(fired.bytes())
                .as("a length more than the request, key and version less")
                .isEqualTo(Requests.produce(14, -1).length);
        assertThat(fired.at().nanos()).isBetween(begin, System.nanoTime());
        assertThat(fired.at().wall()).isBetween(Instant.now().minus(SOON), Instant.now());

        try (FakeClient again = new FakeClient(proxy.port())) {
            again.exchange(Requests.produce(14, -1));
        }
        assertThat(fault.seen()).isEqualTo(4);
        assertThat(fault.fired()).hasSize(1);
    }

    @Test
    void behindASwallowedResponseTheConnectionIsSilentAndRequestsAreServed() throws Exception {
        Fault fault = proxy.arm(Rule.produce().nth(2).swallowResponse());
        try (FakeClient client = new FakeClient(proxy.port());
                FakeClient other = new FakeClient(proxy.port())) {
            client.exchange(Requests.produce(1, 1));
            client.send(Requests.produce(2, 1));
            client.send(Requests.produce(3, 1));
            client.send(Requests.metadata(4));
            assertThat(List.of(broker.next(), broker.next(), broker.next(), broker.next()))
                    .containsExactly(1, 2, 3, 4);
            client.assertSilent();
            other.exchange(Requests.produce(5, 1));
        }
        assertThat(fault.fired()).hasSize(1);
        assertThat(fault.seen()).isEqualTo(4);
    }

    @Test
    void behindASwallowedRequestNothingOfItsConnectionReachesTheBroker() throws Exception {
        Fault fault = proxy.arm(Rule.produce().nth(2).swallowRequest());
        broker.thinkMillis = 100;
        try (FakeClient client = new FakeClient(proxy.port());
                FakeClient other = new FakeClient(proxy.port())) {
            client.send(Requests.produce(1, 1));
            client.send(Requests.produce(2, 1));
            client.send(Requests.metadata(3));
            assertThat(client.next()).as("asked before").isEqualTo(1);
            client.assertSilent();
            other.exchange(Requests.produce(4, 1));
            assertThat(List.of(broker.next(), broker.next())).containsExactly(1, 4);
            assertThat(broker.unread()).isZero();
        }
        assertThat(fault.fired()).singleElement().satisfies(fired -> {
            assertThat(fired.request().correlation()).isEqualTo(2);
            assertThat(fired.bytes()).isEqualTo(4 + Requests.produce(2, 1).length);
        });
    }

    @Test
    void aSwallowedRequestMayBeTheEndOfItsConnection() throws Exception {
        proxy.arm(Rule.api(ApiKeys.METADATA).nth(1).swallowRequest().thenClose());
        try (FakeClient client = new FakeClient(proxy.port())) {
            client.send(Requests.metadata(1));
            client.assertEnded();
        }
        assertThat(broker.unread()).isZero();
    }

    @Test
    void produceWithAcksZeroIsMissingAlone() throws Exception {
        Fault fault = proxy.arm(Rule.produce().from(3).swallowRequest());
        try (FakeClient client = new FakeClient(proxy.port())) {
            for (int i = 1; i <= 5; i++) {
                client.send(Requests.produce(i, 0));
                client.exchange(Requests.metadata(10 + i));
            }
        }
        assertThat(List.of(broker.next(), broker.next(), broker.next(), broker.next()))
                .containsExactly(1, 11, 2, 12);
        assertThat(List.of(broker.next(), broker.next(), broker.next())).containsExactly(13, 14, 15);
        assertThat(fault.fired()).extracting(ProxyEvent.Fired::nth).containsExactly(3L, 4L, 5L);
    }

    @Test
    void whereNoResponseComesNoneIsCounted() throws Exception {
        Fault fault = proxy.arm(Rule.produce().nth(1).swallowResponse().thenClose());
        try (FakeClient client = new FakeClient(proxy.port())) {
            client.send(Requests.produce(1, 0));
            client.exchange(Requests.metadata(2));
            assertThat(fault.seen()).isZero();
            client.send(Requests.produce(3, 1));
            client.assertEnded();
        }
        assertThat(fault.fired())
                .singleElement()
                .satisfies(fired -> assertThat(fired.request().correlation()).isEqualTo(3));
    }
}
