package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class CausesTest {
    @Test
    void theInnermostCauseIsNamedByItsSimpleClass() {
        Exception innermost = new IOException("no space left");
        assertThat(Causes.oneLine(new RuntimeException("outer", new IllegalStateException("middle", innermost))))
                .isEqualTo("IOException: no space left");
        assertThat(Causes.oneLine(innermost)).isEqualTo("IOException: no space left");
    }

    /** JMH's BenchmarkException has no cause; what went wrong in the fork is suppressed in it. */
    @Test
    void whereThereIsNoCauseTheFirstSuppressedExceptionIsIt() {
        Exception jmh = new RuntimeException("Benchmark error");
        jmh.addSuppressed(new RuntimeException("wrapper", new IllegalStateException("acks=1 was not effective")));
        assertThat(Causes.oneLine(jmh)).isEqualTo("IllegalStateException: acks=1 was not effective");
        jmh.addSuppressed(new IllegalStateException("another fork"));
        assertThat(Causes.oneLine(jmh)).isEqualTo("IllegalStateException: acks=1 was not effective");
    }

    @Test
    void severalLinesBecomeOne() {
        assertThat(Causes.oneLine(new IOException("first\n\tsecond\r\n  third ")))
                .isEqualTo("IOException: first second third");
    }

    @Test
    void withoutAMessageTheClassRemains() {
        assertThat(Causes.oneLine(new NullPointerException())).isEqualTo("NullPointerException");
    }

    @Test
    void aCauseThatSaysNothingLeavesItToTheOneThatDoes() {
        assertThat(Causes.oneLine(
                        new IllegalStateException("the cluster did not answer within 8 s", new TimeoutException())))
                .isEqualTo("IllegalStateException: the cluster did not answer within 8 s");
        assertThat(Causes.oneLine(new IllegalStateException("outer", new IOException(" ", new TimeoutException()))))
                .isEqualTo("IllegalStateException: outer");
    }

    @Test
    void aWrapperThatOnlyRepeatsItsCauseSaysNothing() {
        assertThat(Causes.oneLine(new ExecutionException(new TimeoutException())))
                .isEqualTo("TimeoutException");
        assertThat(Causes.oneLine(new IllegalStateException("outer", new ExecutionException(new TimeoutException()))))
                .isEqualTo("IllegalStateException: outer");
    }

    /** Which of the two a fenced producer meets depends on whether its next request is to the coordinator or to a leader. */
    @Test
    void bothAnswersToAFencedProducerSayThatThereIsANewerOne() {
        for (RuntimeException fenced : List.of(
                Errors.PRODUCER_FENCED.exception(),
                Errors.INVALID_PRODUCER_EPOCH.exception(),
                Errors.INVALID_TXN_STATE.exception(),
                new InvalidProducerEpochException("Producer attempted to produce with an old epoch."))) {
            assertThat(Causes.oneLine(new IllegalStateException("a send failed", fenced)))
                    .startsWith(fenced.getClass().getSimpleName() + ": " + fenced.getMessage())
                    .contains("a newer producer with the same transactionalId");
        }
    }

    @Test
    void aLongMessageIsCutAndSaysSo() {
        String line = Causes.oneLine(new IOException("x".repeat(400)));
        assertThat(line).hasSize(301).startsWith("IOException: xxx").endsWith("x…");
        String fits = "x".repeat(300 - "IOException: ".length());
        assertThat(Causes.oneLine(new IOException(fits))).isEqualTo("IOException: " + fits);
    }
}
