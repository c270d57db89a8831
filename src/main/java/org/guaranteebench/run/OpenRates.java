package org.guaranteebench.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.AutoRate;
import org.guaranteebench.grid.CurvePoints;
import org.guaranteebench.grid.Parameter;
import org.guaranteebench.journal.SearchTrial;
import org.guaranteebench.stats.SaturationSearch;

/**
 * Rates that a run finds out before its first block: what is searched, and which arms follow from what is found.
 *
 * @param share of what the slowest arm sustains, at which all are measured; empty for a whole curve of each arm
 * @param searched names of the benchmarks whose rates they are
 */
public record OpenRates(Optional<AutoRate> share, List<String> searched) {
    /** Of a trial that only says whether a rate is sustained; in one piece, for what waits is seen the better so. */
    static final Timing TIMING = new Timing(1, 1.2, 1, 2.4);

    /** When the search ends, see {@link SaturationSearch}. */
    static final double RESOLUTION = 1.06;

    static final double QUICK_RESOLUTION = 1.13;

    /** Of a search, by its simulation. */
    static final int USUAL_TRIALS = 12;

    static final int QUICK_TRIALS = 10;

    /** For an estimate it sustains so much of what the one before it does. */
    private static final double NEXT_ARM = 0.95;

    /** Of the caps on a cluster of others; a producer at its cap loses a few per cent to the end of its pauses. */
    private static final double BELOW_CAP = 0.9;

    /** Errors: {@link IllegalArgumentException} in one line that names the option and what is allowed. */
    static Optional<OpenRates> of(RunRequest request, List<Benchmarks.Entry> benchmarks) {
        List<String> rates = request.parameters().getOrDefault(Parameter.RATE.field(), List.of());
        boolean curve = request.plan() == Plan.CURVE;
        if (curve && !rates.isEmpty()) {
            throw new IllegalArgumentException("-p rate=" + String.join(",", rates) + ": --plan " + Plan.CURVE
                    + " finds out its rates itself; allowed is one of the two");
        }
        Optional<String> auto = rates.stream().filter(AutoRate::meant).findFirst();
        if (auto.isEmpty() && !curve) {
            return Optional.empty();
        }
        if (rates.size() > 1) {
            throw new IllegalArgumentException("-p rate=" + String.join(",", rates)
                    + ": auto is one rate for all arms; allowed is auto alone, or numbers");
        }
        List<String> searched = benchmarks.stream()
                .filter(OpenRates::canBeSearched)
                .map(Benchmarks.Entry::name)
                .toList();
        if (searched.isEmpty()) {
            throw new IllegalArgumentException("-p rate=" + auto.orElse("auto") + ": "
                    + benchmarks.stream().map(Benchmarks.Entry::name).collect(Collectors.joining(", "))
                    + " sustains no rate that could be searched; allowed with ProduceLatency, EndToEndLatency and"
                    + " PipelineLatency");
        }
        return Optional.of(new OpenRates(auto.map(AutoRate::parse), searched));
    }

    /** What is left open counts as not chosen. */
    public static Map<String, List<String>> withoutOpen(Map<String, List<String>> parameters) {
        Map<String, List<String>> closed = new LinkedHashMap<>(parameters);
        closed.computeIfPresent(
                Parameter.RATE.field(), (field, rates) -> rates.stream().anyMatch(AutoRate::meant) ? null : rates);
        return closed;
    }

    /** A group that rebalances stands still now and then, whatever the rate. */
    private static boolean canBeSearched(Benchmarks.Entry benchmark) {
        Map<String, List<String>> parameters = benchmark.subject().defaults();
        return parameters.containsKey(Parameter.RATE.field()) && !parameters.containsKey(Parameter.HEARTBEAT.field());
    }

    public boolean curve() {
        return share.isEmpty();
    }

    /** What is searched: each arm but the A/A ones, which sustain what their twins do. */
    public List<Arm> subjects(RunPlan plan) {
        return plan.arms().stream()
                .filter(arm -> searched.contains(arm.benchmark()) && !arm.control())
                .toList();
    }

    /** A new search of the subject. */
    SaturationSearch search(RunPlan plan, Arm subject, int start) {
        return new SaturationSearch(start, quick(plan) ? QUICK_RESOLUTION : RESOLUTION, ceiling(plan, subject));
    }

    private static boolean quick(RunPlan plan) {
        return plan.request().preset().equals(Preset.QUICK);
    }

    /** Records/s that no trial exceeds. */
    static int ceiling(RunPlan plan, Arm subject) {
        long cap = plan.request().brokers().caps().bytesPerSecond();
        return cap == 0
                ? Parameter.FASTEST
                : (int) Math.max(1, Math.min(Parameter.FASTEST, BELOW_CAP * cap / Estimate.writtenBytes(subject)));
    }

