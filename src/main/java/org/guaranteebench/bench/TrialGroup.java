package org.guaranteebench.bench;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.guaranteebench.bench.rebalance.Arrivals;
import org.guaranteebench.bench.rebalance.Ownership;
import org.guaranteebench.bench.rebalance.RebalanceAccount;
import org.guaranteebench.bench.rebalance.Rebalancer;
import org.guaranteebench.client.ConsumerConfiguration;
import org.guaranteebench.client.Coordinators;
import org.guaranteebench.client.ForkTarget;
import org.guaranteebench.client.Reader;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.GroupProtocol;
import org.guaranteebench.grid.Parameter;
import org.guaranteebench.grid.Workload;
import org.guaranteebench.jvm.ParentWatch;
import org.guaranteebench.measure.Distribution;
import org.guaranteebench.measure.RatioResult;
import org.guaranteebench.measure.Recording;

/** A trial's group with a member that comes and goes, and a recording of what that does to the records. */
final class TrialGroup {
    private static final long PATIENCE_SECONDS = 30;

    /** Those of Kafka's clients and brokers, where nobody sets others. */
    private static final int CLASSIC_HEARTBEAT_MS = 3000;

    private static final int CONSUMER_HEARTBEAT_MS = 5000;

    private final ForkTarget target = ForkTarget.ofThisJvm();
    private final Reader reader;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Recording recording;
    private final Arrivals arrivals;
    private final Rebalancer rebalancer;

    private long joined;
    private long left;
    private long againAtStart;

    /** Returns when the members that stay have their partitions. */
    TrialGroup(Cell cell, Workload workload) {
        // A load on a cluster that may be somebody else's must not outlive the run that would end it.
        ParentWatch.start(() -> {});
        reader = Reader.of(cell, target.transactionalId());
        settings.putAll(workload.consumer());
        int heartbeat = workload.number(Parameter.HEARTBEAT);
        boolean classic = reader.protocol() == GroupProtocol.CLASSIC;
        if (heartbeat > 0 && classic) {
            settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, Integer.toString(heartbeat));
        } else if (heartbeat > 0) {
            try (Coordinators coordinators = new Coordinators(target)) {
                coordinators.setHeartbeat(reader.group().orElseThrow(), heartbeat);
            }
        }
        int effective = heartbeat > 0 ? heartbeat : classic ? CLASSIC_HEARTBEAT_MS : CONSUMER_HEARTBEAT_MS;
        recording = Recording.openBeside(
                EnumSet.of(
                        Distribution.VISIBLE,
                        Distribution.JOIN_PAUSE,
                        Distribution.LEAVE_PAUSE,
                        Distribution.PARTITION_PAUSE),
                "none of these threads is there all the time");
        arrivals = new Arrivals(workload.partitions(), nanos -> recording.record(Distribution.VISIBLE, nanos));
        Ownership ownership = new Ownership(workload.partitions(), System::nanoTime);
        rebalancer = new Rebalancer(
                new Rebalancer.Group(
                        target.topic(),
                        this::client,
                        reader.commit(),
                        ownership,
                        arrivals,
                        () -> target.share(Rebalancer.MEMBERS)),
                TimeUnit.MILLISECONDS.toNanos(effective),
                System::nanoTime,
                this::rebalanced);
        rebalancer.open();
    }

    private Consumer<byte[], byte[]> client(int number) {
        Map<String, Object> properties = ConsumerConfiguration.of(target, reader, number, settings);
        ConsumerConfiguration.requireEffective(properties, reader);
        return new KafkaConsumer<>(properties);
    }

    /** In the rebalancer's thread, while an iteration goes on. */
    private void rebalanced(boolean came, long[] waits) {
        joined += came ? 1 : 0;
        left += came ? 0 : 1;
        long worst = Arrays.stream(waits).max().orElseThrow();
        recording.record(came ? Distribution.JOIN_PAUSE : Distribution.LEAVE_PAUSE, worst);
        for (long wait : waits) {
            recording.record(Distribution.PARTITION_PAUSE, wait);
        }
    }

    void startIteration() {
        recording.startIteration();
        joined = 0;
        left = 0;
        againAtStart = arrivals.again();
        rebalancer.resume();
    }

    /** Members stay where they are, once the event that is under way has ended. */
    void pause() {
        rebalancer.pause();
    }

    /** Errors: {@link IllegalStateException} in one line when the group has failed. */
    boolean resting() {
        return rebalancer.resting();
    }

    /** Errors: {@link IllegalStateException} in one line when some records are not delivered, or the group has failed. */
    void awaitAll(long sent) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (arrivals.distinct() < sent) {
            rebalancer.resting();
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException(sent - arrivals.distinct() + " of " + sent
                        + " records were delivered to no member within " + PATIENCE_SECONDS + " s");
            }
            LockSupport.parkNanos(200_000);
        }
    }

    /**
     * To be called at rest.
     *
     * @param measured whether something should have happened
     */
    void finishIteration(boolean measured) {
        if (measured && (joined == 0 || left == 0)) {
            throw new IllegalStateException("in the measured time " + joined + " members joined and " + left
                    + " left: it needs longer iterations, -r, or a smaller -p heartbeat");
        }
        recording.finishIteration(new Recording.Totals(
                0,
                0,
                0,
                0,
                0,
                Double.NaN,
                Double.NaN,
                0,
                0,
                List.of(new RatioResult(
                        "redelivered_per_rebalance", arrivals.again() - againAtStart, joined + left, "1"))));
    }

    /** Everybody leaves; what became of the {@code sent} records. */
    RebalanceAccount close(long sent) {
        rebalancer.close();
        RebalanceAccount account = rebalancer.account(sent);
        recording.closed(0, account.metrics());
        return account;
    }
}
