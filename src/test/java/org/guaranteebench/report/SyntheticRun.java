package org.guaranteebench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Semantics;
import org.guaranteebench.grid.Treatment;
import org.guaranteebench.grid.Workload;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.Journal;
import org.guaranteebench.journal.Metric;
import org.guaranteebench.journal.Precision;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Segment;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;

/** A run made up by a test: fixed conditions, and trials with the figures that the test gives them. */
public final class SyntheticRun {
    public static final String ID = "20250102-030405-abcd";
    public static final Cell FIRE_AND_FORGET = Cell.LADDER.get(0);
    public static final Cell LEADER_ACK = Cell.LADDER.get(1);
    public static final Cell ALL_ISR = Cell.LADDER.get(2);
    public static final Cell IDEMPOTENT = Cell.LADDER.get(3);
    public static final Cell TRANSACTIONAL = Cell.LADDER.get(4);

    private static final int BLOCKS_PER_INCARNATION = 4;

    private final List<Trial> trials = new ArrayList<>();
    private final List<Flag> warnings = new ArrayList<>();
    private final Map<String, String> brokerProperties = new TreeMap<>();
    private final String id;
    private Map<String, String> place = Map.of();
    private int nodes = 3;
    private int blocks = 8;
    private String finished = "2025-01-02T03:30:00Z";
    private List<String> arguments = List.of("--seed", "7");
    private Cell baseline = LEADER_ACK;
    private final Map<String, Map<String, String>> baselines = new TreeMap<>();
    private Precision precision;
    private String rejectDisturbed;
    private List<Segment> segments = List.of();

    public SyntheticRun() {
        this(ID);
    }

    /** One of several runs. */
    public SyntheticRun(String id) {
        this.id = id;
    }

    public static Cell transactional(String when) {
        return Cell.of("all", "true", when, "read_uncommitted");
    }

    public static Arm throughput(Cell cell) {
        return new Arm("ProduceThroughput", cell, workload(OptionalInt.empty()), false);
    }

    public static Arm latency(Cell cell) {
        return latency(cell, 10_000);
    }

    public static Arm latency(Cell cell, int rate) {
        return new Arm("ProduceLatency", cell, workload(OptionalInt.of(rate)), false);
    }

    /** A stage that reads what an idempotent producer sends. */
    public static Cell stage(String semantics) {
        return Cell.of(
                "all",
                "true",
                "none",
                Semantics.parse(semantics).isolation().toString(),
                new Treatment(Map.of("semantics", semantics)));
    }

    public static Arm pipeline(Cell cell) {
        return new Arm("PipelineThroughput", cell, workload(OptionalInt.empty()), false);
    }

    /** The same stage at a rate. */
    public static Arm pipeline(Cell cell, int rate) {
        return new Arm("PipelineLatency", cell, workload(OptionalInt.of(rate)), false);
    }

    public static Arm again(Arm arm) {
        return new Arm(arm.benchmark(), arm.cell(), arm.workload(), true);
    }

    public static Metric metric(String name, double value) {
        if (name.equals("throughput") || name.equals("achieved_rate")) {
            return new Metric(name, "records/s", value);
        }
        if (name.endsWith("_cpu")) {
            return new Metric(name, "ns/record", value);
        }
        return new Metric(name, name.matches(".*_(p[0-9]+|max)") ? "us" : "1", value);
    }

    private static Workload workload(OptionalInt rate) {
        return new Workload(1024, 16, 6, rate, 5, 16384, 5, "none", Map.of());
    }

    public SyntheticRun nodes(int count) {
        nodes = count;
        return this;
    }

    /** On a cluster of somebody else's. */
    public SyntheticRun external(String bootstrap, String clusterId) {
        place = Map.of("broker", "external", "bootstrap", bootstrap, "cluster.id", clusterId);
        return this;
    }

    /** On brokers of its own, with results in a database. */
    public SyntheticRun storing(String where) {
        place = Map.of("broker", "process", "store", where);
        return this;
    }

    /** Planned, whatever is measured. */
    public SyntheticRun blocks(int planned) {
        blocks = planned;
        return this;
    }

    public SyntheticRun unfinished() {
        finished = "";
        return this;
    }

    public SyntheticRun arguments(String... given) {
        arguments = List.of(given);
        return this;
    }

    public SyntheticRun baseline(Cell cell) {
        baseline = cell;
        return this;
    }

    /** Of one benchmark alone. */
    public SyntheticRun baseline(String benchmark, Cell cell) {
        baselines.put(benchmark, cell.values());
        return this;
    }

