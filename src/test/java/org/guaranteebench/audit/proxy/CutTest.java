package org.guaranteebench.audit.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

class CutTest extends ProxyFixture {
    CutTest() {
        super("cut");
    }

    @Test
    void nothingThatIsSentIntoACutEverArrives() throws Exception {
        Fault fault = proxy.arm(Rule.api(ApiKeys.METADATA).nth(1_000).swallowRequest());
        byte[] lost = Requests.metadata(2);
        try (FakeClient client = new FakeClient(proxy.port())) {
            client.exchange(Requests.metadata(1));
            assertThat(broker.next()).isEqualTo(1);
            proxy.cut();
            client.send(lost);
            client.assertSilent();
            assertThat(broker.unread()).isZero();
            assertThat(broker.ended())
                    .as("the broker hears nothing, not even of an end")
                    .isZero();

            proxy.heal();
            client.assertEnded();
            Waiting.until("the broker's connection ends", () -> broker.ended() == 1);
        }
        try (FakeClient anew = new FakeClient(proxy.port())) {
            anew.exchange(Requests.metadata(3));
            assertThat(broker.next()).as("and not the second").isEqualTo(3);
        }
        assertThat(fault.seen()).as("the first and the third").isEqualTo(2);
        assertThat(proxy.events()).hasSize(2);
        assertThat(proxy.events().get(0)).isInstanceOfSatisfying(ProxyEvent.Cut.class, cut -> {
            assertThat(cut.closing()).isFalse();
            assertThat(cut.connections()).isEqualTo(1);
        });
        assertThat(proxy.events().get(1)).isInstanceOfSatisfying(ProxyEvent.Healed.class, healed -> {
            assertThat(healed.connections()).isEqualTo(1);
            assertThat(healed.bytes()).isEqualTo(4 + lost.length);
        });
    }

    @Test
    void aResponseThatTheBrokerSendsIntoACutIsLost() throws Exception {
        broker.thinkMillis = 200;
        try (FakeClient client = new FakeClient(proxy.port())) {
            client.send(Requests.metadata(1));
            assertThat(broker.next()).isEqualTo(1);
            proxy.cut();
            Waiting.until("the broker has answered", () -> broker.answers() == 1);
            client.assertSilent();
        }
        proxy.heal();
        assertThat(proxy.events().get(1))
                .isInstanceOfSatisfying(
                        ProxyEvent.Healed.class,
                        healed -> assertThat(healed.bytes()).isEqualTo(Requests.metadata(1).length));
    }

    @Test
    void nobodyLearnsThatTheOtherSideOfACutHasDied() throws Exception {
        FakeClient dying = new FakeClient(proxy.port());
        dying.exchange(Requests.metadata(1));
        FakeClient killed = new FakeClient(proxy.port());
        killed.exchange(Requests.metadata(1));
        try (FakeClient client = new FakeClient(proxy.port())) {
            client.exchange(Requests.metadata(2));
            proxy.cut();
            dying.close();
            killed.reset();
            Thread.sleep(200);
            assertThat(broker.ended()).isZero();
            broker.endAll();
            client.assertSilent();
        }
    }

    @Test
    void duringACutNewConnectionsAreEstablishedAndSilent() throws Exception {
        proxy.cut();
        try (FakeClient client = new FakeClient(proxy.port())) {
            client.send(Requests.metadata(1));
            client.assertSilent();
            assertThat(broker.connections()).isZero();
            proxy.heal();
            client.assertEnded();
        }
        assertThat(proxy.events().get(1))
                .isInstanceOfSatisfying(
                        ProxyEvent.Healed.class,
                        healed -> assertThat(healed.connections()).isEqualTo(1));
        assertThat(broker.connections()).isZero();
    }

    @Test
    void disconnectingClosesConnectionsAndNewOnesUntilItHeals() throws Exception {
        try (FakeClient client = new FakeClient(proxy.port())) {
            client.exchange(Requests.metadata(1));
            proxy.disconnect();
            client.assertEnded();
            Waiting.until("the broker's connection ends", () -> broker.ended() == 1);
        }
        try (FakeClient refused = new FakeClient(proxy.port())) {
            refused.assertEnded();
        }
        proxy.heal();
        try (FakeClient anew = new FakeClient(proxy.port())) {
            anew.exchange(Requests.metadata(2));
        }
        assertThat(proxy.events().get(0))
                .isInstanceOfSatisfying(
                        ProxyEvent.Cut.class, cut -> assertThat(cut.closing()).isTrue());
        assertThat(proxy.events().get(1))
                .isInstanceOfSatisfying(
                        ProxyEvent.Healed.class,
                        healed -> assertThat(healed.connections()).isEqualTo(2));
    }

    @Test
    void aLinkIsCutOnceAndHealedAtWill() {
        proxy.heal();
        proxy.cut();
        assertThatIllegalStateException().isThrownBy(proxy::cut).withMessage("the link is cut already");
        assertThatIllegalStateException().isThrownBy(proxy::disconnect);
        proxy.heal();
        proxy.heal();
        proxy.disconnect();
        proxy.heal();
        assertThat(proxy.events()).hasSize(4);
    }
}