    /** The plan's trials while it is searched, the closed loop that a search of producers begins with included. */
    RunPlan searching(RunPlan plan) {
        Timing timing = timing(plan, TIMING.scaled(plan.request().preset().timeScale()));
        List<Benchmarks.Entry> benchmarks = new ArrayList<>(plan.benchmarks());
        if (benchmarks.stream()
                .noneMatch(b -> b.name().equals(Benchmarks.saturating().name()))) {
            benchmarks.add(Benchmarks.saturating());
        }
        Map<String, Timing> timings = new LinkedHashMap<>();
        benchmarks.forEach(benchmark -> timings.put(benchmark.name(), timing));
        // One trial of an arm: what it leaves out, because it is cold, several at rates would have to find.
        timings.put(Benchmarks.saturating().name(), timing(plan, TIMING));
        return new RunPlan(
                plan.request(),
                benchmarks,
                plan.arms(),
                plan.refused(),
                plan.baselines(),
                plan.blocks(),
                plan.warmUp(),
                timings,
                plan.open());
    }

    private static Timing timing(RunPlan plan, Timing own) {
        return JmhOptions.timing(plan.request().jmh(), own, TIMING);
    }

    /** Trials that the search of one subject usually has. */
    static int usualTrials(RunPlan plan, Arm subject) {
        return (quick(plan) ? QUICK_TRIALS : USUAL_TRIALS) + (SearchTrial.beginsFlatOut(subject) ? 1 : 0);
    }

    static int mostTrials(Arm subject) {
        return SaturationSearch.MOST_TRIALS + (SearchTrial.beginsFlatOut(subject) ? 1 : 0);
    }

    /**
     * The plan with the arms that follow from what was found. Arms of which nothing was found are not in it; where all
     * are measured at the slowest arm's rate and one of them sustained none, none of them is.
     *
     * @param sustainable records/s by subject
     */
    RunPlan found(RunPlan plan, Map<Arm, OptionalInt> sustainable) {
        return plan.withArms(arms(plan, sustainable));
    }

    /** The arms of a block as they may come out, for what must be known before. */
    List<Arm> expected(RunPlan plan) {
        Map<Arm, OptionalInt> all = new LinkedHashMap<>();
        subjects(plan).forEach(subject -> {
            // Of several arms no two have the same.
            double most = Estimate.mostRecordsPerSecond(plan, subject) * Math.pow(NEXT_ARM, all.size());
            all.put(subject, OptionalInt.of((int) Math.max(1, most)));
        });
        return arms(plan, all);
    }

    private List<Arm> arms(RunPlan plan, Map<Arm, OptionalInt> sustainable) {
        Map<List<Object>, List<Arm>> groups = plan.arms().stream()
                .collect(Collectors.groupingBy(
                        arm -> List.of(arm.benchmark(), arm.workload()), LinkedHashMap::new, Collectors.toList()));
        Set<Arm> arms = new LinkedHashSet<>();
        groups.values().forEach(group -> {
            if (!searched.contains(group.get(0).benchmark())) {
                arms.addAll(group);
            } else if (curve()) {
                addCurve(arms, group, sustainable);
            } else {
                addShare(arms, group, sustainable);
            }
        });
        return List.copyOf(arms);
    }

    private void addCurve(Set<Arm> arms, List<Arm> group, Map<Arm, OptionalInt> sustainable) {
        List<Arm> carrying = group.stream()
                .filter(arm -> sustainable.get(twin(arm)).isPresent())
                .toList();
        carrying.stream()
                .filter(arm -> !arm.control())
                .forEach(arm -> CurvePoints.OWN.forEach(percent ->
                        arms.add(at(arm, CurvePoints.rate(sustainable.get(arm).getAsInt(), percent)))));
        OptionalInt slowest = slowest(carrying, sustainable);
        slowest.ifPresent(rate -> CurvePoints.COMMON.forEach(percent ->
                carrying.forEach(arm -> arms.add(at(arm, CurvePoints.rate(rate, percent))))));
    }

    private void addShare(Set<Arm> arms, List<Arm> group, Map<Arm, OptionalInt> sustainable) {
        if (group.stream().allMatch(arm -> sustainable.get(twin(arm)).isPresent())) {
            int rate = CurvePoints.rate(
                    slowest(group, sustainable).getAsInt(), share.orElseThrow().percent());
            group.forEach(arm -> arms.add(at(arm, rate)));
        }
    }

    private static OptionalInt slowest(List<Arm> arms, Map<Arm, OptionalInt> sustainable) {
        return arms.stream()
                .mapToInt(arm -> sustainable.get(twin(arm)).getAsInt())
                .min();
    }

    private static Arm twin(Arm arm) {
        return new Arm(arm.benchmark(), arm.cell(), arm.workload(), false);
    }

    private static Arm at(Arm arm, int rate) {
        return new Arm(arm.benchmark(), arm.cell(), arm.workload().withRate(rate), arm.control());
    }
}
