package org.guaranteebench.audit.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

class CountingTest extends ProxyFixture {
    private static final int CLIENTS = 8;
    private static final int REQUESTS = 100;

    CountingTest() {
        super("counting");
    }

    @Test
    void requestsAreCountedOverAllConnectionsAndEachOnce() throws Exception {
        Fault all = proxy.arm(Rule.produce().swallowRequest());
        Fault one = proxy.arm(Rule.produce().nth(400).swallowRequest());
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(threads.submit(() -> {
                    try (FakeClient client = new FakeClient(proxy.port())) {
                        for (int request = 0; request < REQUESTS; request++) {
                            client.send(Requests.produce(request, 0));
                            client.exchange(Requests.metadata(request));
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> client : clients) {
                client.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(all.seen()).isEqualTo(CLIENTS * REQUESTS);
        assertThat(all.fired())
                .extracting(ProxyEvent.Fired::nth)
                .doesNotHaveDuplicates()
                .hasSize(CLIENTS * REQUESTS);
        assertThat(one.seen()).isEqualTo(CLIENTS * REQUESTS);
        assertThat(one.fired()).as("the rule that was armed first has its way").isEmpty();
        assertThat(proxy.events())
                .hasSize(CLIENTS * REQUESTS)
                .extracting(event -> event.at().nanos())
                .isSorted();
    }

    @Test
    void oneClientsRequestsAreCountedApart() throws Exception {
        Fault fault = proxy.arm(
                Rule.produce().nth(2).fromClient("b").swallowResponse().thenClose());
        try (FakeClient a = new FakeClient(proxy.port());
                FakeClient b = new FakeClient(proxy.port())) {
            for (int i = 0; i < 3; i++) {
                a.exchange(Requests.produce(i, 1, "a"));
            }
            b.exchange(Requests.produce(1, 1, "b"));
            b.send(Requests.produce(2, 1, "b"));
            b.assertEnded();
            a.exchange(Requests.produce(9, 1, "a"));
        }
        assertThat(fault.seen()).isEqualTo(2);
    }

    @Test
    void countingBeginsWhenTheRuleIsArmedAndEndsWhenItIsDisarmed() throws Exception {
        try (FakeClient client = new FakeClient(proxy.port())) {
            client.exchange(Requests.metadata(1));
            Fault fault = proxy.arm(Rule.api(ApiKeys.METADATA).nth(2).swallowResponse());
            client.exchange(Requests.metadata(2));
            proxy.disarm(fault);
            client.exchange(Requests.metadata(3));
            assertThat(fault.seen()).isEqualTo(1);
            assertThat(fault.awaitFired(Duration.ZERO)).isFalse();
        }
    }

    @Test
    void whoWaitsForAFaultIsWokenByIt() throws Exception {
        Fault fault = proxy.arm(Rule.api(ApiKeys.METADATA).nth(1).swallowResponse());
        try (FakeClient client = new FakeClient(proxy.port())) {
            Thread later = new Thread(() -> {
                try {
                    Thread.sleep(100);
                    client.send(Requests.metadata(1));
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            later.start();
            long begin = System.nanoTime();
            assertThat(fault.awaitFired(Duration.ofSeconds(20))).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            later.join();
        }
    }
}
