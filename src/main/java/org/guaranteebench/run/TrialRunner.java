package org.guaranteebench.run;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import org.guaranteebench.client.ClientFile;
import org.guaranteebench.client.ForkTarget;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.cluster.Cluster;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Parameter;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.Metric;
import org.guaranteebench.measure.HistogramResult;
import org.guaranteebench.measure.TrialProfiler;
import org.guaranteebench.store.StoreTarget;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs one trial: a fresh topic, one fork, what the brokers say about it, and quiet before the next. One thread. */
final class TrialRunner {
    private static final double NANOS_PER_SECOND = 1e9;

    private static final Duration WATERMARK_STEP = Duration.ofMillis(50);
    private static final Duration LONGEST_WATERMARK = Duration.ofSeconds(4);

    /** What a trial brought. {@code jmh} is empty and {@code reason} says why when it brought nothing. */
    record Outcome(
            Optional<RunResult> jmh,
            String reason,
            Instant started,
            double seconds,
            List<Metric> metrics,
            List<Double> iterations,
            List<Flag> flags,
            Map<String, Histogram> histograms) {
        boolean measured() {
            return jmh.isPresent();
        }
    }

    private final Cluster cluster;
    private final TopicAdmin admin;
    private final TrialTopics topics;
    private final PreparedLogs logs;
    private final TrialStore store;
    private final Brokers brokers;
    private final CommandLineOptions jmh;
    private final PrintStream log;
    private final BooleanSupplier stopped;

    /** @param stopped whether the run is being abandoned, and tidying up would only delay that */
    TrialRunner(
            Cluster cluster,
            TopicAdmin admin,
            TrialTopics topics,
            PreparedLogs logs,
            TrialStore store,
            Brokers brokers,
            CommandLineOptions jmh,
            PrintStream log,
            BooleanSupplier stopped) {
        this.cluster = cluster;
        this.admin = admin;
        this.topics = topics;
        this.logs = logs;
        this.store = store;
        this.brokers = brokers;
        this.jmh = jmh;
        this.log = log;
        this.stopped = stopped;
    }

    /**
     * @param start JVM arguments that concern the fork's start alone
     *     <p>Errors: {@link UnwritableFolderException}, which is no trial's failure; whatever else goes wrong is in the outcome.
     */
    Outcome run(String method, Arm arm, Timing timing, String name, List<String> start)
            throws UnwritableFolderException {
        Instant started = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        long begin = System.nanoTime();
        ClockWatch clock = new ClockWatch();
        boolean prepared = arm.cell().treatment().readsPreparedLog();
        Outcome outcome;
        try (HostSampler sampler =
                new HostSampler(() -> HostSample.take(() -> cluster.cpuTime().orElse(Duration.ZERO)))) {
            String topic = prepared ? logs.require(arm) : name;
            if (!prepared) {
                topics.create(name, arm.workload().partitions());
            }
            if (Pipelines.produces(arm)) {
                topics.create(ForkTarget.outTopic(name), arm.workload().partitions());
            }
            Optional<StoreTarget> stored = Pipelines.stores(arm) ? Optional.of(store.require(name)) : Optional.empty();
            ForkTarget target = new ForkTarget(
                    cluster.bootstrap(),
                    topic,
                    name,
                    brokers.clientFile().map(ClientFile::path),
                    brokers.caps().bytesPerSecond());
            OutputFormat output = OutputFormatFactory.createFormatInstance(
                    log, jmh.verbosity().orElse(VerboseMode.NORMAL));
            Collection<RunResult> results = new Runner(
                            JmhOptions.trial(jmh, method, arm, timing, target, stored, start)
                                    .build(),
                            output)
                    .run();
            if (results.size() != 1) {
                throw new IllegalStateException("JMH returned " + results.size() + " results for one trial");
            }
            outcome = measured(arm, name, results.iterator().next(), sampler, started);
        } catch (ChangedBrokersException | UnwritableFolderException e) {
            delete(name);
            throw e;
        } catch (Exception e) {
            e.printStackTrace(log);
            outcome = failed(cluster.fault().orElseGet(() -> explained(arm, Causes.oneLine(e))), started);
        }
        if (cluster.fault().isPresent()) {
            outcome = failed(cluster.fault().get(), started);
        } else if (!stopped.getAsBoolean()) {
            clear(name);
        } else if (!brokers.replaceable()) {
            // Owned brokers are about to go with all they have.
            delete(name);
        }
        if (Pipelines.stores(arm)) {
            store.dropTables(log);
        }
        double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
        List<Flag> flags = new ArrayList<>(outcome.flags);
        Optional<Flag> step = clock.step();
        step.ifPresent(flags::add);
        return new Outcome(
                outcome.jmh,
                outcome.measured()
                        ? ""
                        : outcome.reason
                                + step.map(s -> "; meanwhile " + s.message()).orElse(""),
                started,
                seconds,
                outcome.metrics,
                outcome.iterations,
                flags,
                outcome.histograms);
    }

    /** What a client says, behind what is known to have made it say so. */
    private String explained(Arm arm, String line) {
        if (stopped.getAsBoolean()) {
            return line;
        }
        if (Pipelines.stores(arm) && store.fault().isPresent()) {
            return store.fault().get() + ": " + line;
        }
        List<String> gone = topics.gone();
        logs.forget(gone);
        return gone.isEmpty() ? line : "somebody deleted " + String.join(" and ", gone) + " meanwhile: " + line;
    }

