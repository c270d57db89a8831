package org.guaranteebench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Workload;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.HistogramFile;
import org.guaranteebench.journal.Metric;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;

/** A run made up for the tests of the plots: arms with known figures, which differ a little from block to block. */
final class GoldenRun {
    private static final int BLOCKS_PER_INCARNATION = 4;
    private static final int POSITIONS = 97;
    private static final String STARTED = "2026-01-02T03:04:05Z";
    private static final long MILLIS = 1_767_322_000_000L;

    private record Measured(Arm arm, Map<String, Double> metrics, Map<String, Histogram> distributions) {}

    private record Place(int block, String benchmark, String arm) {}

    private final List<Measured> arms = new ArrayList<>();
    private final List<Trial> refused = new ArrayList<>();
    private final List<Trial> searched = new ArrayList<>();
    private final Map<String, Cell> baselines = new LinkedHashMap<>();
    private final Map<Place, String> failures = new LinkedHashMap<>();
    private final Map<Place, List<Flag>> flags = new LinkedHashMap<>();
    private final String id;
    private final long seed;
    private final int blocks;
    private final double noise;
    private final double drift;

    /**
     * @param noise how far a figure is off from block to block, relative
     * @param drift by how much all figures are higher once the brokers were restarted, relative
     */
    GoldenRun(String id, long seed, int blocks, double noise, double drift) {
        this.id = id;
        this.seed = seed;
        this.blocks = blocks;
        this.noise = noise;
        this.drift = drift;
    }

    /** @param rate 0 for a closed loop */
    static Workload load(int rate, Map<String, Integer> more) {
        return new Workload(
                1024,
                16,
                6,
                rate == 0 ? OptionalInt.empty() : OptionalInt.of(rate),
                5,
                16384,
                5,
                "none",
                Map.of(),
                more,
                Map.of());
    }

    /** @param metrics name to figure, in the units of docs/FORMATS.md */
    GoldenRun arm(Arm arm, Map<String, Double> metrics, Map<String, Histogram> distributions) {
        arms.add(new Measured(arm, metrics, distributions));
        return this;
    }

    /** Likewise, of which the A/A arm is measured, too. */
    GoldenRun baseline(Arm arm, Map<String, Double> metrics, Map<String, Histogram> distributions) {
        baselines.put(arm.benchmark(), arm.cell());
        arm(arm, metrics, distributions);
        return arm(new Arm(arm.benchmark(), arm.cell(), arm.workload(), true), metrics, distributions);
    }

    GoldenRun refused(Arm arm, String reason) {
        refused.add(Trial.without(id, 0, 0, 0, arm, Status.INVALID, reason));
        return this;
    }

    /** A trial of the search for rates, in the order in which these are given. */
    GoldenRun searched(Arm arm, String reason, Map<String, Double> metrics) {
        searched.add(Trial.measured(
                        id,
                        0,
                        searched.size() + 1,
                        1,
                        arm,
                        reason.isEmpty() ? Status.OK : Status.FAILED,
                        reason,
                        STARTED,
                        5,
                        metrics.entrySet().stream()
                                .map(m -> new Metric(m.getKey(), unit(m.getKey()), m.getValue()))
                                .toList(),
                        List.of(),
                        List.of(),
                        "")
                .searched());
        return this;
    }

    GoldenRun failed(int block, String benchmark, String arm, String reason) {
        failures.put(new Place(block, benchmark, arm), reason);
        return this;
    }

    GoldenRun flagged(int block, String benchmark, String arm, String... codes) {
        List<Flag> given = new ArrayList<>();
        for (String code : codes) {
            given.add(new Flag(code, "as the test wants it"));
        }
        flags.put(new Place(block, benchmark, arm), given);
        return this;
    }

    private double figure(double of, int block, int arm) {
        double later = block > BLOCKS_PER_INCARNATION ? 1 + drift : 1;
        return of * later * (1 + noise * ((block * 5 + arm * 3) % 7 - 3) / 3);
    }

