package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.AppInfoParser;
import org.guaranteebench.run.BrokerChoice.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerChoiceTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void processesThatWereAskedForAreTakenWithoutLookingForAnythingElse(int nodes) {
        List<String> said = new ArrayList<>();
        Brokers brokers = new BrokerChoice(Kind.PROCESS, nodes, Optional.empty()).decide(true, said::add);
        assertThat(brokers).isEqualTo(new ProcessBrokers(nodes, "asked for"));
        assertThat(said).isEmpty();
    }

    @Test
    void theStandardImageIsKafkasOwnAtTheClientsVersion() {
        assertThat(BrokerChoice.standardImage())
                .isEqualTo("apache/kafka:" + AppInfoParser.getVersion())
                .matches("apache/kafka:[0-9]+\\.[0-9]+\\.[0-9]+");
    }

    @ParameterizedTest
    @CsvSource({
        "1, '1 broker, a process', '1 broker, a container of kgb-broker'",
        "3, '3 brokers, processes', '3 brokers, containers of kgb-broker'"
    })
    void brokersAreDescribedByTheirNumberAndKind(int nodes, String process, String container) {
        assertThat(new ProcessBrokers(nodes, "").description()).isEqualTo(process);
        assertThat(new ContainerBrokers(nodes, null, "kgb-broker", "").description())
                .isEqualTo(container);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void ownBrokersHaveACopyOfEachRecordEachAndNobodyElseToSpare(int nodes) {
        for (Brokers brokers :
                List.of(new ProcessBrokers(nodes, ""), new ContainerBrokers(nodes, null, "kgb-broker", ""))) {
            assertThat(brokers.replication()).isEqualTo(nodes);
            assertThat(brokers.replaceable()).isTrue();
            assertThat(brokers.caps()).isEqualTo(Caps.NONE);
            assertThat(brokers.clientFile()).isEmpty();
            assertThat(brokers.secrets().none()).isTrue();
            assertThat(brokers.topicSettings()).isEmpty();
            assertThat(brokers.startSeconds()).isBetween(1.0, 60.0);
        }
    }

    @Test
    void theReasonIsTheOneThatWasGiven() {
        assertThat(new ProcessBrokers(3, "no Docker engine answers").reason()).isEqualTo("no Docker engine answers");
        assertThat(new ContainerBrokers(3, null, "kgb-broker", "image here").reason())
                .isEqualTo("image here");
    }
}
