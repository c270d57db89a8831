package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HostSampleTest {
    private static final HostSample EARLIER = new HostSample(Duration.ofMillis(1000), 10, 500);
    private static final HostSample LATER = new HostSample(Duration.ofMillis(4000), 30, 900);

    @Test
    void aWindowIsTheDifferenceOfItsEdges() {
        assertThat(LATER.since(EARLIER)).isEqualTo(new HostSample(Duration.ofMillis(3000), 20, 400));
        assertThat(LATER.since(LATER)).isEqualTo(new HostSample(Duration.ZERO, 0, 0));
    }

    @Test
    void betweenTwoSamplesEveryAccountGrowsEvenly() {
        assertThat(EARLIER.towards(LATER, 0)).isEqualTo(EARLIER);
        assertThat(EARLIER.towards(LATER, 1)).isEqualTo(LATER);
        assertThat(EARLIER.towards(LATER, 0.25)).isEqualTo(new HostSample(Duration.ofMillis(1750), 15, 600));
        assertThat(EARLIER.towards(EARLIER, 0.5)).isEqualTo(EARLIER);
    }

    /** 20 s of CPU time, 12 s of it busy, 9 s ours. */
    @Test
    void whatNobodyOfOursUsedIsForeign() {
        HostSample window = new HostSample(Duration.ofSeconds(5), 0, 2000, 1200, 0, 1_000_000_000L);
        assertThat(window.foreignShare(3e9)).isCloseTo(0.15, within(1e-12));
        assertThat(window.foreignShare(30e9)).as("accounts of different grain").isZero();
        assertThat(new HostSample(Duration.ZERO, 0, 0).foreignShare(0)).isZero();
    }

    @Test
    void theNewerAccountsAreDifferencesAndGrowEvenlyToo() {
        HostSample earlier = new HostSample(Duration.ZERO, 0, 0, 100, 1000, 10);
        HostSample later = new HostSample(Duration.ZERO, 0, 0, 300, 5000, 50);
        assertThat(later.since(earlier)).isEqualTo(new HostSample(Duration.ZERO, 0, 0, 200, 4000, 40));
        assertThat(earlier.towards(later, 0.5)).isEqualTo(new HostSample(Duration.ZERO, 0, 0, 200, 3000, 30));
    }

    @Test
    void onLinuxBusyTicksArePartOfAllAndSwitchesAreCounted() {
        assumeTrue(Files.isReadable(Path.of("/proc/stat")), "needs /proc");
        HostSample sample = HostSample.take(() -> Duration.ZERO);
        assertThat(sample.busy()).isPositive().isLessThan(sample.total());
        assertThat(sample.switches()).isPositive();
        assertThat(sample.harnessCpu()).isPositive();
    }

    @Test
    void theStolenShareIsOfAllCpuTime() {
        assertThat(LATER.since(EARLIER).stolenShare()).isCloseTo(0.05, within(1e-12));
        assertThat(new HostSample(Duration.ZERO, 400, 400).stolenShare()).isEqualTo(1);
    }

    @Test
    void whereTheKernelDoesNotTellNothingIsStolen() {
        assertThat(new HostSample(Duration.ofSeconds(1), 0, 0).stolenShare()).isZero();
    }

    @Test
    void aSampleTakesTheBrokersCpuFromItsSource() {
        assertThat(HostSample.take(() -> Duration.ofNanos(123)).brokerCpu()).isEqualTo(Duration.ofNanos(123));
    }

    /** user nice system idle iowait irq softirq steal; guest time, which follows, is part of user already. */
    private static long[] ticks() throws IOException {
        String[] columns = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +");
        assertThat(columns[0]).isEqualTo("cpu");
        return Arrays.stream(columns, 1, 9).mapToLong(Long::parseLong).toArray();
    }

    @Test
    void onLinuxTicksAreCountedAndStolenOnesAreAmongThem() throws IOException {
        assumeTrue(Files.isReadable(Path.of("/proc/stat")), "needs /proc");
        long[] before = ticks();
        HostSample sample = HostSample.take(() -> Duration.ZERO);
        long[] after = ticks();
        assertThat(sample.total())
                .isBetween(LongStream.of(before).sum(), LongStream.of(after).sum());
        assertThat(sample.stolen()).isBetween(before[7], after[7]);
    }
}
