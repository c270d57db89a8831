package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sampler reads the real clock, so these tests bracket it: what they assert holds however slow the machine is. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class HostSamplerTest {
    private static final HostSample FIRST = new HostSample(Duration.ofSeconds(100), 10, 1000);
    private static final HostSample LATER = new HostSample(Duration.ofSeconds(1_000_100), 210, 5000);

    /** {@link #FIRST} once, {@link #LATER} from then on. */
    private static final class Source implements Supplier<HostSample> {
        private final CountDownLatch first = new CountDownLatch(1);
        private volatile long firstEnd;
        private volatile long laterEnd;

        @Override
        public synchronized HostSample get() {
            if (first.getCount() > 0) {
                firstEnd = System.nanoTime();
                first.countDown();
                return FIRST;
            }
            laterEnd = System.nanoTime();
            return LATER;
        }
    }

    /** A sampler whose own thread took exactly one sample. */
    private static HostSampler sampledOnce(Source source) throws InterruptedException {
        HostSampler sampler = new HostSampler(source);
        source.first.await();
        sampler.close();
        return sampler;
    }

    @Test
    void aWindowAroundAllSamplesIsLastMinusFirst() throws InterruptedException {
        Source source = new Source();
        try (HostSampler sampler = new HostSampler(source)) {
            source.first.await();
            assertThat(sampler.window(0, Double.MAX_VALUE)).isEqualTo(LATER.since(FIRST));
        }
    }

    @Test
    void anEmptyWindowAndWindowsBeforeOrAfterAllSamplesHoldNothing() throws InterruptedException {
        HostSample nothing = new HostSample(Duration.ZERO, 0, 0);
        Source source = new Source();
        HostSampler sampler = sampledOnce(source);
        double middle = source.firstEnd;
        assertThat(sampler.window(middle, middle)).isEqualTo(nothing);
        assertThat(sampler.window(-2e18, -1e18)).isEqualTo(nothing);
        assertThat(sampler.window(1e30, 2e30)).isEqualTo(nothing);
    }

    @Test
    void aSampleIsTakenWhenAWindowIsAskedForSoThatItsEndIsCovered() throws InterruptedException {
        Source source = new Source();
        HostSampler sampler = sampledOnce(source);
        assertThat(source.laterEnd).isZero();
        sampler.window(0, 1);
        assertThat(source.laterEnd).isPositive();
    }

    @Test
    void betweenTwoSamplesAWindowIsInterpolated() throws InterruptedException {
        Source source = new Source();
        long beforeFirst = System.nanoTime();
        HostSampler sampler = sampledOnce(source);
        long beforeLater = System.nanoTime();
        double edge = source.firstEnd + (beforeLater - source.firstEnd) * 0.5;
        HostSample window = sampler.window(0, edge);
        double share = (double) window.brokerCpu().toNanos()
                / LATER.brokerCpu().minus(FIRST.brokerCpu()).toNanos();
        // The first sample lies between beforeFirst and firstEnd, the other between beforeLater and laterEnd.
        double least = (edge - source.firstEnd) / (source.laterEnd - source.firstEnd);
        double most = (edge - beforeFirst) / (beforeLater - beforeFirst);
        assertThat(share).isBetween(least * 0.999, most * 1.001).isStrictlyBetween(0.0, 1.0);
        assertThat((double) window.total()).isBetween(least * 4000 - 1, most * 4000 + 1);
    }

    @Test
    void neighbouringWindowsAddUp() throws InterruptedException {
        Source source = new Source();
        HostSampler sampler = sampledOnce(source);
        double middle = (source.firstEnd + (double) System.nanoTime()) / 2;
        HostSample before = sampler.window(0, middle);
        HostSample after = sampler.window(middle, Double.MAX_VALUE);
        assertThat(before.brokerCpu().plus(after.brokerCpu()))
                .isEqualTo(LATER.brokerCpu().minus(FIRST.brokerCpu()));
        assertThat(before.total() + after.total()).isEqualTo(4000);
        assertThat(before.stolen() + after.stolen()).isEqualTo(200);
    }

    @Test
    void itsThreadDoesNotKeepTheJvmAliveAndEndsWithIt() throws InterruptedException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Source source = new Source();
        HostSampler sampler = new HostSampler(source);
        source.first.await();
        List<Thread> started = new ArrayList<>(Thread.getAllStackTraces().keySet());
        started.removeAll(before);
        started.removeIf(thread -> !thread.getName().equals("host-sampler"));
        assertThat(started)
                .singleElement()
                .satisfies(thread -> assertThat(thread.isDaemon()).isTrue());
        sampler.close();
        started.get(0).join(TimeUnit.SECONDS.toMillis(10));
        assertThat(started.get(0).isAlive()).isFalse();
    }

    @Test
    void itsOwnThreadGoesOnSamplingUntilItIsClosed() throws InterruptedException {
        CountDownLatch three = new CountDownLatch(3);
        try (HostSampler sampler = new HostSampler(() -> {
            three.countDown();
            return FIRST;
        })) {
            assertThat(three.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(sampler).isNotNull();
        }
    }
}
