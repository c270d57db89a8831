package org.guaranteebench.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.guaranteebench.client.RateCap;
import org.junit.jupiter.api.Test;

/** The stage of docs/EXTENDING.md. */
class AtLeastOnceAsyncTest {
    private final Clients clients = new Clients();

    private AtLeastOnceAsync stage(Output output) {
        return new AtLeastOnceAsync(
                clients.consumer, new Processing(0, 0, RateCap.NONE), output, clients::clock, clients);
    }

    private String committed() {
        return Clients.text(clients.consumer.committed(Set.of(Clients.FIRST)));
    }

    @Test
    void commitsWhenAllResultsAreAcknowledgedAndWaitsForNothing() {
        AtLeastOnceAsync stage = stage(clients.output);
        clients.with(2);
        assertThat(stage.advance()).isTrue();
        assertThat(clients.events).containsExactly("poll 2", "send 0 to out", "send 1 to out", "flush");
        assertThat(committed()).isEqualTo("{0=2}");
        assertThat(clients.took).containsEntry("commit", 0L);
        assertThat(stage.finished()).isEqualTo(2);
    }

    @Test
    void commitsNothingThatWasNotAcknowledged() {
        AtLeastOnceAsync stage = stage(new Output(
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized void flush() {
                        errorNext(new TimeoutException("too late"));
                    }
                },
                "out"));
        clients.with(1);
        assertThatIllegalStateException().isThrownBy(stage::advance).withMessageContaining("too late");
        assertThat(committed()).isEqualTo("{}");
        assertThat(stage.finished()).isZero();
    }

    @Test
    void withoutRecordsThereIsNothingToCommit() {
        AtLeastOnceAsync stage = stage(clients.output);
        assertThat(stage.advance()).isFalse();
        assertThat(clients.took).isEmpty();
    }
}
