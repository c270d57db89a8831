package org.guaranteebench.bench.rebalance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.guaranteebench.client.Stamp;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private final List<Long> visible = new ArrayList<>();
    private final Arrivals arrivals = new Arrivals(2, visible::add);

    private void delivered(int partition, int number, long due, long at) {
        arrivals.delivered(partition, new Stamp(due, 0, number), at);
    }

    @Test
    void eachRecordsFirstDeliveryIsTimedAndTheOthersAreCounted() {
        delivered(0, 0, 10, 15);
        delivered(1, 1, 20, 28);
        delivered(0, 0, 10, 90);
        assertThat(visible).containsExactly(5L, 8L);
        assertThat(arrivals.distinct()).isEqualTo(2);
        assertThat(arrivals.again()).isEqualTo(1);
    }

    @Test
    void anEventsWaitIsThatOfTheRecordWhichWaitedLongestInEachPartition() {
        arrivals.eventBegins(100);
        delivered(0, 0, 99, 300);
        delivered(0, 1, 110, 300);
        delivered(0, 2, 290, 301);
        delivered(1, 3, 120, 123);
        assertThat(arrivals.eventEnds()).containsExactly(190, 3);
    }

    @Test
    void whatComesAgainDidNotWait() {
        delivered(0, 0, 150, 151);
        arrivals.eventBegins(100);
        delivered(0, 0, 150, 400);
        assertThat(arrivals.eventEnds()).containsExactly(0, 0);
    }

    @Test
    void anEventBeginsWithNoWaitOfTheOneBefore() {
        arrivals.eventBegins(100);
        delivered(0, 0, 110, 300);
        arrivals.eventEnds();
        delivered(0, 1, 310, 400);
        arrivals.eventBegins(500);
        assertThat(arrivals.eventEnds()).containsExactly(0, 0);
    }

    @Test
    void aPartitionIsPastATimeWhenARecordOfThatTimeWasDelivered() {
        assertThat(arrivals.allPast(0)).isFalse();
        delivered(0, 0, 100, 101);
        delivered(1, 1, 99, 101);
        assertThat(arrivals.allPast(99)).isTrue();
        assertThat(arrivals.allPast(100)).isFalse();
        delivered(1, 2, 105, 106);
        assertThat(arrivals.allPast(100)).isTrue();
    }
}
