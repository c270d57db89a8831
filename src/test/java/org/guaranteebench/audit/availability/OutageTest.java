package org.guaranteebench.audit.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.guaranteebench.measure.Percentile;
import org.junit.jupiter.api.Test;

class OutageTest {
    private static final int RATE = 100;
    private static final long MS = 1_000_000;
    private static final long STEP = 10 * MS;

    /** Ten seconds of records, settled 2 ms after they are due, but for those of an outage, which are settled at its end. */
    private static List<Settlement> settlements(long from, long to) {
        List<Settlement> settlements = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            long due = i * STEP;
            long settled = due + 2 * MS;
            settlements.add(new Settlement(i, due, settled > from && settled < to ? to : settled));
        }
        return settlements;
    }

    @Test
    void theGapIsTheLongestSilenceAndTheResponsesAreThoseOfRecordsThatWereDueInIt() {
        // The last answer before the kill is that to the record due at 2,000 ms; the next comes at 5,000.
        Outage outage = Outage.of(settlements(2003 * MS, 5000 * MS), RATE, 2003 * MS, 8000 * MS);
        assertThat(outage.gapNanos()).isEqualTo((5000 - 2002) * MS);
        assertThat(outage.records()).isEqualTo(599);
        assertThat(outage.unsettled()).isZero();
        assertThat(outage.response(Percentile.MAX).orElseThrow()).isCloseTo(2990 * MS, within(3.0 * MS));
        assertThat(outage.response(Percentile.P50).orElseThrow()).isCloseTo(2.0 * MS, within(0.01 * MS));
        assertThat(outage.response(Percentile.P99)).as("599 records do not say").isEmpty();
    }

    @Test
    void whoNoticesNothingHasTheGapOfItsLoad() {
        Outage outage = Outage.of(settlements(0, 0), RATE, 2003 * MS, 8000 * MS);
        assertThat(outage.gapNanos()).isEqualTo(STEP);
        assertThat(outage.response(Percentile.MAX).orElseThrow()).isCloseTo(2.0 * MS, within(0.01 * MS));
    }

    @Test
    void answersThatCameInAnotherOrderAndOutagesBeforeAndAfterChangeNothing() {
        List<Settlement> settlements = settlements(2003 * MS, 5000 * MS);
        settlements.removeIf(settlement -> settlement.due() < 500 * MS && settlement.due() > 100 * MS);
        settlements.removeIf(settlement -> settlement.due() > 9000 * MS);
        settlements.add(new Settlement(2000, 20_000 * MS, 20_002 * MS));
        Collections.shuffle(settlements, new Random(7));
        assertThat(Outage.of(settlements, RATE, 2003 * MS, 8000 * MS).gapNanos())
                .isEqualTo((5000 - 2002) * MS);
    }

    @Test
    void whatWasNeverSettledIsCounted() {
        List<Settlement> settlements = settlements(0, 0);
        settlements.removeIf(settlement -> settlement.due() > 3000 * MS && settlement.due() <= 3070 * MS);
        Outage outage = Outage.of(settlements, RATE, 2000 * MS, 4000 * MS);
        assertThat(outage.records()).isEqualTo(200);
        assertThat(outage.unsettled()).isEqualTo(7);
        assertThat(outage.gapNanos()).isEqualTo(80 * MS);
    }

    @Test
    void clocksMayBeNegative() {
        List<Settlement> shifted = settlements(2003 * MS, 5000 * MS).stream()
                .map(s -> new Settlement(s.sequence(), s.due() - 7000 * MS, s.settled() - 7000 * MS))
                .toList();
        assertThat(Outage.of(shifted, RATE, (2003 - 7000) * MS, 1000 * MS).gapNanos())
                .isEqualTo((5000 - 2002) * MS);
    }
}
