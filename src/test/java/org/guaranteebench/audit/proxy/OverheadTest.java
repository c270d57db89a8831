package org.guaranteebench.audit.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

/** What the way through a proxy costs a request that no rule concerns. The figure is printed, not judged. */
class OverheadTest {
    private static final int WARM_UP = 3_000;
    private static final int PAIRS = 5_000;
    private static final int BYTES = 1_000;

    /** Two hops more than the one there was cannot be twenty of them, however busy the machine is. */
    private static final double BOUND = 20;

    @Test
    void aRequestThatNoRuleConcernsIsOnlyALittleLater() throws Exception {
        try (FakeBroker broker = new FakeBroker();
                KafkaProxy proxy = KafkaProxy.listen("overhead");
                FakeClient direct = new FakeClient(broker.port())) {
            broker.keeping = false;
            proxy.forwardTo("127.0.0.1", broker.port());
            Fault counting =
                    proxy.arm(Rule.api(ApiKeys.FETCH).nth(Long.MAX_VALUE).delayResponse(Duration.ofNanos(1)));
            proxy.arm(Rule.produce().nth(1).swallowResponse());
            long[] near = new long[PAIRS];
            long[] far = new long[PAIRS];
            try (FakeClient proxied = new FakeClient(proxy.port())) {
                for (int i = -WARM_UP; i < PAIRS; i++) {
                    byte[] request = Requests.of(ApiKeys.FETCH, i, Requests.CLIENT, new byte[BYTES]);
                    long first = roundTrip(direct, request);
                    long second = roundTrip(proxied, request);
                    if (i >= 0) {
                        near[i] = first;
                        far[i] = second;
                    }
                }
            }
            assertThat(counting.seen()).isEqualTo(WARM_UP + PAIRS);
            assertThat(proxy.events()).isEmpty();
            Arrays.sort(near);
            Arrays.sort(far);
            System.out.printf(
                    "round trip of %d B, p50: %.1f us direct, %.1f us through the proxy; p99: %.1f and %.1f us%n",
                    BYTES,
                    near[PAIRS / 2] / 1e3,
                    far[PAIRS / 2] / 1e3,
                    near[PAIRS * 99 / 100] / 1e3,
                    far[PAIRS * 99 / 100] / 1e3);
            assertThat((double) far[PAIRS / 2] / near[PAIRS / 2]).isLessThan(BOUND);
        }
    }

    private static long roundTrip(FakeClient client, byte[] request) throws Exception {
        long begin = System.nanoTime();
        client.send(request);
        client.receive();
        return System.nanoTime() - begin;
    }
}
