package org.guaranteebench.audit.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutageTest {
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
        Outage outage = Outage.of(settlements(2003 * MS, 5000 * MS), 0, STEP, 2003 * MS, 8000 * MS);
        assertThat(outage.gapNanos()).isEqualTo((5000 - 2002) * MS);
        assertThat(outage.records()).isEqualTo(599);
        assertThat(outage.unsettled()).isZero();
        assertThat(RecoveryPercentile.MAX.of(outage.responses()).orElseThrow()).isCloseTo(2990 * MS, within(3.0 * MS));
        assertThat(RecoveryPercentile.P50.of(outage.responses()).orElseThrow()).isCloseTo(2.0 * MS, within(0.01 * MS));
        assertThat(RecoveryPercentile.P999.of(outage.responses()))
                .as("599 records do not say")
                .isEmpty();
    }

    @Test
    void whoNoticesNothingHasTheGapOfItsLoad() {
        Outage outage = Outage.of(settlements(0, 0), 0, STEP, 2003 * MS, 8000 * MS);
        assertThat(outage.gapNanos()).isEqualTo(STEP);
        assertThat(RecoveryPercentile.MAX.of(outage.responses()).orElseThrow()).isCloseTo(2.0 * MS, within(0.01 * MS));
    }

    @Test
    void answersThatCameInAnotherOrderAndOutagesBeforeAndAfterChangeNothing() {
        List<Settlement> settlements = settlements(2003 * MS, 5000 * MS);
        settlements.removeIf(settlement -> settlement.due() < 500 * MS && settlement.due() > 100 * MS);
        settlements.removeIf(settlement -> settlement.due() > 9000 * MS);
        settlements.add(new Settlement(2000, 20_000 * MS, 20_002 * MS));
        Collections.shuffle(settlements, new Random(7));
        assertThat(Outage.of(settlements, 0, STEP, 2003 * MS, 8000 * MS).gapNanos())
                .isEqualTo((5000 - 2002) * MS);
    }

    @Test
    void whatWasNeverSettledIsCounted() {
        List<Settlement> settlements = settlements(0, 0);
        settlements.removeIf(settlement -> settlement.due() > 3000 * MS && settlement.due() <= 3070 * MS);
        Outage outage = Outage.of(settlements, 0, STEP, 2000 * MS, 4000 * MS);
        assertThat(outage.records()).isEqualTo(200);
        assertThat(outage.unsettled()).isEqualTo(7);
        assertThat(outage.gapNanos()).isEqualTo(80 * MS);
    }

    @Test
    void stragglersAreNoGapAsLongAsOthersAreAnswered() {
        List<Settlement> settlements = new ArrayList<>(settlements(0, 0));
        settlements.set(300, new Settlement(300, 3000 * MS, 6500 * MS));
        Outage outage = Outage.of(settlements, 0, STEP, 2000 * MS, 4000 * MS);
        assertThat(outage.gapNanos()).as("around its place").isEqualTo(2 * STEP);
        assertThat(RecoveryPercentile.MAX.of(outage.responses()).orElseThrow()).isCloseTo(3500 * MS, within(4.0 * MS));
    }

    @Test
    void whatIsSettledWhenNobodyWaitsAnyMoreIsUnsettled() {
        List<Settlement> settlements = new ArrayList<>(settlements(0, 0));
        settlements.set(300, new Settlement(300, 3000 * MS, 34_000 * MS));
        settlements.set(301, new Settlement(301, 3010 * MS, 34_000 * MS + 1));
        Outage outage = Outage.of(settlements, 0, STEP, 2000 * MS, 4000 * MS);
        assertThat(outage.unsettled()).isEqualTo(1);
    }

    @Test
    void aLevelThatIsNotAnsweredAnyMoreHasAGapUntilNobodyWaits() {
        List<Settlement> settlements = settlements(0, 0);
        settlements.removeIf(settlement -> settlement.settled() > 2003 * MS);
        Outage outage = Outage.of(settlements, 0, STEP, 2003 * MS, 8000 * MS);
        assertThat(outage.gapNanos()).isEqualTo((38_000 - 2002) * MS);
        assertThat(outage.unsettled()).isEqualTo(outage.records()).isEqualTo(599);
        assertThat(RecoveryPercentile.MAX.of(outage.responses())).isEmpty();
    }

    @Test
    void recordsAreThoseThatWereDueFromTheKillUntilBeforeTheEnd() {
        assertThat(Outage.of(settlements(0, 0), 0, STEP, 2000 * MS, 4000 * MS).records())
                .isEqualTo(200);
        assertThat(Outage.of(settlements(0, 0), 0, STEP, 2000 * MS + 1, 4000 * MS + 1)
                        .records())
                .isEqualTo(200);
        assertThat(Outage.of(settlements(0, 0), 0, STEP, 2000 * MS, 4000 * MS + 1)
                        .records())
                .isEqualTo(201);
    }

    @Test
    void clocksMayBeNegative() {
        List<Settlement> shifted = settlements(2003 * MS, 5000 * MS).stream()
                .map(s -> new Settlement(s.sequence(), s.due() - 7000 * MS, s.settled() - 7000 * MS))
                .toList();
        assertThat(Outage.of(shifted, -7000 * MS, STEP, (2003 - 7000) * MS, 1000 * MS)
                        .gapNanos())
                .isEqualTo((5000 - 2002) * MS);
    }
}
