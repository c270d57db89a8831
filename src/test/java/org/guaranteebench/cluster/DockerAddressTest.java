package org.guaranteebench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;

class DockerAddressTest {
    private static final URI SOCKET = URI.create("unix:///var/run/docker.sock");

    private final FakeDocker docker = new FakeDocker();
    private final DockerAddress address = new DockerAddress(docker.client(), SOCKET);

    private void network(String config) {
        docker.answer(
                "inspectNetworkCmd",
                command -> FakeDocker.parse(Network.class, "{'IPAM':{'Config':[" + config + "]}}"));
    }

    @Test
    void aGatewayThatIsAnAddressOfThisMachineIsTheWayToTheContainers() {
        network("{'Subnet':'127.0.0.0/8','Gateway':'127.0.0.1'}");
        assertThat(address.gatewayHere("abcd")).contains("127.0.0.1");
        assertThat(docker.sent("inspectNetworkCmd").get(0).setting("withNetworkId"))
                .isEqualTo("abcd");
    }

    @Test
    void aGatewayElsewhereIsNoWay() {
        // An address for documentation, which nobody has.
        network("{'Subnet':'192.0.2.0/24','Gateway':'192.0.2.1'}");
        assertThat(address.gatewayHere("abcd")).isEmpty();
    }

    @Test
    void aGatewayThatTheEngineLeavesOutIsTheFirstAddressOfItsSubnet() {
        network("{'Subnet':'127.0.0.0/8'}");
        assertThat(address.gatewayHere("abcd")).contains("127.0.0.1");
        network("{'Subnet':'127.0.0.0/8','Gateway':''}");
        assertThat(address.gatewayHere("abcd")).contains("127.0.0.1");
    }

    @Test
    void theFirstGatewayThatIsHereCounts() {
        network("{},{'Subnet':'192.0.2.0/24'},{'Subnet':'127.0.0.0/8'}");
        assertThat(address.gatewayHere("abcd")).contains("127.0.0.1");
    }

    @Test
    void anEngineIsOnThisMachineWhenItsDefaultNetworkEndsHere() {
        network("{'Gateway':'127.0.0.1'}");
        assertThat(address.onThisMachine()).isTrue();
        assertThat(docker.sent("inspectNetworkCmd").get(0).setting("withNetworkId"))
                .isEqualTo("bridge");
        network("{'Gateway':'192.0.2.1'}");
        assertThat(address.onThisMachine()).isFalse();
    }

    /** Podman calls it otherwise. */
    @Test
    void anEngineWithoutADefaultNetworkIsTakenToBeElsewhere() {
        docker.answer("inspectNetworkCmd", command -> {
            throw new NotFoundException("Status 404: {\"message\":\"network bridge not found\"}");
        });
        assertThat(address.onThisMachine()).isFalse();
    }

    @Test
    @DisabledIfEnvironmentVariable(named = "TESTCONTAINERS_HOST_OVERRIDE", matches = ".+")
    void anEngineOnAnotherMachinePublishesItsPortsThere() {
        assertThat(new DockerAddress(docker.client(), URI.create("tcp://docker.example:2376")).elsewhere())
                .isEqualTo("docker.example");
    }
}
