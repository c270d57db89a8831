package org.guaranteebench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Brokers that let everybody in are published on no more addresses than clients need. */
class ContainerNetworkTest {
    @Test
    void onThisMachinePortsArePublishedOnTheBridgesGatewayOnly() {
        assertThat(ContainerNetwork.bound(Optional.of("172.18.0.1"), "172.18.0.1"))
                .isEqualTo("172.18.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void whereClientsUseTheLoopbackPortsArePublishedThereOnly(String host) {
        assertThat(ContainerNetwork.bound(Optional.empty(), host)).isEqualTo("127.0.0.1");
    }

    @Test
    void ofAnEngineElsewhereNobodyKnowsTheAddressesHere() {
        assertThat(ContainerNetwork.bound(Optional.empty(), "docker.example")).isEqualTo("0.0.0.0");
    }
}
