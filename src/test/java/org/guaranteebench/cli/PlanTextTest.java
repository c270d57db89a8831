package org.guaranteebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class PlanTextTest {
    @Test
    void timesAreAsExactAsAnEstimateCanBe() {
        assertThat(PlanText.minutes(0)).isEqualTo("0 s");
        assertThat(PlanText.minutes(0.6)).isEqualTo("1 s");
        assertThat(PlanText.minutes(89.4)).isEqualTo("89 s");
        assertThat(PlanText.minutes(90)).isEqualTo("1.5 min");
        assertThat(PlanText.minutes(569)).isEqualTo("9.5 min");
        assertThat(PlanText.minutes(570)).isEqualTo("10 min");
        assertThat(PlanText.minutes(1408.4)).isEqualTo("23 min");
        assertThat(PlanText.minutes(72_000)).isEqualTo("1200 min");
    }

    @Test
    void thePlanReadsTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        Invocation expected = Invocation.line("plan --seed 1 -r 1500ms");
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Invocation.line("plan --seed 1 -r 1500ms")).isEqualTo(expected);
        } finally {
            Locale.setDefault(before);
        }
        assertThat(expected.out()).anyMatch(line -> line.contains("1.5 s measured"));
    }

    @Test
    void whatIsFixedBeforeTheRunIsSaidBeforeIt() {
        assertThat(String.join(
                                " ",
                                Invocation.line(
                                                "plan --precision 2.5% --max-time 90 --reject-disturbed steal>2%,gc>10%")
                                        .out())
                        .replaceAll(" +", " "))
                .contains("order up to about ")
                .contains("precision ±2.5 % for throughput from rung to rung; at least 10 blocks, about 3")
                .contains("or the next block would end after 90 min (--max-time)")
                .contains("left out blocks in which a trial has steal>2%,gc>10%, in a second set of results");
    }

    @Test
    void secondsHaveNoMoreDigitsThanTheyNeed() {
        assertThat(Invocation.line("plan -w 2 -r 2500ms").out())
                .anyMatch(line -> line.matches("ProduceThroughput .* 2 s warm-up and .* 2\\.5 s measured"));
        assertThat(Invocation.line("plan -w 10s -r 250ms").out())
                .anyMatch(line -> line.matches("ProduceThroughput .* 10 s warm-up and .* 0\\.25 s measured"));
    }
}
