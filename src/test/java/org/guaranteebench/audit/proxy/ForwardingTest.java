package org.guaranteebench.audit.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

/** What a proxy does as long as nobody asks it for more. */
class ForwardingTest extends ProxyFixture {
    ForwardingTest() {
        super("forwarding");
    }

    private static byte[] request(int correlation, int contentBytes) {
        byte[] content = new byte[contentBytes];
        new Random(correlation).nextBytes(content);
        return Requests.of(ApiKeys.FETCH, correlation, Requests.CLIENT, content);
    }

    private static void assertAnswers(byte[] response, byte[] request) {
        assertThat(Arrays.equals(response, 0, 4, request, 4, 8))
                .as("correlation id")
                .isTrue();
        assertThat(Arrays.equals(response, 4, response.length, request, 8, request.length))
                .as("content")
                .isTrue();
    }

    @Test
    void requestsAndResponsesPassByteForByte() throws Exception {
        try (FakeClient client = new FakeClient(proxy.port())) {
            int correlation = 0;
            for (int bytes : new int[] {0, 1, 1_000, 65_500, 65_536, 65_600, 1_000_000}) {
                byte[] request = request(correlation++, bytes);
                client.send(request);
                assertThat(broker.nextRequest()).isEqualTo(request);
                assertAnswers(client.receive(), request);
            }
        }
        assertThat(proxy.events()).isEmpty();
    }

    @Test
    void requestsMayBeInFlightTogetherAndComeByteByByte() throws Exception {
        try (FakeClient client = new FakeClient(proxy.port())) {
            ByteBuffer stream = ByteBuffer.allocate(10_000);
            for (int i = 0; i < 10; i++) {
                byte[] request = request(i, 20 * i);
                stream.putInt(request.length).put(request);
            }
            for (byte each : Arrays.copyOf(stream.array(), stream.position())) {
                client.raw(new byte[] {each});
            }
            for (int i = 0; i < 10; i++) {
                assertAnswers(client.receive(), request(i, 20 * i));
            }
        }
        assertThat(proxy.events()).isEmpty();
    }

    @Test
    void aFrameOfTheLargestSizePassesAndOneByteMoreEndsItsConnectionOnly() throws Exception {
        broker.keeping = false;
        int front = request(0, 0).length;
        try (FakeClient client = new FakeClient(proxy.port());
                FakeClient other = new FakeClient(proxy.port())) {
            byte[] largest = request(1, Frames.LARGEST - front);
            client.send(largest);
            assertAnswers(client.receive(), largest);
            assertThat(proxy.events()).isEmpty();

            other.exchange(request(1, 1));
            client.raw(ByteBuffer.allocate(4).putInt(Frames.LARGEST + 1).array());
            client.assertEnded();
            other.exchange(request(2, 1));
            assertThat(proxy.events())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            ProxyEvent.Broken.class,
                            broken -> assertThat(broken.reason()).startsWith("a frame of 104857601 bytes"));
        }
    }

    @Test
    void produceWithoutResponseLeavesTheOrderOfResponsesAsItIs() throws Exception {
        try (FakeClient client = new FakeClient(proxy.port())) {
            for (int i = 0; i < 5; i++) {
                client.send(Requests.produce(100 + i, 0));
                client.send(Requests.metadata(200 + i));
                client.send(Requests.produce(300 + i, 1));
            }
            for (int i = 0; i < 5; i++) {
                assertThat(client.next()).isEqualTo(200 + i);
                assertThat(client.next()).isEqualTo(300 + i);
            }
        }
        assertThat(proxy.events()).isEmpty();
    }

    @Test
    void aClientThatHasSaidAllStillHearsTheRest() throws Exception {
        broker.thinkMillis = 200;
        try (FakeClient client = new FakeClient(proxy.port())) {
            client.send(Requests.metadata(1));
            client.send(Requests.metadata(2));
            client.halfClose();
            assertThat(client.next()).isEqualTo(1);
            assertThat(client.next()).isEqualTo(2);
            client.assertEnded();
        }
        assertThat(proxy.events()).isEmpty();
    }

    @Test
    void theEndOfTheBrokerIsTheEndForItsClients() throws Exception {
        try (FakeClient client = new FakeClient(proxy.port())) {
            client.exchange(Requests.metadata(1));
            broker.endAll();
            client.assertEnded();
        }
        assertThat(proxy.events()).as("peers come and go").isEmpty();
    }

    @Test
    void theEndOfTheClientIsTheEndForItsBroker() throws Exception {
        FakeClient client = new FakeClient(proxy.port());
        client.exchange(Requests.metadata(1));
        client.close();
        Waiting.until("the broker's connection ends", () -> broker.ended() == 1);
        assertThat(proxy.events()).isEmpty();
    }

    @Test
    void aResponseThatNobodyAskedForEndsItsConnectionOnly() throws Exception {
        try (FakeClient client = new FakeClient(proxy.port());
                FakeClient other = new FakeClient(proxy.port())) {
            other.exchange(Requests.metadata(1));
            broker.mistake = 1;
            client.send(Requests.metadata(7));
            client.assertEnded();
            broker.mistake = 0;
            other.exchange(Requests.metadata(2));
        }
        assertThat(proxy.events()).singleElement().isInstanceOfSatisfying(ProxyEvent.Broken.class, broken -> {
            assertThat(broken.connection()).isEqualTo(1);
            assertThat(broken.reason()).isEqualTo("a response with correlation id 8 where that with 7 was due");
        });
    }

    @Test
    void theBrokerMayBecomeKnownLater() throws Exception {
        try (KafkaProxy early = KafkaProxy.listen("early")) {
            try (FakeClient client = new FakeClient(early.port())) {
                client.assertEnded();
            }
            early.forwardTo("127.0.0.1", broker.port());
            try (FakeClient client = new FakeClient(early.port())) {
                client.exchange(Requests.metadata(1));
            }
            assertThat(early.events())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            ProxyEvent.Broken.class,
                            broken -> assertThat(broken.reason()).isEqualTo("nobody said yet where the broker is"));
        }
    }

    @Test
    void aBrokerThatDoesNotListenMeansClosedConnectionsUntilItDoes() throws Exception {
        broker.close();
        try (FakeClient client = new FakeClient(proxy.port())) {
            client.assertEnded();
        }
        assertThat(proxy.events())
                .singleElement()
                .isInstanceOfSatisfying(
                        ProxyEvent.Broken.class,
                        broken -> assertThat(broken.reason()).contains("refused"));
        try (FakeBroker next = new FakeBroker()) {
            proxy.forwardTo("127.0.0.1", next.port());
            try (FakeClient client = new FakeClient(proxy.port())) {
                client.exchange(Requests.metadata(1));
            }
        }
    }
}
