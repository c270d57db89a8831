package org.guaranteebench.audit.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.guaranteebench.report.SyntheticRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LevelAvailabilityTest {
    @TempDir
    private Path home;

    private List<Recovery> kills(int kills, int notCounted) throws IOException {
        return new SyntheticKills(new SyntheticRun().save(home.resolve("run")), kills, notCounted).recoveries();
    }

    @Test
    void gapsOfTenKillsHaveQuartilesOfTheEmpiricalDistribution() throws IOException {
        LevelAvailability level = LevelAvailability.of(kills(10, 0)).get(0);
        assertThat(level.kills()).isEqualTo(10);
        // Gaps are 5.1 to 6.0 s, and the answer before each of them came up to a tick before the kill.
        assertThat(level.shortestGapMillis().orElseThrow()).isCloseTo(5100, within(12.0));
        assertThat(level.quartileMillis(1).orElseThrow()).isCloseTo(5300, within(12.0));
        assertThat(level.quartileMillis(2).orElseThrow()).isCloseTo(5550, within(12.0));
        assertThat(level.quartileMillis(3).orElseThrow()).isCloseTo(5800, within(12.0));
        assertThat(level.longestGapMillis().orElseThrow()).isCloseTo(6000, within(12.0));
    }

    @Test
    void nineKillsAreTooFewForQuartilesAndNotForTheirRange() throws IOException {
        LevelAvailability level = LevelAvailability.of(kills(9, 0)).get(0);
        assertThat(level.distributed()).isFalse();
        assertThat(level.quartileMillis(2)).isEmpty();
        assertThat(level.longestGapMillis()).isPresent();
    }

    @Test
    void responsesOfAllKillsAreOneDistribution() throws IOException {
        List<Recovery> kills = kills(10, 0);
        LevelAvailability level = LevelAvailability.of(kills).get(0);
        long records = kills.stream()
                .filter(kill -> kill.cell().equals(level.cell()))
                .mapToLong(kill -> kill.outage().orElseThrow().records())
                .sum();
        assertThat(level.records()).isEqualTo(records);
        assertThat(level.responses().getTotalCount()).isEqualTo(records - level.unsettled());
        assertThat(level.unsettled()).isPositive();
        assertThat(level.retried()).isEqualTo(55);
        // 8,550 records, of which 5,550 were due in a gap: the slowest are those at the beginning of the longest.
        assertThat(RecoveryPercentile.P999.of(level.responses()).orElseThrow() / 1e6)
                .isCloseTo(5990, within(80.0));
        assertThat(RecoveryPercentile.P50.of(level.responses()).orElseThrow() / 1e6)
                .isBetween(1_000.0, 1_700.0);
    }

    @Test
    void aKillThatDoesNotCountIsInNothingButItsNumber() throws IOException {
        LevelAvailability level = LevelAvailability.of(kills(11, 11)).get(0);
        assertThat(level.notCounted()).isEqualTo(1);
        assertThat(level.kills()).isEqualTo(10);
        assertThat(level.retried()).isEqualTo(55);
        assertThat(level.longestGapMillis().orElseThrow()).isCloseTo(6000, within(12.0));
    }
}
