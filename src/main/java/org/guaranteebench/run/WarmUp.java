package org.guaranteebench.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guaranteebench.grid.Arm;

/**
 * What makes the brokers' code hot in the shortest time: the producer of every cell under full load, whatever the run
 * measures, and where it measures more than producers, for half of the time arms of its own; each in random order and in
 * turn. Nothing of it is recorded.
 *
 * @param rounds {@code -wf}; 0 for none
 * @param seconds of a round
 * @param turn the cells' producers, in their order
 * @param others arms of benchmarks that do more than produce, in their order
 */
record WarmUp(int rounds, double seconds, List<Arm> turn, List<Arm> others) {
    /**
     * Load per start of the brokers. Measured on two cores: after 48 s they were a third slower than after 100, and a
     * trial has its own warm-up besides. Producers alone leave cold what others ask for: behind them
     * members joined a group in 197 ms in the first block and in 77 in the fourth (results/reference/cold-brokers).
     */
    private static final double SECONDS = 80;

    /** Bounds the data of one topic. */
    private static final double LONGEST_TRIAL_SECONDS = 10;

    /** Of arms that do more than produce: where there are many the first of each benchmark's stand for all. */
    private static final int MOST_OTHERS = 8;

    /** @param timing a trial of it measures nothing */
    record Step(Arm arm, Timing timing) {}

    static WarmUp of(int rounds, double timeScale, List<Arm> order) {
        Set<Arm> saturating = new LinkedHashSet<>();
        Map<String, Set<Arm>> others = new LinkedHashMap<>();
        for (Arm arm : order) {
            saturating.add(new Arm(
                    Benchmarks.saturating().name(),
                    arm.cell().produced(),
                    arm.workload().produced(),
                    false));
            if (!Benchmarks.onlyProduces(arm.benchmark())) {
                others.computeIfAbsent(arm.benchmark(), benchmark -> new LinkedHashSet<>())
                        .add(new Arm(arm.benchmark(), arm.cell(), arm.workload(), false));
            }
        }
        return new WarmUp(
                rounds,
                SECONDS * timeScale,
                List.copyOf(saturating),
                inTurn(others.values()).limit(MOST_OTHERS).toList());
    }

    /** The first of each, then the second of each. */
    private static Stream<Arm> inTurn(Collection<Set<Arm>> benchmarks) {
        int most = benchmarks.stream().mapToInt(Set::size).max().orElse(0);
        return IntStream.range(0, most)
                .boxed()
                .flatMap(i -> benchmarks.stream()
                        .flatMap(arms -> arms.stream().skip(i).limit(1)));
    }

    /** One round. */
    List<Step> steps() {
        if (others.isEmpty()) {
            return steps(turn, seconds);
        }
        List<Step> steps = new ArrayList<>(steps(turn, seconds / 2));
        steps.addAll(steps(others, seconds / 2));
        return steps;
    }

    /** All of these together last so long, each at least a second. */
    private static List<Step> steps(List<Arm> arms, double seconds) {
        int trials = Math.max(arms.size(), (int) Math.ceil(seconds / LONGEST_TRIAL_SECONDS));
        Timing timing = new Timing(0, 1, 1, Math.max(1, seconds / trials));
        return Stream.iterate(0, i -> i + 1)
                .limit(trials)
                .map(i -> new Step(arms.get(i % arms.size()), timing))
                .toList();
    }

    int trials() {
        return rounds * steps().size();
    }
}
