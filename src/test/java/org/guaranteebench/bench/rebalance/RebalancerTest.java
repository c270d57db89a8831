package org.guaranteebench.bench.rebalance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.guaranteebench.client.RateCap;
import org.guaranteebench.grid.Commit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RebalancerTest {
    private static final int PARTITIONS = 6;
    private static final int SECONDS = 20;

    private final MadeUpGroup group = new MadeUpGroup(PARTITIONS);
    private final Ownership ownership = new Ownership(PARTITIONS, System::nanoTime);
    private final Arrivals arrivals = new Arrivals(PARTITIONS, nanos -> {});
    private final List<Boolean> events = new CopyOnWriteArrayList<>();
    private final List<long[]> waits = new CopyOnWriteArrayList<>();
    private final Rebalancer rebalancer = new Rebalancer(
            new Rebalancer.Group(
                    "t", group::member, Commit.parse("every-100"), ownership, arrivals, () -> RateCap.NONE),
            1_000_000,
            System::nanoTime,
            (joined, its) -> {
                waits.add(its);
                events.add(joined);
            });

    @BeforeEach
    void open() {
        rebalancer.open();
    }

    private static void await(BooleanSupplier over) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!over.getAsBoolean()) {
            assertThat(System.nanoTime()).as("given up").isLessThan(giveUp);
            LockSupport.parkNanos(200_000);
        }
    }

    @Test
    void twoMembersStayWhileAThirdComesAndGoes() {
        rebalancer.resume();
        await(() -> events.size() >= 6);
        rebalancer.pause();
        await(rebalancer::resting);
        rebalancer.close();
        assertThat(events)
                .containsExactlyElementsOf(IntStream.range(0, events.size())
                        .mapToObj(i -> i % 2 == 0)
                        .toList());
        assertThat(waits).allSatisfy(its -> assertThat(its).hasSize(PARTITIONS));
        assertThat(group.size()).isZero();
        RebalanceAccount account = rebalancer.account(group.sent());
        assertThat(account.joins() + account.leaves()).isEqualTo(events.size());
        assertThatCode(account::requireTrue).doesNotThrowAnyException();
    }

    @Test
    void nobodyComesUnlessAsked() {
        assertThat(rebalancer.resting()).isTrue();
        assertThat(group.size()).isEqualTo(2);
        rebalancer.close();
        assertThat(events).isEmpty();
    }

    @Test
    void anEventIsNotOverBeforeEachPartitionIsReadOn() {
        group.withhold(4);
        rebalancer.resume();
        await(() -> ownership.settledAt().isPresent() && group.size() == 3);
        rebalancer.pause();
        LockSupport.parkNanos(20_000_000);
        assertThat(events).isEmpty();
        assertThat(rebalancer.resting()).isFalse();
        group.withholdNothing();
        await(rebalancer::resting);
        assertThat(events).containsExactly(true);
        rebalancer.close();
    }

    @Test
    void aMemberThatFailsIsNamed() {
        group.breakDown();
        assertThatIllegalStateException()
                .isThrownBy(() -> await(() -> {
                    rebalancer.resting();
                    return false;
                }))
                .withMessageMatching("member \\d failed: .*broken");
    }
}
