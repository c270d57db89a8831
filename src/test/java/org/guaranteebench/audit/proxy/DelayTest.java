package org.guaranteebench.audit.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DelayTest extends ProxyFixture {
    private static final Duration DELAY = Duration.ofMillis(200);

    DelayTest() {
        super("delay");
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    @Test
    void aDelayedResponseComesLaterByTheDelayAndIsWhole() throws Exception {
        Fault fault = proxy.arm(Rule.produce().nth(2).delayResponse(DELAY));
        try (FakeClient client = new FakeClient(proxy.port())) {
            client.exchange(Requests.produce(1, 1));
            long sent = System.nanoTime();
            client.send(Requests.produce(2, 1));
            byte[] response = client.receive();
            assertThat(millisSince(sent)).isGreaterThanOrEqualTo(DELAY.toMillis());
            assertThat(response).hasSize(Requests.produce(2, 1).length - 4);
            client.exchange(Requests.produce(3, 1));
        }
        assertThat(fault.fired())
                .singleElement()
                .satisfies(fired -> assertThat(fired.nth()).isEqualTo(2));
    }

    @Test
    void delaysOverlapAsOnALongWay() throws Exception {
        proxy.arm(Rule.produce().delayResponse(DELAY));
        try (FakeClient client = new FakeClient(proxy.port())) {
            long sent = System.nanoTime();
            for (int i = 0; i < 10; i++) {
                client.send(Requests.produce(i, 1));
            }
            for (int i = 0; i < 10; i++) {
                assertThat(client.next()).isEqualTo(i);
            }
            assertThat(millisSince(sent)).isBetween(DELAY.toMillis(), 5 * DELAY.toMillis());
        }
    }

    @Test
    void aResponseBehindADelayedOneDoesNotOvertakeIt() throws Exception {
        proxy.arm(Rule.produce().nth(1).delayResponse(DELAY));
        try (FakeClient client = new FakeClient(proxy.port())) {
            long sent = System.nanoTime();
            client.send(Requests.produce(1, 1));
            client.send(Requests.metadata(2));
            assertThat(client.next()).isEqualTo(1);
            assertThat(client.next()).isEqualTo(2);
            assertThat(millisSince(sent)).isGreaterThanOrEqualTo(DELAY.toMillis());
        }
    }

    @Test
    void theEndOfTheBrokerWaitsForWhatItHasSaid() throws Exception {
        proxy.arm(Rule.produce().nth(1).delayResponse(DELAY));
        try (FakeClient client = new FakeClient(proxy.port())) {
            client.send(Requests.produce(1, 1));
            client.halfClose();
            assertThat(client.next()).isEqualTo(1);
            client.assertEnded();
        }
    }

    @Test
    void aCutTakesWhatIsDelayed() throws Exception {
        Duration lengthy = Duration.ofSeconds(1);
        Fault fault = proxy.arm(Rule.produce().nth(1).delayResponse(lengthy));
        try (FakeClient client = new FakeClient(proxy.port())) {
            client.send(Requests.produce(1, 1));
            Waiting.until(
                    "the response is on its way",
                    () -> Thread.getAllStackTraces().keySet().stream()
                            .anyMatch(thread -> thread.getName().equals("proxy-delay-1-delayed")));
            proxy.cut();
            Thread.sleep(lengthy.toMillis());
            client.assertSilent();
        }
        assertThat(fault.fired()).isEmpty();
    }
}
