package org.guaranteebench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BrokerLogTest {
    private static final String STARTING = "[2025-01-02 03:04:05,678] INFO starting (kafka.server.KafkaServer)";
    private static final String ERROR = "[2025-01-02 03:04:06,000] ERROR bind failed (kafka.network.Acceptor)";
    private static final String FATAL = "[2025-01-02 03:04:06,001] FATAL exiting (kafka.Kafka$)";
    private static final String EXCEPTION = "java.net.BindException: Address already in use";
    private static final String LAST = "[2025-01-02 03:04:07,000] INFO shut down (kafka.server.KafkaServer)";

    @Test
    void theLastLineThatSaysWhatWentWrongIsTold() {
        assertThat(BrokerLog.lastError(List.of(STARTING, ERROR, EXCEPTION, LAST)))
                .isEqualTo(EXCEPTION);
        assertThat(BrokerLog.lastError(List.of(STARTING, EXCEPTION, ERROR, LAST)))
                .isEqualTo(ERROR);
        assertThat(BrokerLog.lastError(List.of(ERROR, EXCEPTION, FATAL, LAST))).isEqualTo(FATAL);
    }

    @Test
    void withoutSuchALineTheLastOneIsTold() {
        assertThat(BrokerLog.lastError(List.of(STARTING, LAST))).isEqualTo(LAST);
    }

    @Test
    void anEmptyLogIsCalledEmpty() {
        assertThat(BrokerLog.lastError(List.of())).isEqualTo("empty log");
    }

    @Test
    void theVersionIsTheOneThatTheBrokerLogged() {
        assertThat(BrokerLog.version(List.of(
                        STARTING,
                        "[2025-01-02 03:04:05,700] INFO Kafka version: 4.3.1 (org.apache.kafka.common.utils.AppInfoParser)",
                        "[2025-01-02 03:04:05,701] INFO Kafka commitId: 0123456789abcdef (org.apache.kafka.common)",
                        "[2025-01-02 03:04:05,702] INFO Kafka version: 9.9.9 (org.apache.kafka.common)")))
                .contains("4.3.1");
    }

    @Test
    void aVersionMayHaveASuffix() {
        assertThat(BrokerLog.version(List.of("INFO Kafka version: 4.4.0-SNAPSHOT (o.a.k.c.u.AppInfoParser)")))
                .contains("4.4.0-SNAPSHOT");
    }

    @Test
    void whoDidNotLogAVersionHasNone() {
        assertThat(BrokerLog.version(List.of())).isEmpty();
        assertThat(BrokerLog.version(List.of(STARTING, "metadata.version 4.3-IV0", LAST)))
                .isEmpty();
    }
}
