package org.guaranteebench.bench.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FencingTest {
    private static final ProducerRecord<byte[], byte[]> RECORD = new ProducerRecord<>("t", new byte[16]);

    private final MockProducer<byte[], byte[]> zombie =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    @BeforeEach
    void begin() {
        zombie.initTransactions();
    }

    @Test
    void aProducerThatMayStillCommitIsNotFenced() {
        assertThat(Fencing.refusesTransaction(zombie, RECORD)).isFalse();
        zombie.beginTransaction();
        zombie.send(RECORD);
        assertThat(Fencing.refusesCommit(zombie)).isFalse();
    }

    @Test
    void aFencedProducerIsRefusedWithinItsTransactionAndBetweenTwo() {
        zombie.fenceProducer();
        assertThat(Fencing.refusesTransaction(zombie, RECORD)).isTrue();
        assertThat(Fencing.refusesCommit(zombie)).isTrue();
    }

    @Test
    void anEpochThatALeaderRefusesFencesAsWell() {
        zombie.beginTransaction();
        zombie.commitTransactionException =
                new KafkaException("in an error state", new InvalidProducerEpochException("old"));
        assertThat(Fencing.refusesCommit(zombie)).isTrue();
    }

    @Test
    void anotherFailureSaysNothingOfFencing() {
        zombie.beginTransaction();
        zombie.commitTransactionException = new TimeoutException("too slow");
        assertThatIllegalStateException()
                .isThrownBy(() -> Fencing.refusesCommit(zombie))
                .withMessageStartingWith("a predecessor failed and was not fenced")
                .withMessageContaining("too slow");
    }
}
