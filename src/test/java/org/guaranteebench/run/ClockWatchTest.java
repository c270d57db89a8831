package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.guaranteebench.journal.Flag;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
    private long nanos;
    private Instant wall = Instant.parse("2025-01-02T03:04:05Z");

    private final ClockWatch clock = new ClockWatch(() -> nanos, () -> wall);

    private void pass(Duration time) {
        nanos += time.toNanos();
        wall = wall.plus(time);
    }

    @Test
    void aClockThatRunsOnIsNoStepHoweverLong() {
        pass(Duration.ofDays(3));
        assertThat(clock.step()).isEmpty();
    }

    @Test
    void aClockThatIsSetForwardOrBackIsToldWithTheSizeOfTheStep() {
        pass(Duration.ofSeconds(10));
        wall = wall.plusSeconds(3600);
        assertThat(clock.step()).contains(new Flag("clock-step", "the system's clock was set forward by 3600.0 s"));
        wall = wall.minusSeconds(3602);
        assertThat(clock.step()).contains(new Flag("clock-step", "the system's clock was set back by 2.0 s"));
    }

    @Test
    void whatSlewingDoesInATrialIsNoStep() {
        pass(Duration.ofSeconds(60));
        wall = wall.plusMillis(30);
        assertThat(clock.step()).isEmpty();
        wall = wall.plusMillis(80);
        assertThat(clock.step()).isPresent();
    }

    /** Between the two clocks of a reading the thread waits for a CPU, as it does for all readings but one. */
    @Test
    void aBusyMachineIsNoStep() {
        long[] reading = {0};
        ClockWatch busy = new ClockWatch(
                () -> {
                    long now = nanos;
                    pass(reading[0]++ % 10 == 4 ? Duration.ZERO : Duration.ofMillis(400));
                    return now;
                },
                () -> wall);
        assertThat(busy.step()).isEmpty();
    }

    @Test
    void theMachinesOwnClocksAgree() {
        assertThat(new ClockWatch().step()).isEmpty();
    }
}