    public SyntheticRun precision(Precision state) {
        precision = state;
        return this;
    }

    public SyntheticRun rejectDisturbed(String rule) {
        rejectDisturbed = rule;
        return this;
    }

    public SyntheticRun segments(Segment... measuredIn) {
        segments = List.of(measuredIn);
        return this;
    }

    public SyntheticRun brokerProperty(String name, String value) {
        brokerProperties.put(name, value);
        return this;
    }

    public SyntheticRun warn(String code, String message) {
        warnings.add(new Flag(code, message));
        return this;
    }

    public SyntheticRun measured(int block, Arm arm, Metric... metrics) {
        return measured(block, incarnation(block), arm, metrics);
    }

    public SyntheticRun measured(int block, int incarnation, Arm arm, Metric... metrics) {
        return add(block, incarnation, arm, List.of(), List.of(), "", metrics);
    }

    public SyntheticRun flagged(int block, Arm arm, Flag flag, Metric... metrics) {
        return add(block, incarnation(block), arm, List.of(), List.of(flag), "", metrics);
    }

    public SyntheticRun withHistograms(int block, Arm arm, String file, Metric... metrics) {
        return add(block, incarnation(block), arm, List.of(), List.of(), file, metrics);
    }

    /** @param iterations scores, of which the throughput is their mean */
    public SyntheticRun iterated(int block, Arm arm, Double... iterations) {
        double mean = Arrays.stream(iterations)
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        return add(block, incarnation(block), arm, List.of(iterations), List.of(), "", metric("throughput", mean));
    }

    private SyntheticRun add(
            int block,
            int incarnation,
            Arm arm,
            List<Double> iterations,
            List<Flag> flags,
            String histograms,
            Metric... metrics) {
        trials.add(Trial.measured(
                id,
                block,
                position(block),
                incarnation,
                arm,
                Status.OK,
                "",
                "2025-01-02T03:04:05Z",
                10,
                Arrays.asList(metrics),
                iterations,
                flags,
                histograms));
        return this;
    }

    public SyntheticRun without(int block, Arm arm, Status status, String reason) {
        trials.add(Trial.without(id, block, block == 0 ? 0 : position(block), incarnation(block), arm, status, reason));
        return this;
    }

    private static int incarnation(int block) {
        return block == 0 ? 0 : (block - 1) / BLOCKS_PER_INCARNATION + 1;
    }

    private int position(int block) {
        return 1 + (int) trials.stream().filter(t -> t.block() == block).count();
    }

    public RunInfo info() {
        return new RunInfo(
                        RunInfo.FORMAT,
                        id,
                        "2025-01-02T03:04:05Z",
                        finished,
                        arguments,
                        7,
                        blocks,
                        new RunInfo.Baseline(
                                baseline.acks().toString(),
                                Boolean.toString(baseline.idempotence()),
                                baseline.transactions().toString(),
                                baseline.isolation().toString()),
                        baselines(),
                        Map.of("version", "0"),
                        Map.of("client", "0"),
                        Map.of("cpus", "2"),
                        topology(),
                        brokerProperties,
                        Map.of(),
                        warnings)
                .with(precision, rejectDisturbed)
                .with(segments);
    }

    private Map<String, Map<String, String>> baselines() {
        Map<String, Map<String, String>> all = new TreeMap<>(baselines);
        if (!baseline.treatment().values().isEmpty()) {
            all.put(benchmarkOf(baseline), baseline.values());
        }
        return all;
    }

    private static String benchmarkOf(Cell consumer) {
        return consumer.treatment().semantics().isPresent() ? "PipelineThroughput" : "ConsumeThroughput";
    }

    private Map<String, String> topology() {
        Map<String, String> topology = new TreeMap<>(place);
        topology.put("nodes", Integer.toString(nodes));
        topology.put("replication", Integer.toString(nodes));
        topology.put("min.insync.replicas", nodes == 1 ? "1" : "2");
        return topology;
    }

    public Analysis analysis() {
        return new Analysis(info(), trials);
    }

    /** As the suite would have left it: {@code run.json} and the journal, nothing derived. */
    public RunFolder save(Path out) throws IOException {
        RunFolder folder = RunFolder.create(out, id);
        info().write(folder.runJson());
        try (Journal journal = Journal.create(folder.journal())) {
            for (Trial trial : trials) {
                journal.append(trial);
            }
        }
        return folder;
    }
}
