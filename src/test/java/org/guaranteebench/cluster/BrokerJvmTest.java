package org.guaranteebench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrokerJvmTest {
    private static final String PROPERTY = "kgb.broker.jvm";

    @AfterEach
    void forget() {
        System.clearProperty(PROPERTY);
    }

    private static Map<String, String> described() {
        Map<String, String> topology = new LinkedHashMap<>();
        BrokerJvm.describe(topology);
        return topology;
    }

    @Test
    void asARuleBrokersAreToldNothingMoreAndNothingIsSaidOfIt() {
        assertThat(BrokerJvm.more()).isEmpty();
        System.setProperty(PROPERTY, " ");
        assertThat(BrokerJvm.more()).isEmpty();
        assertThat(described()).isEmpty();
    }

    @Test
    void whatElseBrokersAreToldStandsInTheTopology() {
        System.setProperty(PROPERTY, " -Xint  -Dx=y ");
        assertThat(BrokerJvm.more()).containsExactly("-Xint", "-Dx=y");
        assertThat(described()).isEqualTo(Map.of("broker.jvm", "-Xint -Dx=y"));
    }
}
