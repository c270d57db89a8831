package org.guaranteebench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerPropertiesTest {
    /** What says where a node is, and nothing of what it does. */
    private static final Set<String> ADDRESSES =
            Set.of("listeners", "advertised.listeners", "controller.quorum.voters", "log.dirs");

    private static Map<Integer, NodeListeners> processes(int nodes) {
        Map<Integer, NodeListeners> listeners = new LinkedHashMap<>();
        for (int node = 1; node <= nodes; node++) {
            listeners.put(
                    node,
                    NodeListeners.onLoopback(20000 + node, 21000 + node, 22000 + node, 24000 + node, 23000 + node));
        }
        return listeners;
    }

    private static Map<Integer, NodeListeners> containers(int nodes) {
        Map<Integer, NodeListeners> listeners = new LinkedHashMap<>();
        for (int node = 1; node <= nodes; node++) {
            listeners.put(
                    node,
                    new NodeListeners(
                            "0.0.0.0:9092",
                            "172.18.0.1:" + (20000 + node),
                            "0.0.0.0:9093",
                            "node-" + node + ":9093",
                            "0.0.0.0:9094",
                            "node-" + node + ":9094"));
        }
        return listeners;
    }

    @Test
    void theQuorumVotersAreAllNodesAtTheirControllerAddresses() {
        assertThat(BrokerProperties.forNode(2, processes(3), "/data", Map.of()))
                .containsEntry("controller.quorum.voters", "1@127.0.0.1:23001,2@127.0.0.1:23002,3@127.0.0.1:23003");
        assertThat(BrokerProperties.forNode(2, containers(3), "/data", Map.of()))
                .containsEntry("controller.quorum.voters", "1@node-1:9094,2@node-2:9094,3@node-3:9094");
    }

    @Test
    void aNodeBindsItsOwnAddressesAndAdvertisesWhatOthersAreToUse() {
        assertThat(BrokerProperties.forNode(3, processes(3), "/data", Map.of()))
                .containsEntry(
                        "listeners",
                        "CLIENT://127.0.0.1:20003,REPLICATION://127.0.0.1:22003,CONTROLLER://127.0.0.1:23003")
                .containsEntry(
                        "advertised.listeners",
                        "CLIENT://127.0.0.1:21003,REPLICATION://127.0.0.1:24003,CONTROLLER://127.0.0.1:23003");
        assertThat(BrokerProperties.forNode(3, containers(3), "/data", Map.of()))
                .containsEntry(
                        "listeners", "CLIENT://0.0.0.0:9092,REPLICATION://0.0.0.0:9093,CONTROLLER://0.0.0.0:9094")
                .containsEntry(
                        "advertised.listeners",
                        "CLIENT://172.18.0.1:20003,REPLICATION://node-3:9093,CONTROLLER://node-3:9094");
    }

    @Test
    void aNodeHasItsOwnIdAndDirectory() {
        for (int node = 1; node <= 3; node++) {
            assertThat(BrokerProperties.forNode(node, processes(3), "/data/node-" + node, Map.of()))
                    .containsEntry("node.id", Integer.toString(node))
                    .containsEntry("log.dirs", "/data/node-" + node);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void processesAndContainersDifferInTheirAddressesOnly(int nodes) {
        Map<String, String> process = new TreeMap<>(BrokerProperties.forNode(1, processes(nodes), "/a", Map.of()));
        Map<String, String> container = new TreeMap<>(BrokerProperties.forNode(1, containers(nodes), "/b", Map.of()));
        assertThat(process.keySet()).isEqualTo(container.keySet()).containsAll(ADDRESSES);
        process.keySet().removeAll(ADDRESSES);
        container.keySet().removeAll(ADDRESSES);
        assertThat(process).isEqualTo(container);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void whatResultsSayOfAllBrokersIsWhatEachIsTold(int nodes) {
        assertThat(BrokerProperties.forNode(1, containers(nodes), "/data", Map.of()))
                .containsAllEntriesOf(BrokerProperties.forNodes(nodes));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "3, 3, 2"})
    void everythingHasAsManyCopiesAsThereAreNodesAndAMajorityOfThemInSync(int nodes, String copies, String inSync) {
        assertThat(BrokerProperties.forNodes(nodes))
                .containsEntry("default.replication.factor", copies)
                .containsEntry("offsets.topic.replication.factor", copies)
                .containsEntry("transaction.state.log.replication.factor", copies)
                .containsEntry("share.coordinator.state.topic.replication.factor", copies)
                .containsEntry("min.insync.replicas", inSync)
                .containsEntry("transaction.state.log.min.isr", inSync)
                .containsEntry("share.coordinator.state.topic.min.isr", inSync);
    }

    @Test
    void leadersStayWhereAFaultHasPutThemAndBrokersAreMissedWhenKafkaMissesThem() {
        assertThat(BrokerProperties.forNodes(3))
                .containsEntry("auto.leader.rebalance.enable", "false")
                .doesNotContainKey("broker.session.timeout.ms");
    }

    @Test
    void minimumInSyncReplicasAreAMajority() {
        assertThat(List.of(1, 2, 3, 4, 5, 9))
                .extracting(BrokerProperties::minInSyncReplicas)
                .containsExactly(1, 2, 2, 3, 3, 5);
    }

    /** By Kafka's own reading, which refuses listeners without a protocol and a quorum without the node. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void kafkaTakesThemAndKnowsThemAll(int nodes) {
        for (Map<Integer, NodeListeners> listeners : List.of(processes(nodes), containers(nodes))) {
            Map<String, String> properties = BrokerProperties.forNode(nodes, listeners, "/tmp/node", Map.of());
            KafkaConfig config = new KafkaConfig(properties, false);
            assertThat(config.values()).containsKeys(properties.keySet().toArray(String[]::new));
            assertThat(config.interBrokerListenerName().value()).isEqualTo("REPLICATION");
        }
    }

    @Test
    void whatOneClusterIsToldBesidesIsStronger() {
        Map<String, String> more = Map.of("min.insync.replicas", "1", "num.io.threads", "2");
        assertThat(BrokerProperties.forNode(1, processes(3), "/data", more))
                .containsAllEntriesOf(more)
                .containsEntry("default.replication.factor", "3");
        assertThat(BrokerProperties.forNodes(3, more)).containsAllEntriesOf(more);
    }
}
