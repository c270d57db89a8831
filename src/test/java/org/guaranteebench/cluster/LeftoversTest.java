package org.guaranteebench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.guaranteebench.jvm.Owner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    private static final Owner SELF = Owner.self();
    private static final Owner DEAD = new Owner(SELF.host(), SELF.boot(), SELF.pids(), SELF.pid(), "-");
    private static final Owner ELSEWHERE = new Owner("elsewhere", SELF.boot(), SELF.pids(), SELF.pid(), "-");

    private final List<Container> containers = new ArrayList<>();
    private final List<Network> networks = new ArrayList<>();
    private final FakeDocker docker = new FakeDocker()
            .answer("listContainersCmd", command -> containers)
            .answer("listNetworksCmd", command -> networks);

    @TempDir
    private Path data;

    @BeforeEach
    void fillTheData() throws IOException {
        Files.writeString(
                Files.createDirectories(data.resolve("node-1/topic-0")).resolve("0.log"), "records");
    }

    private void container(String id, String labels) {
        containers.add(
                FakeDocker.parse(Container.class, "{'Id':'" + id + "','Image':'kgb-broker','Labels':" + labels + "}"));
    }

    private void network(String id, String labels) {
        networks.add(FakeDocker.parse(Network.class, "{'Id':'" + id + "','Labels':" + labels + "}"));
    }

    private static String owned(Object owner) {
        return "{'" + Leftovers.OWNER + "':'" + owner + "'}";
    }

    private List<Object> removed(String command) {
        return docker.sent(command).stream().map(c -> c.arguments().get(0)).toList();
    }

    @Test
    void onlyWhatKilledOwnersLeftIsRemoved() {
        container("dead-1", owned(DEAD));
        container("alive", owned(SELF));
        container("elsewhere", owned(ELSEWHERE));
        container("odd", owned("another format altogether"));
        container("foreign", "{'org.testcontainers':'true'}");
        container("bare", "null");
        container("dead-2", owned(DEAD));
        network("dead-3", owned(DEAD));
        network("alive-2", owned(SELF));
        network("bare-2", "null");

        assertThat(Leftovers.sweep(docker.client())).isEqualTo(2);
        assertThat(removed("removeContainerCmd")).containsExactly("dead-1", "dead-2");
        assertThat(removed("removeNetworkCmd")).containsExactly("dead-3");
    }

    @Test
    void theEngineIsAskedForTheSuitesOwnStoppedOnesToo() {
        Leftovers.sweep(docker.client());
        FakeDocker.Command list = docker.sent("listContainersCmd").get(0);
        assertThat(list.setting("withShowAll")).isEqualTo(true);
        assertThat(list.setting("withLabelFilter")).isEqualTo(List.of(Leftovers.OWNER));
        assertThat(docker.sent("listNetworksCmd").get(0).settings().get("withFilter"))
                .isEqualTo(List.of("label", List.of(Leftovers.OWNER)));
    }

    @Test
    void aContainerGoesWithItsVolumesWhateverItIsDoing() {
        Leftovers.remove(docker.client(), "0123");
        FakeDocker.Command remove = docker.sent("removeContainerCmd").get(0);
        assertThat(remove.arguments()).containsExactly("0123");
        assertThat(remove.setting("withForce")).isEqualTo(true);
        assertThat(remove.setting("withRemoveVolumes")).isEqualTo(true);
    }

    @Test
    void theDataOfAKilledRunGoesWithItsContainersAndThatOfALiveOneStays(@TempDir Path live) throws IOException {
        Files.writeString(live.resolve("0.log"), "records");
        container("dead", "{'" + Leftovers.OWNER + "':'" + DEAD + "','" + Leftovers.DATA + "':'" + data + "'}");
        container("alive", "{'" + Leftovers.OWNER + "':'" + SELF + "','" + Leftovers.DATA + "':'" + live + "'}");
        Leftovers.sweep(docker.client());
        assertThat(data).doesNotExist();
        assertThat(live.resolve("0.log")).exists();
        assertThat(docker.sent()).as("no container was needed").doesNotContain("createContainerCmd");
        Files.createDirectories(data);
    }

    @Test
    void whatIsGoneAlreadyIsNoError() {
        docker.answer("removeContainerCmd", command -> {
                    throw new NotFoundException("Status 404: {\"message\":\"No such container\"}");
                })
                .answer("removeNetworkCmd", command -> {
                    throw new ConflictException("Status 409: {\"message\":\"has active endpoints\"}");
                });
        container("dead-1", owned(DEAD));
        container("dead-2", owned(DEAD));
        network("dead-3", owned(DEAD));
        network("dead-4", owned(DEAD));
        Leftovers.sweep(docker.client());
        assertThat(removed("removeContainerCmd")).containsExactly("dead-1", "dead-2");
        assertThat(removed("removeNetworkCmd")).containsExactly("dead-3", "dead-4");
    }
}