    private Trial trial(int block, int nth, Measured measured) {
        Arm arm = measured.arm();
        Place place = new Place(block, arm.benchmark(), arm.label());
        int position = 1 + (nth * 7 + block) % POSITIONS;
        if (failures.containsKey(place)) {
            return Trial.without(id, block, position, 0, arm, Status.FAILED, failures.get(place));
        }
        List<Metric> metrics = measured.metrics().entrySet().stream()
                .map(m -> new Metric(m.getKey(), unit(m.getKey()), figure(m.getValue(), block, nth)))
                .toList();
        return Trial.measured(
                id,
                block,
                position,
                1 + (block - 1) / BLOCKS_PER_INCARNATION,
                arm,
                Status.OK,
                "",
                STARTED,
                10,
                metrics,
                List.of(),
                flags.getOrDefault(place, List.of()),
                block == 1 && !measured.distributions().isEmpty() ? nth + ".hlog" : "");
    }

    private static String unit(String metric) {
        return switch (metric) {
            case "throughput", "achieved_rate" -> "records/s";
            case "client_cpu", "broker_cpu" -> "ns/record";
            case "fetched" -> "B/record";
            default -> metric.matches(".*_(p[0-9]+|max|mean)") ? "us" : "1";
        };
    }

    private RunInfo info() {
        Cell first = baselines.values().stream().findFirst().orElse(Cell.DEFAULT_BASELINE);
        return new RunInfo(
                searched.isEmpty() ? RunInfo.FORMAT : RunInfo.WITH_SEARCH,
                id,
                STARTED,
                "2026-01-02T05:04:05Z",
                List.of("run"),
                seed,
                blocks,
                new RunInfo.Baseline(
                        first.acks().toString(),
                        Boolean.toString(first.idempotence()),
                        first.transactions().toString(),
                        first.isolation().toString()),
                baselines.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, e -> e.getValue().values(), (a, b) -> a, TreeMap::new)),
                sorted("version", "0.1.0", "git", "1a2b3c4", "git.dirty", "false", "jar.sha256", "7".repeat(64)),
                sorted("client", "4.3.1", "broker", "4.3.1", "jdk", "Debian 17.0.15", "os", "Linux 6.18"),
                sorted("cpu", "A CPU", "cpus", "2", "data.filesystem", "tmpfs"),
                sorted("broker", "process", "nodes", "3", "replication", "3", "min.insync.replicas", "2"),
                Map.of(),
                Map.of(),
                List.of());
    }

    private static Map<String, String> sorted(String... pairs) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], pairs[i + 1]);
        }
        return values;
    }

    List<Arm> arms() {
        return arms.stream().map(Measured::arm).toList();
    }

    /** {@code run.json} alone. */
    RunFolder conditions(Path out) throws IOException {
        RunFolder folder = RunFolder.create(out, id);
        info().write(folder.runJson());
        return folder;
    }

    Analysis analysis() {
        List<Trial> trials = new ArrayList<>(refused);
        trials.addAll(searched);
        for (int block = 1; block <= blocks; block++) {
            for (int i = 0; i < arms.size(); i++) {
                trials.add(trial(block, i, arms.get(i)));
            }
        }
        return new Analysis(info(), trials);
    }

    /** {@code run.json} and all tables, as the suite writes them. */
    RunFolder save(Path out) throws IOException {
        RunFolder folder = conditions(out);
        for (int i = 0; i < arms.size(); i++) {
            Measured measured = arms.get(i);
            if (!measured.distributions().isEmpty()) {
                HistogramFile.write(
                        folder.histograms().resolve(i + ".hlog"),
                        id,
                        measured.arm().label(),
                        measured.distributions(),
                        MILLIS,
                        MILLIS + 10_000);
            }
        }
        Analysis analysis = analysis();
        Tables.write(analysis, folder);
        Spectrum.write(analysis, folder);
        return folder;
    }
}
