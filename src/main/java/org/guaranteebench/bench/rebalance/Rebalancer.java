package org.guaranteebench.bench.rebalance;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.guaranteebench.client.RateCap;
import org.guaranteebench.grid.Commit;

/**
 * Two members stay; a third joins their group and leaves it, in turn, in a thread of this class. An event ends when the
 * group is settled and each partition has been read on from there, and not before does the next one begin: a random
 * while later, for members' signs of life keep time with the last rebalance, and an event that did so, too, would always
 * meet them at the same moment.
 */
public final class Rebalancer implements AutoCloseable {
    /** Members at most. */
    public static final int MEMBERS = 3;

    private static final int RESIDENTS = MEMBERS - 1;
    private static final int VISITOR = RESIDENTS;
    private static final long PATIENCE_SECONDS = 30;
    private static final long STEP_NANOS = 200_000;

    /** Hears of each event in the rebalancer's thread. */
    public interface Listener {
        /**
         * @param joined or left
         * @param waits the longest wait of each partition's records, ns
         */
        void rebalanced(boolean joined, long[] waits);
    }

    /**
     * The group.
     *
     * @param consumers opens the n-th member's client
     * @param commit when members commit
     * @param caps makes one of what a member may read
     */
    public record Group(
            String topic,
            IntFunction<Consumer<byte[], byte[]>> consumers,
            Commit commit,
            Ownership ownership,
            Arrivals arrivals,
            Supplier<RateCap> caps) {}

    private final Group group;
    private final long mostPauseNanos;
    private final LongSupplier clock;
    private final Listener listener;
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<GroupMember> residents = new ArrayList<>();
    private final Thread thread = new Thread(this::comeAndGo, "rebalancer");

    private GroupMember visitor;
    private long joins;
    private long leaves;
    private volatile boolean active;
    private volatile boolean resting = true;
    private volatile boolean closing;
    private volatile Throwable failure;

    /** @param mostPauseNanos between the end of an event and the next; evenly distributed from 0 */
    public Rebalancer(Group group, long mostPauseNanos, LongSupplier clock, Listener listener) {
        this.group = group;
        this.mostPauseNanos = mostPauseNanos;
        this.clock = clock;
        this.listener = listener;
        thread.setDaemon(true);
    }

    /** Returns when those who stay have all partitions between them. */
    public void open() {
        group.ownership().expect(RESIDENTS);
        for (int i = 0; i < RESIDENTS; i++) {
            GroupMember resident = member(i);
            residents.add(resident);
            resident.join(group.topic());
        }
        await(
                "after its first members had joined",
                () -> group.ownership().settledAt().isPresent());
        thread.start();
    }

    private GroupMember member(int number) {
        return new GroupMember(
                number,
                group.consumers().apply(number),
                group.commit(),
                group.ownership(),
                group.arrivals(),
                group.caps().get(),
                clock);
    }

    /** Events may begin. */
    public void resume() {
        resting = false;
        active = true;
    }

    /** No event begins any more; the one under way needs more records to come to its end. */
    public void pause() {
        active = false;
    }

    /**
     * Whether no event is under way.
     *
     * <p>Errors: {@link IllegalStateException} in one line when a member failed, or the group does not settle.
     */
    public boolean resting() {
        requireNoFailure();
        return resting;
    }

    private void requireNoFailure() {
        if (failure != null) {
            throw new IllegalStateException(
                    failure.getMessage() == null ? failure.toString() : failure.getMessage(), failure);
        }
        residents.forEach(GroupMember::requireNoFailure);
    }

    private void comeAndGo() {
        try {
            while (!closing) {
                if (!active) {
                    resting = true;
                    LockSupport.parkNanos(STEP_NANOS);
                } else {
                    resting = false;
                    if (pauseIsOver()) {
                        event();
                    }
                }
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    private boolean pauseIsOver() {
        long end = clock.getAsLong() + (mostPauseNanos > 0 ? random.nextLong(mostPauseNanos) : 0);
        while (active && !closing && clock.getAsLong() < end) {
            LockSupport.parkNanos(STEP_NANOS);
        }
        return active && !closing;
    }

    private void event() {
        boolean comes = visitor == null;
        GroupMember moving = comes ? member(VISITOR) : visitor;
        group.ownership().expect(comes ? MEMBERS : RESIDENTS);
        group.arrivals().eventBegins(clock.getAsLong());
        if (comes) {
            visitor = moving;
            visitor.join(group.topic());
        } else {
            moving.leave();
        }
        String when = comes ? "after a member had joined" : "after a member had left";
        await(when, () -> group.ownership().settledAt().isPresent());
        if (closing) {
            return;
        }
        long settledAt = group.ownership().settledAt().orElseThrow();
        await(when, () -> group.arrivals().allPast(settledAt));
        if (closing) {
            return;
        }
        long[] waits = group.arrivals().eventEnds();
        if (comes) {
            joins++;
        } else {
            moving.awaitGone();
            visitor = null;
            leaves++;
        }
        listener.rebalanced(comes, waits);
    }

    private void await(String when, BooleanSupplier over) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!closing && !over.getAsBoolean()) {
            residents.forEach(GroupMember::requireNoFailure);
            if (visitor != null) {
                visitor.requireNoFailure();
            }
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("the group did not settle within " + PATIENCE_SECONDS + " s " + when
                        + ": " + group.ownership());
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    /** Everybody leaves. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<GroupMember> all = new ArrayList<>(residents);
        if (visitor != null) {
            all.add(visitor);
        }
        all.forEach(GroupMember::leave);
        all.forEach(GroupMember::awaitGone);
        requireNoFailure();
    }

    /**
     * After the end.
     *
     * @param sent records of the source
     */
    public RebalanceAccount account(long sent) {
        Arrivals arrivals = group.arrivals();
        return new RebalanceAccount(joins, leaves, sent, sent - arrivals.distinct(), arrivals.again());
    }
}
