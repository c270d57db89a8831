package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.junit.jupiter.api.Test;

class EndingTest {
    private long now = 77;

    private Ending ending(double seconds, boolean ownBrokers) {
        return new Ending(seconds, ownBrokers, () -> now);
    }

    private static void saw(Ending ending, Status... statuses) {
        Arm arm = new Request().plan().arms().get(0);
        for (Status status : statuses) {
            ending.saw(Trial.without("r", 1, 1, 1, arm, status, ""));
        }
    }

    @Test
    void aRunWithTimeAndWithoutASignalGoesOn() {
        Ending ending = ending(60, true);
        now += 60_000_000_000L;
        assertThat(ending.reason()).isEmpty();
        assertThat(ending.stopped()).isFalse();
    }

    @Test
    void aSignalEndsIt() {
        Ending ending = ending(60, true);
        ending.stop();
        assertThat(ending.stopped()).isTrue();
        assertThat(ending.reason()).contains("the run was stopped before it");
        assertThat(ending.outcome()).isEqualTo("stopped by a signal");
    }

    @Test
    void soDoesItsTime() {
        Ending ending = ending(60, true);
        now += 60_000_000_001L;
        assertThat(ending.reason()).contains("--max-time was over before it");
        assertThat(ending.outcome()).isEqualTo("--max-time was over");
        ending.stop();
        assertThat(ending.outcome()).isEqualTo("stopped by a signal");
    }

    @Test
    void soDoesADiskWithoutRoomForTheNextTrial() {
        Ending ending = ending(60, true);
        ending.noRoom("/data has 3 MB free");
        assertThat(ending.reason()).contains("/data has 3 MB free");
        assertThat(ending.outcome()).isEqualTo("no room for the brokers' data");
        assertThat(ending.stopped()).isFalse();
        ending.stop();
        assertThat(ending.outcome()).isEqualTo("stopped by a signal");
    }

    @Test
    void soDoBrokersThatASearchCannotStart() {
        Ending ending = ending(60, true);
        ending.noBrokers("node 2 ended with 1");
        assertThat(ending.reason()).contains("no brokers for the search: node 2 ended with 1");
        assertThat(ending.outcome()).isEqualTo("no brokers for the search");
        ending.stop();
        assertThat(ending.outcome()).isEqualTo("stopped by a signal");
    }

    @Test
    void threeFailuresInARowEndItOnAClusterOfOthersAndOnNoOther() {
        Ending others = ending(Double.POSITIVE_INFINITY, false);
        saw(others, Status.FAILED, Status.FAILED, Status.OK, Status.FAILED, Status.FAILED);
        assertThat(others.reason()).isEmpty();
        saw(others, Status.FAILED);
        saw(others, Status.INTERRUPTED);
        assertThat(others.reason())
                .contains("3 trials before it failed in a row: a cluster that others use is then" + " left alone");
        assertThat(others.outcome()).isEqualTo("3 trials failed in a row");

        Ending own = ending(Double.POSITIVE_INFINITY, true);
        saw(own, Status.FAILED, Status.FAILED, Status.FAILED, Status.FAILED);
        assertThat(own.reason()).isEmpty();
    }

    @Test
    void trialsOfASearchThatFailCountLikeOthersAndThoseThatSustainNothingDoNot() {
        Arm arm = new Request().plan().arms().get(0);
        Trial failed =
                Trial.without("r", 0, 1, 1, arm, Status.FAILED, "no broker").searched();
        Trial late = Trial.without("r", 0, 1, 1, arm, Status.OK, "").searched();
        Ending others = ending(Double.POSITIVE_INFINITY, false);
        for (Trial trial : new Trial[] {failed, failed, late, late, late, failed, failed}) {
            others.saw(trial);
        }
        assertThat(others.reason()).isEmpty();
        others.saw(failed);
        assertThat(others.reason()).isPresent();
    }
}
