package org.guaranteebench.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guaranteebench.client.ConsumerConfiguration;
import org.guaranteebench.client.ProducerConfiguration;
import org.guaranteebench.client.Reader;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Combination;
import org.guaranteebench.grid.Grid;
import org.guaranteebench.grid.Parameter;
import org.guaranteebench.grid.Workload;

/**
 * Everything that is known before the first broker starts: arms, order, what is left out and why, time and bytes.
 *
 * @param arms measured in every block, A/A arms included
 * @param refused combinations that were asked for and cannot be measured
 * @param baselines by benchmark, what its costs are ratios to
 * @param timings by benchmark
 * @param open what the run has to find out before its arms are known; until then each has its benchmark's own rate
 */
public record RunPlan(
        RunRequest request,
        List<Benchmarks.Entry> benchmarks,
        List<Arm> arms,
        List<Combination> refused,
        Map<String, Cell> baselines,
        int blocks,
        WarmUp warmUp,
        Map<String, Timing> timings,
        Optional<OpenRates> open) {

    /** A cluster serves so many blocks before the next incarnation: no run rests on one start's accidents. */
    static final int BLOCKS_PER_INCARNATION = 4;

    /** One whose arms are known. */
    RunPlan(
            RunRequest request,
            List<Benchmarks.Entry> benchmarks,
            List<Arm> arms,
            List<Combination> refused,
            Map<String, Cell> baselines,
            int blocks,
            WarmUp warmUp,
            Map<String, Timing> timings) {
        this(request, benchmarks, arms, refused, baselines, blocks, warmUp, timings, Optional.empty());
    }

    /** Errors: {@link IllegalArgumentException} in one line when nothing remains to be measured. */
    public static RunPlan of(RunRequest request) {
        List<String> named = request.jmh().getIncludes();
        List<Benchmarks.Entry> benchmarks = Benchmarks.matching(
                named.isEmpty() ? request.plan().includes() : named,
                request.jmh().getExcludes());
        requireUsed(request, benchmarks);
        Optional<OpenRates> open = OpenRates.of(request, benchmarks);
        boolean ladder = !request.preset().wholeGrid()
                && Stream.of(Parameter.values())
                        .filter(Parameter::isOfCell)
                        .noneMatch(p -> request.parameters().containsKey(p.field()));
        List<Combination> combinations = new ArrayList<>();
        for (Benchmarks.Entry benchmark : benchmarks) {
            Grid.expand(request.plan().subject(benchmark.subject()), chosen(request), ladder).stream()
                    .map(RunPlan::heldAgainstTheClient)
                    .forEach(combinations::add);
        }
        List<Combination> valid =
                combinations.stream().filter(Combination::valid).toList();
        if (valid.isEmpty()) {
            throw new IllegalArgumentException("no valid cell: "
                    + combinations.stream()
                            .map(c -> c.rejection().orElseThrow())
                            .distinct()
                            .collect(Collectors.joining("; ")));
        }
        Map<String, Cell> baselines = Baselines.of(request.baseline(), benchmarks, valid);
        Map<String, Timing> timings = new LinkedHashMap<>();
        benchmarks.forEach(b -> timings.put(
                b.name(),
                JmhOptions.timing(
                        request.jmh(),
                        request.plan().timing(b.timing()).scaled(Lifecycle.timeScale(b, request.preset())),
                        request.plan().timing(b.timing()))));
        List<Arm> arms = arms(valid, baselines);
        Pipelines.requirePossible(request, benchmarks, arms);
        Lifecycle.requirePossible(request, benchmarks, arms);
        RunPlan plan = new RunPlan(
                request,
                benchmarks,
                arms,
                combinations.stream().filter(c -> !c.valid()).toList(),
                baselines,
                request.blocks().orElse(request.plan().blocks(request.preset())),
                WarmUp.of(
                        request.jmh().getWarmupForkCount().orElse(1),
                        request.preset().timeScale(),
                        BlockOrder.of(arms, request.seed(), 0)),
                timings,
                open);
        RunPlan fitted = request.precision().map(target -> target.fitted(plan)).orElse(plan);
        fitted.estimate().requireWithin(request.brokers().caps());
        return fitted;
    }

    /** What the grid allows the client may still refuse: properties that contradict each other. */
    private static Combination heldAgainstTheClient(Combination c) {
        return c.valid()
                ? new Combination(
                        c.benchmark(),
                        c.cell(),
                        c.workload(),
                        ProducerConfiguration.rejection(c.cell(), c.workload()).or(() -> heldAgainstTheConsumer(c)))
                : c;
    }

    private static Optional<String> heldAgainstTheConsumer(Combination c) {
        return c.workload().consumer().isEmpty()
                ? Optional.empty()
                : ConsumerConfiguration.rejection(
                        Reader.of(c.cell(), "none"), c.workload().consumer());
    }

    /** A parameter that no chosen benchmark has is a mistake, not a wish. */
    private static void requireUsed(RunRequest request, List<Benchmarks.Entry> benchmarks) {
        request.parameters()
                .keySet()
                .forEach(field -> requireUsed(
                        field,
                        Parameter.byField(field).map(Parameter::spelling).orElse(field),
                        "this parameter",
                        benchmarks));
        request.consumerProperties()
                .keySet()
                .forEach(name -> requireUsed(
                        Workload.CONSUMER_FIELD, Parameter.CONSUMER_PREFIX + name, "a consumer", benchmarks));
    }

    private static void requireUsed(String field, String spelling, String what, List<Benchmarks.Entry> benchmarks) {
        if (benchmarks.stream().noneMatch(b -> b.subject().defaults().containsKey(field))) {
            throw new IllegalArgumentException("-p " + spelling + ": none of the chosen benchmarks has " + what + ": "
                    + benchmarks.stream().map(Benchmarks.Entry::name).collect(Collectors.joining(", ")));
        }
    }

    private static Map<String, List<String>> chosen(RunRequest request) {
        Map<String, List<String>> chosen = new LinkedHashMap<>(OpenRates.withoutOpen(request.parameters()));
        chosen.put(Workload.PRODUCER_FIELD, encodings(request.producerProperties()));
        chosen.put(Workload.CONSUMER_FIELD, encodings(request.consumerProperties()));
        return chosen;
    }

    /** The product of a client's properties, each point as one value. */
    private static List<String> encodings(Map<String, List<String>> properties) {
        List<Map<String, String>> points = new ArrayList<>(List.of(Map.of()));
        properties.forEach((name, values) -> {
            List<Map<String, String>> grown = new ArrayList<>();
            for (Map<String, String> point : points) {
                for (String value : values) {
                    Map<String, String> next = new LinkedHashMap<>(point);
                    next.put(name, value);
                    grown.add(next);
                }
            }
            points.clear();
            points.addAll(grown);
        });
        return points.stream().map(Workload::encode).toList();
    }

    /** Valid combinations and, per benchmark and workload, the A/A arm after its baseline. */
    private static List<Arm> arms(List<Combination> valid, Map<String, Cell> baselines) {
        List<Arm> arms = new ArrayList<>();
        for (Combination c : valid) {
            arms.add(new Arm(c.benchmark(), c.cell(), c.workload(), false));
            if (c.cell().equals(baselines.get(c.benchmark()))) {
                arms.add(new Arm(c.benchmark(), c.cell(), c.workload(), true));
            }
        }
        return arms;
    }

    /**
     * The arms of one block in the order of {@link BlockOrder}.
     *
     * @param block from 1; 0 is the warm-up
     */
    public List<Arm> order(int block) {
        return BlockOrder.of(arms, request.seed(), block);
    }

    /** The same with another number of blocks; what both have are the same, in the same order. */
    RunPlan withBlocks(int number) {
        return new RunPlan(request, benchmarks, arms, refused, baselines, number, warmUp, timings, open);
    }

    /** The same with arms whose rates were found. */
    RunPlan withArms(List<Arm> found) {
        return new RunPlan(request, benchmarks, found, refused, baselines, blocks, warmUp, timings);
    }

    /** Of a block: how many arms of a benchmark there are, or are likely to be. */
    public int expectedArms(String benchmark) {
        return (int) expectedArms().stream()
                .filter(arm -> arm.benchmark().equals(benchmark))
                .count();
    }

    /** Of the search for open rates, as many as it usually takes. */
    public int searchTrials() {
        return open.map(rates -> new SearchEstimate(this).trials()).orElse(0);
    }

    /** Whether its rates are found out by the run, or have been. */
    boolean searches() {
        return OpenRates.of(request, benchmarks).isPresent();
    }

    /** Whether any consumer takes part. */
    boolean reads() {
        return benchmarks.stream().anyMatch(benchmark -> !Benchmarks.onlyProduces(benchmark));
    }

    /** Brokers are warmed by a benchmark that need not be among those of the plan. */
    String warmUpMethod(Arm arm) {
        Benchmarks.Entry saturating = Benchmarks.saturating();
        return arm.benchmark().equals(saturating.name()) ? saturating.method() : method(arm);
    }

    public String method(Arm arm) {
        return benchmarks.stream()
                .filter(b -> b.name().equals(arm.benchmark()))
                .findFirst()
                .orElseThrow()
                .method();
    }

    /** In blocks, as far as is known. */
    public int trials() {
        return blocks * expectedArms().size();
    }

    /** Those of a block; as long as their rates are open, at such as may be found. */
    List<Arm> expectedArms() {
        return open.map(rates -> rates.expected(this)).orElse(arms);
    }

    public int incarnations() {
        int each = request.brokers().blocksPerStart();
        return request.brokers().replaceable() ? (blocks + each - 1) / each : 1;
    }

    /** Whether the cluster is given up for a new one before this block. */
    boolean fresh(int block) {
        return request.brokers().replaceable()
                && (block - 1) % request.brokers().blocksPerStart() == 0;
    }

    /** What it takes, and what it writes. */
    public Estimate estimate() {
        return new Estimate(this);
    }

    /** Whether some results go into a database. */
    public boolean stores() {
        return arms.stream().anyMatch(Pipelines::stores);
    }

    /** Where the brokers keep their data; empty where that is not for the suite to choose. */
    public Optional<Path> dataDirectory() {
        return dataDirectory(DataDirectory.Memory.ofThisMachine());
    }

    Optional<Path> dataDirectory(DataDirectory.Memory memory) {
        return request.brokers().dataOnThisMachine()
                ? Optional.of(DataDirectory.choose(
                        request.data(), estimate().largestTrialBytes(), DataSpace.spareAtStart(), memory))
                : Optional.empty();
    }

    /**
     * Where a database of the suite's own keeps its data: on a disk, for forcing a commit there is what it costs. Brokers
     * force nothing and lie in memory where they can.
     */
    Path storeDirectory() {
        return request.data().orElse(Path.of(System.getProperty("java.io.tmpdir")));
    }
}
