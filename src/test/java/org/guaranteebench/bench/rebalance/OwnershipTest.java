package org.guaranteebench.bench.rebalance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnershipTest {
    private final AtomicLong now = new AtomicLong(100);
    private final Ownership ownership = new Ownership(6, now::incrementAndGet);

    private static List<TopicPartition> partitions(int... numbers) {
        return IntStream.of(numbers).mapToObj(p -> new TopicPartition("t", p)).toList();
    }

    @BeforeEach
    void twoMembersShareThem() {
        ownership.expect(2);
        ownership.assigned(0, partitions(0, 1, 2));
        assertThat(ownership.settledAt()).isEmpty();
        ownership.assigned(1, partitions(3, 4, 5));
        assertThat(ownership.settledAt()).hasValue(101);
    }

    @Test
    void whoIsExpectedMustHaveItsShare() {
        ownership.expect(3);
        ownership.revoked(0, partitions(2));
        ownership.assigned(2, partitions(2));
        assertThat(ownership.settledAt())
                .as("all have an owner, but not yet the last")
                .isEmpty();
        ownership.revoked(1, partitions(5));
        ownership.assigned(2, partitions(5));
        assertThat(ownership.settledAt()).hasValue(102);
    }

    @Test
    void aStopOfAllMembersIsSettledWhenTheLastHasItsShare() {
        ownership.expect(3);
        ownership.revoked(0, partitions(0, 1, 2));
        ownership.revoked(1, partitions(3, 4, 5));
        ownership.assigned(2, partitions(4, 5));
        ownership.assigned(0, partitions(0, 1));
        assertThat(ownership.settledAt()).isEmpty();
        ownership.assigned(1, partitions(2, 3));
        assertThat(ownership.settledAt()).isPresent();
    }

    @Test
    void whoHasLeftOwnsNothing() {
        ownership.expect(3);
        ownership.revoked(0, partitions(2));
        ownership.revoked(1, partitions(5));
        ownership.assigned(2, partitions(2, 5));
        ownership.expect(2);
        assertThat(ownership.settledAt()).as("that was the event before").isEmpty();
        ownership.revoked(2, partitions(2, 5));
        ownership.assigned(0, partitions(5));
        assertThat(ownership.settledAt()).isEmpty();
        ownership.assigned(1, partitions(2));
        assertThat(ownership.settledAt()).isPresent();
    }

    @Test
    void aLateRevocationTakesNothingFromTheNextOwner() {
        ownership.expect(2);
        ownership.assigned(0, partitions(3));
        ownership.revoked(1, partitions(3));
        assertThat(ownership).hasToString("partitions' owners [0, 0, 0, 0, 1, 1] of 2");
    }
}
