package org.guaranteebench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StageThreadTest {
    private static final IllegalStateException ELSEWHERE = new IllegalStateException("the producer is closed");

    private final CountDownLatch released = new CountDownLatch(1);
    private final StageThread thread = new StageThread();

    /** A stage that finds nothing, and on its third advance does {@code last}. */
    private static StageThread.Work stage(Runnable last) {
        return new StageThread.Work() {
            private int advances;

            @Override
            public boolean advance() {
                if (++advances == 3) {
                    last.run();
                }
                return false;
            }

            @Override
            public long done() {
                return 0;
            }

            @Override
            public long skipped() {
                return 0;
            }
        };
    }

    private static StageThread.Work failing(RuntimeException failure) {
        return stage(() -> {
            throw failure;
        });
    }

    @Test
    void aFailureReleasesTheLoadAtOnceAndIsWhatIsReported() throws Exception {
        ProducerFencedException fenced = new ProducerFencedException("somebody else has the id");
        thread.advance(failing(fenced), released::countDown);
        assertThat(released.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(thread.blame(ELSEWHERE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the stage failed")
                .hasMessageContaining("somebody else has the id")
                .hasCause(fenced);
        assertThatIllegalStateException()
                .isThrownBy(() -> thread.await(1, null))
                .withCause(fenced);
    }

    @Test
    void anErrorIsAFailureToo() throws Exception {
        thread.advance(
                stage(() -> {
                    throw new NoClassDefFoundError("gone");
                }),
                released::countDown);
        assertThat(released.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(thread.blame(ELSEWHERE)).hasMessageContaining("gone");
    }

    @Test
    void aFailureThatNobodyWaitedForIsToldAtTheEnd() throws Exception {
        thread.advance(failing(new IllegalStateException("late")), released::countDown);
        assertThat(released.await(5, TimeUnit.SECONDS)).isTrue();
        assertThatIllegalStateException().isThrownBy(thread::close).withMessageContaining("late");
    }

    @Test
    void aStageThatWorksIsBlamedForNothing() {
        thread.advance(stage(() -> {}), released::countDown);
        assertThat(thread.blame(ELSEWHERE)).isSameAs(ELSEWHERE);
        assertThatCode(thread::close).doesNotThrowAnyException();
        assertThat(released.getCount()).isEqualTo(1);
    }
}
