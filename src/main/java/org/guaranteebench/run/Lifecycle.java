package org.guaranteebench.run;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.GroupProtocol;
import org.guaranteebench.grid.Parameter;
import org.guaranteebench.journal.Metric;
import org.guaranteebench.measure.Distribution;

/** What a plan must heed in which producers take over from each other, or members of a group come and go. */
final class Lifecycle {
    /** Three members share partitions out in two ways, with and without the third. */
    private static final int FEWEST_PARTITIONS = 3;

    /** An upper bound: takeovers take milliseconds at least, and each comes with three records. */
    static final int MOST_RECORDS_PER_SECOND = 1000;

    /** Measured on two cores: the first producers, one after the other. */
    private static final double PREDECESSORS_SECONDS = 0.4;

    /** Measured likewise: members that join before the first record, and the last event, which is awaited. */
    private static final double GROUP_SECONDS = 1.0;

    /** Where clients come and go, what a thread allocates is no longer known when it has gone. */
    private static final Set<String> WITHOUT_MEANING = Set.of("alloc");

    /** Distributions of which a trial has too few values for percentiles, the one that matters first. */
    private static final List<Distribution> OF_EVENTS = List.of(
            Distribution.TAKEOVER,
            Distribution.LSO_STALL,
            Distribution.JOIN_PAUSE,
            Distribution.LEAVE_PAUSE,
            Distribution.PARTITION_PAUSE,
            Distribution.COMMIT);

    private static final double NANOS_PER_MICRO = 1000.0;

    private Lifecycle() {}

    /** {@code <label>_mean} of each distribution of events. */
    static List<Metric> means(Arm arm, Map<String, Histogram> histograms) {
        if (!takesOver(arm) && !rebalances(arm)) {
            return List.of();
        }
        return OF_EVENTS.stream()
                .map(Distribution::label)
                .filter(label ->
                        histograms.containsKey(label) && histograms.get(label).getTotalCount() > 0)
                .map(label ->
                        new Metric(label + "_mean", "us", histograms.get(label).getMean() / NANOS_PER_MICRO))
                .toList();
    }

    static boolean takesOver(Arm arm) {
        return arm.cell().treatment().predecessor().isPresent();
    }

    private static boolean rebalances(Arm arm) {
        return arm.cell().treatment().rebalances();
    }

    /** Whether a metric that all benchmarks have says nothing in this one. */
    static boolean saysNothing(Arm arm, String metric) {
        return takesOver(arm) && metric.equals("throughput")
                || (takesOver(arm) || rebalances(arm)) && WITHOUT_MEANING.contains(metric);
    }

    /** Observations are events, of which a shorter trial would have too few. */
    static double timeScale(Benchmarks.Entry benchmark, Preset preset) {
        return measuresEvents(benchmark) ? Math.max(1, preset.timeScale()) : preset.timeScale();
    }

    private static boolean measuresEvents(Benchmarks.Entry benchmark) {
        return has(benchmark, Parameter.PREDECESSOR) || has(benchmark, Parameter.HEARTBEAT);
    }

    private static boolean has(Benchmarks.Entry benchmark, Parameter parameter) {
        return benchmark.subject().defaults().containsKey(parameter.field());
    }

    /** What a trial takes besides what every trial does. */
    static double overheadSeconds(Arm arm) {
        return takesOver(arm) ? PREDECESSORS_SECONDS : rebalances(arm) ? GROUP_SECONDS : 0;
    }

    /** Errors: {@link IllegalArgumentException} in one line that names option, value and what is allowed. */
    static void requirePossible(RunRequest request, List<Benchmarks.Entry> benchmarks, List<Arm> arms) {
        int threads = request.jmh().getThreads().orElse(1);
        for (Benchmarks.Entry benchmark : benchmarks) {
            if (threads != 1 && measuresEvents(benchmark)) {
                throw new IllegalArgumentException("-t " + (threads > 0 ? threads : "max") + ": " + benchmark.name()
                        + " measures one event at a time; allowed is 1");
            }
            if (request.consumerProperties().containsKey(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG)
                    && has(benchmark, Parameter.HEARTBEAT)) {
                throw new IllegalArgumentException(
                        "-p " + Parameter.CONSUMER_PREFIX + ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG + ": in "
                                + benchmark.name() + " it is set by -p " + Parameter.HEARTBEAT.spelling());
            }
        }
        arms.stream().filter(Lifecycle::rebalances).forEach(arm -> requirePossible(request, arm));
    }

    private static void requirePossible(RunRequest request, Arm arm) {
        if (arm.workload().partitions() < FEWEST_PARTITIONS) {
            throw new IllegalArgumentException("-p partitions=" + arm.workload().partitions() + ": "
                    + arm.benchmark() + " shares them out among three members; allowed are " + FEWEST_PARTITIONS
                    + " and more");
        }
        int heartbeat = arm.workload().number(Parameter.HEARTBEAT);
        boolean brokersDecide = arm.cell().treatment().groupProtocol().orElseThrow() == GroupProtocol.CONSUMER;
        if (heartbeat > 0 && brokersDecide && !request.brokers().replaceable()) {
            throw new IllegalArgumentException("-p heartbeat=" + heartbeat + ": with group.protocol=consumer the"
                    + " brokers set it, whose settings are not the run's to change; allowed is heartbeat=0 with longer"
                    + " iterations, -r, or group.protocol=classic");
        }
    }
}
