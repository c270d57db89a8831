package org.guaranteebench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.CreateContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import kafka.docker.KafkaDockerWrapper$;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

class BrokerContainerTest {
    private static final Mount DATA = new Mount().withTarget(BrokerContainer.DATA);
    private static final Map<Integer, NodeListeners> LISTENERS = Map.of(
            1, NodeListeners.onLoopback(20001, 20001, 20004, 20004, 20007),
            2, NodeListeners.onLoopback(20002, 20002, 20005, 20005, 20008),
            3, NodeListeners.onLoopback(20003, 20003, 20006, 20006, 20009));

    /** What the image's own start makes of variables: lines of {@code server.properties}. */
    private static Map<String, String> readByKafka(Map<String, String> variables) {
        List<Tuple2<String, String>> pairs = new ArrayList<>();
        variables.forEach((name, value) -> pairs.add(new Tuple2<>(name, value)));
        scala.collection.immutable.Map<String, String> environment =
                scala.collection.immutable.Map.from(CollectionConverters.asScala(pairs));
        Map<String, String> properties = new TreeMap<>();
        CollectionConverters.asJava(KafkaDockerWrapper$.MODULE$.getServerConfigsFromEnv(environment))
                .forEach(line -> {
                    int equals = line.indexOf('=');
                    properties.put(line.substring(0, equals), line.substring(equals + 1));
                });
        return properties;
    }

    @ParameterizedTest
    @CsvSource({
        "node.id, KAFKA_NODE_ID",
        "log.dirs, KAFKA_LOG_DIRS",
        "a_b.c, KAFKA_A__B_C",
        "a-b.c, KAFKA_A___B_C",
        "controller.quorum.voters, KAFKA_CONTROLLER_QUORUM_VOTERS"
    })
    void aPropertyHasItsVariable(String property, String variable) {
        assertThat(BrokerContainer.variable(property)).isEqualTo(variable);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "listener.name.client_one.ssl.key.password",
                "listener.name.client-two.ssl.key.password",
                "a_b-c.d_e-f",
                "x-y-z",
                "x_y_z",
                "plain"
            })
    void namesWithDashesAndUnderscoresComeBackFromTheirVariables(String property) {
        assertThat(readByKafka(Map.of(BrokerContainer.variable(property), "v")))
                .containsExactly(Map.entry(property, "v"));
    }

    @Test
    void everyPropertyOfABrokerComesBackFromItsVariable() {
        Map<String, String> properties = BrokerProperties.forNode(2, LISTENERS, "/var/lib/kafka/data/node-2", Map.of());
        Map<String, String> variables = new LinkedHashMap<>();
        properties.forEach((name, value) -> variables.put(BrokerContainer.variable(name), value));
        assertThat(readByKafka(variables)).isEqualTo(properties);
    }

    @Test
    void variablesAreTheSameInEveryLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(BrokerContainer.variable("min.insync.replicas")).isEqualTo("KAFKA_MIN_INSYNC_REPLICAS");
        } finally {
            Locale.setDefault(before);
        }
    }

    private static FakeDocker.Command created(Map<String, String> properties) {
        CreateContainerResponse response = new CreateContainerResponse();
        response.setId("0123abcd");
        FakeDocker docker = new FakeDocker().answer("createContainerCmd", command -> response);
        BrokerContainer container = BrokerContainer.create(
                docker.client(),
                "kgb-broker",
                "network-id",
                2,
                List.of(new PortBinding(
                        Binding.bindIpAndPort("172.18.0.1", 20002), ExposedPort.tcp(BrokerContainer.CLIENT_PORT))),
                DATA,
                "cluster-id",
                properties,
                Map.of(Leftovers.OWNER, "somebody"));
        assertThat(container.id()).isEqualTo("0123abcd");
        assertThat(container.node()).isEqualTo(2);
        assertThat(docker.sent()).containsExactly("createContainerCmd");
        return docker.sent("createContainerCmd").get(0);
    }

    private static Map<String, String> environment(FakeDocker.Command command) {
        Map<String, String> environment = new TreeMap<>();
        for (Object variable : (List<?>) command.setting("withEnv")) {
            String[] parts = variable.toString().split("=", 2);
            assertThat(environment.put(parts[0], parts[1])).as(parts[0]).isNull();
        }
        return environment;
    }

    @Test
    void aContainersBrokerGetsItsPropertiesAndNoOthers() {
        Map<String, String> properties = BrokerProperties.forNode(2, LISTENERS, "/var/lib/kafka/data/node-2", Map.of());
        Map<String, String> environment = environment(created(properties));
        assertThat(readByKafka(environment)).isEqualTo(properties);
        assertThat(environment.keySet())
                .containsAll(Set.of("CLUSTER_ID", "KAFKA_HEAP_OPTS", "KAFKA_JVM_PERFORMANCE_OPTS"))
                .hasSize(properties.size() + 3);
    }

    @Test
    void aContainersJvmIsToldTheSameAsAProcess() {
        Map<String, String> environment = environment(created(Map.of()));
        assertThat(environment)
                .containsEntry("CLUSTER_ID", "cluster-id")
                .containsEntry("KAFKA_HEAP_OPTS", String.join(" ", BrokerJvm.HEAP))
                .containsEntry(
                        "KAFKA_JVM_PERFORMANCE_OPTS",
                        String.join(" ", BrokerJvm.PERFORMANCE) + " " + GcLog.option(BrokerContainer.DATA));
    }

    @Test
    void aContainerIsKnownAsTheSuitesFromItsFirstMoment() {
        FakeDocker.Command command = created(Map.of());
        assertThat(command.arguments()).containsExactly("kgb-broker");
        assertThat(command.setting("withLabels")).isEqualTo(Map.of(Leftovers.OWNER, "somebody"));
    }

    @Test
    void aContainerHasItsNodesNameOnTheNetworkAndItsDataWhereItsPropertiesSay() {
        FakeDocker.Command command = created(Map.of());
        assertThat(command.setting("withHostName")).isEqualTo("node-2");
        assertThat((Object[]) command.setting("withAliases")).containsExactly("node-2");
        assertThat(((HostConfig) command.setting("withHostConfig")).getMounts()).containsExactly(DATA);
    }

    @Test
    void onlyTheClientsPortIsPublishedAndOnTheGivenAddress() {
        FakeDocker.Command command = created(Map.of());
        HostConfig host = (HostConfig) command.setting("withHostConfig");
        assertThat(host.getNetworkMode()).isEqualTo("network-id");
        assertThat(host.getPortBindings().getBindings()).containsOnlyKeys(ExposedPort.tcp(BrokerContainer.CLIENT_PORT));
        assertThat(host.getPortBindings().getBindings().get(ExposedPort.tcp(BrokerContainer.CLIENT_PORT)))
                .containsExactly(Binding.bindIpAndPort("172.18.0.1", 20002));
    }
}
