package org.guaranteebench.audit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageOutputTest {
    @TempDir
    private Path home;

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());

    private WatchedStage stage;
    private StageOutput output;

    @BeforeEach
    void output() throws IOException {
        stage = new WatchedStage(home);
        output = new StageOutput(producer, WatchedStage.OUTPUT, WatchedStage.INCARNATION, stage.key, stage.ledger);
    }

    private void send(long sequence) {
        output.send(new ConsumerRecord<>("in", 0, sequence, null, stage.value(sequence)));
    }

    @Test
    void aResultWithoutAnAnswerMayBeThereOrNot() {
        send(0);
        send(1);
        producer.errorNext(new TimeoutException("too late"));
        assertThatExceptionOfType(KafkaException.class)
                .isThrownBy(output::flush)
                .withMessageContaining("a result was not acknowledged")
                .withMessageContaining("too late");
        assertThat(stage.events())
                .containsExactly("INTENT 0 of -1", "INTENT 1 of -1", "UNKNOWN 0 of -1", "ACKED 1 of -1");
    }

    /** The client would only log it, and the verdict would be of a wrong ledger. */
    @Test
    void anAnswerThatCannotBeNotedIsAnError() {
        send(0);
        stage.ledger.close();
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(output::flush);
    }
}
