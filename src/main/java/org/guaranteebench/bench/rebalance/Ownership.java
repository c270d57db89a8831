package org.guaranteebench.bench.rebalance;

import java.util.Arrays;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Which member of a group has which partition, as the members' own rebalance listeners say. The group is settled when
 * the members that it is expected to have share out all partitions evenly, as every assignor of Kafka's does in the end
 * and none in between. Thread-safe.
 */
public final class Ownership {
    private static final int NOBODY = -1;

    private final int[] owners;
    private final LongSupplier clock;
    private int members;
    private OptionalLong settledAt = OptionalLong.empty();

    /** @param clock ns */
    public Ownership(int partitions, LongSupplier clock) {
        this.owners = new int[partitions];
        this.clock = clock;
        Arrays.fill(owners, NOBODY);
    }

    /** From now on the group should have the members 0 to {@code count} - 1, and is not settled until they have told. */
    synchronized void expect(int count) {
        members = count;
        settledAt = OptionalLong.empty();
    }

    synchronized void assigned(int member, Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> owners[partition.partition()] = member);
        if (settledAt.isEmpty() && even()) {
            settledAt = OptionalLong.of(clock.getAsLong());
        }
    }

    /** Does nothing for a partition that another member already has. */
    synchronized void revoked(int member, Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            if (owners[partition.partition()] == member) {
                owners[partition.partition()] = NOBODY;
            }
        }
    }

    /** When the expected members had all partitions between them, ns; empty while they have not. */
    synchronized OptionalLong settledAt() {
        return settledAt;
    }

    private boolean even() {
        int[] counts = new int[members];
        for (int owner : owners) {
            if (owner == NOBODY || owner >= members) {
                return false;
            }
            counts[owner]++;
        }
        return Arrays.stream(counts).max().orElse(0)
                        - Arrays.stream(counts).min().orElse(0)
                <= 1;
    }

    /** For messages. */
    @Override
    public synchronized String toString() {
        return "partitions' owners " + Arrays.toString(owners) + " of " + members;
    }
}
