package org.guaranteebench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.guaranteebench.Docker;
import org.guaranteebench.client.TopicAdmin;
import org.junit.jupiter.api.Test;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The image that the project builds keeps the contract of {@code apache/kafka} for others, too. */
class KafkaContainerIT {
    @Test
    void testcontainersOwnKafkaContainerRunsOnIt() throws Exception {
        String image = Docker.image();
        boolean possible = Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"))
                || Docker.engine().find("testcontainers/ryuk:0.14.0").isPresent();
        String wanted = "Testcontainers wants its image of Ryuk, or TESTCONTAINERS_RYUK_DISABLED=true";
        assertThat(possible || !Boolean.getBoolean("docker.required"))
                .as(wanted)
                .isTrue();
        assumeTrue(possible, wanted);
        try (KafkaContainer kafka =
                new KafkaContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("apache/kafka"))) {
            kafka.start();
            try (TopicAdmin admin = new TopicAdmin(kafka.getBootstrapServers())) {
                assertThat(admin.liveNodes()).containsExactly(1);
            }
        }
    }
}