    private static Outcome failed(String reason, Instant started) {
        return new Outcome(Optional.empty(), reason, started, 0, List.of(), List.of(), List.of(), Map.of());
    }

    private Outcome measured(Arm arm, String topic, RunResult result, HostSampler sampler, Instant started) {
        List<Metric> metrics = new ArrayList<>();
        Map<String, Histogram> histograms = new LinkedHashMap<>();
        TimeUnit unit = result.getParams().getTimeUnit();
        double perSecond = (double) TimeUnit.SECONDS.toNanos(1) / unit.toNanos(1);
        double primary = result.getPrimaryResult().getScore() * perSecond;
        boolean openLoop = arm.workload().rate().isPresent();
        metrics.add(
                openLoop
                        ? new Metric("achieved_rate", "records/s", primary)
                        : new Metric("throughput", "records/s", settledRate(result.getSecondaryResults())));
        for (Map.Entry<String, ?> entry : result.getSecondaryResults().entrySet()) {
            Result<?> secondary = (Result<?>) entry.getValue();
            if (secondary instanceof HistogramResult histogram) {
                histograms.put(entry.getKey(), histogram.histogram());
            } else if (Double.isFinite(secondary.getScore()) && !entry.getKey().equals(TrialProfiler.SETTLED_RATE)) {
                metrics.add(new Metric(entry.getKey(), secondary.getScoreUnit(), secondary.getScore()));
            }
        }
        metrics.addAll(0, Lifecycle.means(arm, histograms));
        double records = value(metrics, TrialProfiler.RECORDS);
        if (!(records > 0)) {
            return failed("no record was settled in the measured iterations", started);
        }
        double from = value(metrics, TrialProfiler.WINDOW_START);
        double to = value(metrics, TrialProfiler.WINDOW_END);
        HostSample window = sampler.window(from, to);
        metrics.removeIf(m -> m.name().startsWith(TrialProfiler.WINDOW) || Lifecycle.saysNothing(arm, m.name()));
        if (fetchedAhead(arm, records)) {
            metrics.removeIf(m -> m.name().equals("fetched"));
        }
        metrics.add(new Metric("window", "s", (to - from) / NANOS_PER_SECOND));
        if (cluster.cpuTime().isPresent()) {
            metrics.add(new Metric("broker_cpu", "ns/record", window.brokerCpu().toNanos() / records));
        }
        List<Double> iterations = iterations(result, openLoop, perSecond);
        metrics.addAll(Disturbance.metrics(arm, brokers, cluster, metrics, window, from, to, iterations));
        double missing = 0;
        if (!arm.cell().treatment().readsPreparedLog()) {
            double acknowledged = value(metrics, TrialProfiler.ACKNOWLEDGED_SO_FAR);
            long inLog = endOffsets(topic, arm.workload().partitions(), acknowledged);
            metrics.add(new Metric("in_log", "1", inLog));
            long producerIds = admin.producerIds(topic, arm.workload().partitions());
            Optional<String> violation = Accounting.violation(arm.cell(), acknowledged, inLog, producerIds);
            if (violation.isPresent()) {
                return failed(violation.get(), started);
            }
            missing = acknowledged - inLog;
        }
        List<Flag> flags = new ArrayList<>(Doubts.about(arm, metrics, iterations, missing));
        Doubts.atCap(arm, metrics, brokers.caps().bytesPerSecond()).ifPresent(flags::add);
        return new Outcome(Optional.of(result), "", started, 0, metrics, iterations, flags, histograms);
    }

    private static List<Double> iterations(RunResult result, boolean openLoop, double perSecond) {
        return result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .map(iteration -> openLoop
                        ? iteration.getPrimaryResult().getScore() * perSecond
                        : settledRate(iteration.getSecondaryResults()))
                .toList();
    }

    /** End offsets are high watermarks, which follow the leaders' logs a little later. */
    private long endOffsets(String topic, int partitions, double acknowledged) {
        long giveUp = System.nanoTime() + LONGEST_WATERMARK.toNanos();
        long inLog = admin.endOffsets(topic, partitions);
        while (inLog < acknowledged && System.nanoTime() < giveUp && !stopped.getAsBoolean()) {
            LockSupport.parkNanos(WATERMARK_STEP.toNanos());
            inLog = admin.endOffsets(topic, partitions);
        }
        return inLog;
    }

    /** A slow reader's window may live on what was fetched before it; one pass of the log bounds that share. */
    private static boolean fetchedAhead(Arm arm, double records) {
        return arm.cell().treatment().readsPreparedLog()
                && records < arm.workload().number(Parameter.LOG_RECORDS);
    }

    private static double settledRate(Map<String, ?> secondary) {
        Result<?> rate = (Result<?>) secondary.get(TrialProfiler.SETTLED_RATE);
        return rate == null ? Double.NaN : rate.getScore();
    }

    private static double value(List<Metric> metrics, String name) {
        return metrics.stream()
                .filter(m -> m.name().equals(name))
                .mapToDouble(Metric::value)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** Deletes the topic and waits until the brokers have stopped working for it. */
    private void clear(String topic) {
        if (delete(topic)) {
            Washout.await(cluster);
        }
    }

    private boolean delete(String topic) {
        try {
            topics.delete(topic);
            topics.delete(ForkTarget.outTopic(topic));
            return true;
        } catch (IOException | RuntimeException e) {
            log.println("topic " + topic + " was not deleted: " + e.getMessage());
            return false;
        }
    }
}
