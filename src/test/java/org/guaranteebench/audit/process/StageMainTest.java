package org.guaranteebench.audit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.grid.Isolation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** By what Kafka itself makes of the properties. */
class StageMainTest {
    @TempDir
    private Path home;

    private WatchedStage stage;
    private StageJob job;

    @BeforeEach
    void job() throws IOException {
        stage = new WatchedStage(home);
        job = StageJob.of(new AuditFolder(home), 3, "127.0.0.1:9", "kgb-group", "first", "kgb-input")
                .output("kgb-output", 2);
    }

    private ConsumerConfig consumer(StageJob job) {
        return new ConsumerConfig(StageMain.consumer(job, stage.ledger));
    }

    @Test
    void theConsumerIsTheMemberThatTheJobDescribes() {
        ConsumerConfig config = consumer(
                job.isolation(Isolation.READ_COMMITTED).batch(7).lasting().pollWithin(Duration.ofSeconds(5)));
        assertThat(config.getString(ConsumerConfig.GROUP_ID_CONFIG)).isEqualTo("kgb-group");
        assertThat(config.getString(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG)).isEqualTo("first");
        assertThat(config.getString(ConsumerConfig.CLIENT_ID_CONFIG)).isEqualTo("first");
        assertThat(config.getString(ConsumerConfig.ISOLATION_LEVEL_CONFIG)).isEqualTo("read_committed");
        assertThat(config.getString(ConsumerConfig.GROUP_PROTOCOL_CONFIG)).isEqualTo("classic");
        assertThat(config.getInt(ConsumerConfig.MAX_POLL_RECORDS_CONFIG)).isEqualTo(7);
        assertThat(config.getInt(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG)).isEqualTo(5000);
    }

    @Test
    void aMemberIsStaticOnlyIfItIsToLast() {
        assertThat(consumer(job).getString(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG))
                .isNull();
    }

    @ParameterizedTest
    @EnumSource(CommitOrder.class)
    void onlyByTimerTheClientCommitsByItself(CommitOrder order) {
        ConsumerConfig config = consumer(job.order(order).commitEvery(Duration.ofSeconds(2)));
        assertThat(config.getBoolean(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG)).isEqualTo(order == CommitOrder.TIMER);
        assertThat(config.getInt(ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(2000);
    }

    @ParameterizedTest
    @EnumSource(CommitOrder.class)
    void theProducerIsIdempotentAndHasTransactionsWhereTheOrderWantsThem(CommitOrder order) {
        ProducerConfig config = new ProducerConfig(StageMain.producer(job.order(order)));
        assertThat(config.getString(ProducerConfig.ACKS_CONFIG)).isEqualTo("-1");
        assertThat(config.getBoolean(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG)).isTrue();
        assertThat(config.getString(ProducerConfig.TRANSACTIONAL_ID_CONFIG))
                .isEqualTo(order.transactional() ? "kgb-group-first" : null);
    }

    @Test
    void whatTheTimerCommitsIsNoted() {
        NotedCommits commits = new NotedCommits();
        commits.configure(StageMain.consumer(job.order(CommitOrder.TIMER), stage.ledger));
        commits.onCommit(Map.of(WatchedStage.PARTITION, new OffsetAndMetadata(17)));
        assertThat(stage.events()).containsExactly("POSITION 17 of -1");
    }
}
