package org.guaranteebench.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guaranteebench.cluster.Advertised;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Parameter;
import org.guaranteebench.grid.Workload;
import org.guaranteebench.proof.BusyWork;
import org.guaranteebench.proof.ProofDesign;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * The two runs of a session of the proof, as {@link Run} carries them out. What a user would have measured is planned as
 * for a user; arms that are slowed on purpose differ in {@code producer}, which says by how much.
 *
 * @param blocks of both runs
 * @param warmUpSeconds of load after a start of the brokers
 * @param throughput of the trials of that benchmark
 * @param latency likewise
 * @param delayed of its trials behind the proxy
 */
record ProofPlans(int blocks, double warmUpSeconds, Timing throughput, Timing latency, Timing delayed) {
    /** Five minutes a session: docs/PROOF.md. A percentile 99, which is not asked behind the proxy, needs 10,000 records. */
    static final ProofPlans STANDARD = new ProofPlans(
            ProofDesign.BLOCKS, 8, new Timing(2, 0.6, 4, 0.25), new Timing(1, 0.5, 1, 1.1), new Timing(1, 0.5, 1, 1.1));

    static final String THROUGHPUT = "ProduceThroughput";
    static final String LATENCY = "ProduceLatency";

    /** Of the delayed arms' {@code producer}: not for Kafka, which ignores it, but for the proxy and for readers. */
    static final String DELAY = "proof.delay.us";

    private static final int NODES = 3;

    /**
     * Baseline and A/A arm of both benchmarks as users have them, and {@link BusyWork} in three sizes.
     *
     * @param accounts where forks say of what their time consisted; relative, without blanks, which JMH would split at
     */
    RunPlan direct(int session, Advertised ports, Path accounts) {
        RunPlan asUsers = RunPlan.of(request(
                session, ports, THROUGHPUT, LATENCY, "-jvmArgsAppend", "-D" + BusyWork.ACCOUNTS + "=" + accounts));
        Arm model = model(asUsers, THROUGHPUT);
        List<Arm> arms = new ArrayList<>(asUsers.arms());
        sizes().forEach(percent -> arms.add(with(
                model,
                Map.of(Parameter.LINGER_MS.spelling(), Integer.toString(ProofDesign.WORK_LINGER_MS)),
                Map.of(
                        "interceptor.classes",
                        BusyWork.class.getName(),
                        BusyWork.UNITS,
                        Long.toString(ProofDesign.units(percent))))));
        return with(asUsers, arms, model, latency);
    }

    /** Latencies behind a proxy that delays answers, in three sizes. */
    RunPlan delayed(int session, Advertised proxied) {
        RunPlan asUsers = RunPlan.of(request(session, proxied, LATENCY));
        Arm model = model(asUsers, LATENCY);
        List<Arm> arms = sizes().mapToObj(percent -> with(
                        model,
                        Map.of(
                                Parameter.RATE.spelling(), Long.toString(ProofDesign.DELAYED_RATE),
                                Parameter.MAX_IN_FLIGHT.spelling(), Integer.toString(ProofDesign.DELAYED_IN_FLIGHT)),
                        Map.of(DELAY, Long.toString(ProofDesign.delay(percent)))))
                .toList();
        Arm saturating = new Arm(THROUGHPUT, model.cell(), model.workload().withoutRate(), false);
        return with(asUsers, arms, saturating, delayed);
    }

    /** Nothing, and the slowdowns. */
    private static IntStream sizes() {
        return IntStream.concat(IntStream.of(0), ProofDesign.SIZES.stream().mapToInt(Integer::intValue));
    }

    private RunPlan with(RunPlan plan, List<Arm> arms, Arm saturating, Timing latencies) {
        Map<String, Timing> timings = new LinkedHashMap<>(Map.of(THROUGHPUT, throughput, LATENCY, latencies));
        timings.keySet().retainAll(plan.timings().keySet());
        return new RunPlan(
                plan.request(),
                plan.benchmarks(),
                arms,
                plan.refused(),
                plan.baselines(),
                blocks,
                new WarmUp(warmUpSeconds > 0 ? 1 : 0, warmUpSeconds, List.of(saturating), List.of()),
                timings);
    }

    /** What the baseline of a benchmark is for its users. */
    static Arm model(RunPlan plan, String benchmark) {
        return plan.arms().stream()
                .filter(arm -> arm.benchmark().equals(benchmark) && !arm.control())
                .findFirst()
                .orElseThrow();
    }

    private static Arm with(Arm arm, Map<String, String> load, Map<String, String> producer) {
        Map<String, String> values = new LinkedHashMap<>(arm.workload().values());
        values.putAll(load);
        values.put(Workload.PRODUCER_FIELD, Workload.encode(producer));
        return new Arm(arm.benchmark(), arm.cell(), Workload.of(values), false);
    }

    private RunRequest request(int session, Advertised between, String... jmh) {
        return new RunRequest(
                Preset.DEFAULT,
                Plan.LADDER,
                OptionalInt.of(blocks),
                ProofDesign.seed(session),
                Optional.empty(),
                new ProcessBrokers(NODES, "of a session of the proof", between, blocks),
                StoreChoice.OWN,
                Path.of("results"),
                Optional.empty(),
                Map.of(
                        Parameter.ACKS.field(), List.of("1"),
                        Parameter.IDEMPOTENCE.field(), List.of("false"),
                        Parameter.TRANSACTIONS.field(), List.of("none")),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                options(jmh),
                Stream.of("proof", "session", Integer.toString(session)).toList());
    }

    private static CommandLineOptions options(String... jmh) {
        try {
            return new CommandLineOptions(jmh);
        } catch (CommandLineOptionException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
