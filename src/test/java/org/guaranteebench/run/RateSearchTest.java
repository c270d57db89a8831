package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.CurvePoints;
import org.guaranteebench.journal.Metric;
import org.guaranteebench.journal.SearchTrial;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.junit.jupiter.api.Test;

class RateSearchTest {
    /** Records/s by level, weak to strong. */
    private static final int[] CAPACITY = {131_000, 90_000, 67_000, 58_000, 40_000};

    private static RunPlan curve() {
        return new Request().plan(Plan.CURVE).seed(5).plan();
    }

    private static int capacity(Arm arm) {
        return CAPACITY[Cell.LADDER.indexOf(arm.cell())];
    }

    private static Trial trial(int position, Arm arm, double capacity, Status status) {
        int rate = arm.workload().rate().orElse(0);
        List<Metric> metrics = rate == 0
                ? List.of(new Metric("throughput", "records/s", capacity))
                : List.of(new Metric(
                        "backlog_growth", "1", Math.max(0, rate / capacity - 1) + (rate > capacity ? 0.03 : 0)));
        return Trial.measured(
                        "run",
                        0,
                        position,
                        1,
                        arm,
                        status,
                        status == Status.OK ? "" : "it failed",
                        "",
                        1,
                        status == Status.OK ? metrics : List.of(),
                        List.of(),
                        List.of(),
                        "")
                .searched();
    }

    /** All trials of a search on a cluster that carries the above, give or take. */
    private static List<Trial> searched(RunPlan plan, double noise, long seed) {
        Random random = new Random(seed);
        RateSearch search = new RateSearch(plan);
        List<Trial> trials = new ArrayList<>();
        for (Optional<Arm> arm = search.next(); arm.isPresent(); arm = search.next()) {
            double capacity = capacity(arm.get()) * Math.exp(noise * random.nextGaussian());
            trials.add(trial(trials.size() + 1, arm.get(), capacity, Status.OK));
            search.saw(new SearchTrial(trials.get(trials.size() - 1)));
        }
        return trials;
    }

    private static Map<Arm, OptionalInt> sustainable(RunPlan plan, List<Trial> trials) {
        RateSearch search = new RateSearch(plan);
        SearchTrial.of(trials).forEach(search::saw);
        return search.sustainable();
    }

    @Test
    void whatEachLevelSustainsIsFound() {
        RunPlan plan = curve();
        sustainable(plan, searched(plan, 0.01, 1))
                .forEach((arm, rate) -> assertThat(rate.getAsInt() / (double) capacity(arm))
                        .as(arm.label())
                        .isCloseTo(1, within(0.08)));
    }

    @Test
    void levelsTakeTurnsAndTheSeedSaysInWhichOrder() {
        RunPlan plan = curve();
        List<Trial> trials = searched(plan, 0, 1);
        List<Cell> cells = trials.stream().map(t -> t.arm().cell()).toList();
        Set<List<Cell>> rounds = new HashSet<>();
        for (int round = 0; round < 5; round++) {
            List<Cell> of = cells.subList(5 * round, 5 * round + 5);
            assertThat(of).containsExactlyInAnyOrderElementsOf(Cell.LADDER);
            rounds.add(of);
        }
        assertThat(rounds).hasSizeGreaterThan(2);
        assertThat(searched(plan, 0, 1)).isEqualTo(trials);
        RunPlan other = new Request().plan(Plan.CURVE).seed(6).plan();
        assertThat(searched(other, 0, 1).subList(0, 10)).isNotEqualTo(trials.subList(0, 10));
    }

    @Test
    void aSearchOfProducersBeginsFlatOut() {
        List<Trial> trials = searched(curve(), 0, 1);
        assertThat(trials.subList(0, 5)).allMatch(t -> t.benchmark().equals("ProduceThroughput"));
        assertThat(trials.subList(5, trials.size())).allMatch(t -> t.benchmark().equals("ProduceLatency"));
    }

    @Test
    void whatThePlanReckonsWithIsWhatSearchesUsuallyTake() {
        for (Preset preset : List.of(Preset.DEFAULT, Preset.QUICK)) {
            RunPlan plan = new Request().plan(Plan.CURVE).preset(preset).plan();
            int trials = 0;
            for (int seed = 0; seed < 200; seed++) {
                trials += searched(plan, 0.04, seed).size();
            }
            assertThat(trials / 200.0 / plan.searchTrials()).as(preset.name()).isBetween(0.85, 1.1);
        }
    }

    @Test
    void aCurveHasEachLevelsOwnPointsAndThoseThatAllHaveInCommon() {
        RunPlan plan = curve();
        List<Trial> trials = searched(plan, 0, 1);
        RunPlan found = RateSearch.known(plan, trials);
        assertThat(found.open()).isEmpty();
        Map<Cell, Integer> rates = new LinkedHashMap<>();
        sustainable(plan, trials).forEach((arm, rate) -> rates.put(arm.cell(), rate.getAsInt()));
        int slowest = rates.get(Cell.LADDER.get(4));
        Set<List<Object>> expected = new HashSet<>();
        rates.forEach((cell, rate) ->
                CurvePoints.OWN.forEach(p -> expected.add(List.of(cell, CurvePoints.rate(rate, p), false))));
        CurvePoints.COMMON.forEach(p -> {
            int rate = CurvePoints.rate(slowest, p);
            rates.keySet().forEach(cell -> expected.add(List.of(cell, rate, false)));
            expected.add(List.of(Cell.DEFAULT_BASELINE, rate, true));
        });
        assertThat(found.arms().stream()
                        .map(a -> List.<Object>of(a.cell(), a.workload().rate().getAsInt(), a.control())))
                .containsExactlyInAnyOrderElementsOf(expected)
                .hasSize(25 + 2 * 6 - 2);
        assertThat(found.arms()).hasSameSizeAs(plan.expectedArms());
    }

    @Test
    void aLevelThatSustainsNothingHasNoPointsAndTheOthersHaveTheirs() {
        RunPlan plan = curve();
        List<Trial> trials = new ArrayList<>();
        RateSearch search = new RateSearch(plan);
        for (Optional<Arm> arm = search.next(); arm.isPresent(); arm = search.next()) {
            boolean fails = arm.get().cell().equals(Cell.LADDER.get(4));
            trials.add(trial(1, arm.get(), capacity(arm.get()), fails ? Status.FAILED : Status.OK));
            search.saw(new SearchTrial(trials.get(trials.size() - 1)));
        }
        assertThat(search.sustainable().values().stream().filter(OptionalInt::isEmpty))
                .hasSize(1);
        List<Arm> arms = search.found().arms();
        assertThat(arms).hasSize(20 + 2 * 5 - 2).noneMatch(arm -> arm.cell().equals(Cell.LADDER.get(4)));
    }

    @Test
    void autoIsAShareOfTheSlowestArmForAllOfThemAndTheControl() {
        RunPlan plan = new Request()
                .jmhLine("Produce")
                .with("rate", "auto:40%")
                .seed(5)
                .plan();
        List<Trial> trials = searched(plan, 0, 1);
        RunPlan found = RateSearch.known(plan, trials);
        int slowest = sustainable(plan, trials).values().stream()
                .mapToInt(OptionalInt::getAsInt)
                .min()
                .getAsInt();
        assertThat(found.arms().stream()
                        .filter(a -> a.benchmark().equals("ProduceLatency"))
                        .map(a -> a.workload().rate().getAsInt()))
                .hasSize(6)
                .containsOnly((int) Math.round(0.4 * slowest));
        assertThat(found.arms().stream().filter(a -> a.benchmark().equals("ProduceThroughput")))
                .as("what has no rate is measured as ever")
                .hasSize(6);
    }

    @Test
    void withoutTheSlowestArmThereIsNoShareOfWhatItSustains() {
        RunPlan plan =
                new Request().jmhLine("ProduceLatency").with("rate", "auto").plan();
        RateSearch search = new RateSearch(plan);
        for (Optional<Arm> arm = search.next(); arm.isPresent(); arm = search.next()) {
            boolean fails = arm.get().cell().equals(Cell.LADDER.get(2));
            search.saw(new SearchTrial(trial(1, arm.get(), capacity(arm.get()), fails ? Status.FAILED : Status.OK)));
        }
        assertThat(search.found().arms()).isEmpty();
    }

    @Test
    void aResumedRunKeepsTheRatesThatWereFound() {
        RunPlan plan = curve();
        List<Trial> trials = searched(plan, 0.02, 3);
        RunPlan known = RateSearch.known(plan, trials);
        assertThat(known.arms()).isEqualTo(RateSearch.known(plan, trials).arms());
        for (int block = 1; block <= plan.blocks(); block++) {
            assertThat(RateSearch.known(plan, trials).order(block)).isEqualTo(known.order(block));
        }
    }

    @Test
    void aResumedRunKnowsThatNothingWasFoundOfAnArm() {
        RunPlan plan = curve();
        List<Trial> trials = searched(plan, 0, 3);
        assertThat(RateSearch.incomplete(plan, trials)).isFalse();
        assertThat(RateSearch.incomplete(plan, List.of()))
                .as("not searched yet")
                .isFalse();
        RateSearch search = new RateSearch(plan);
        trials.clear();
        for (Optional<Arm> arm = search.next(); arm.isPresent(); arm = search.next()) {
            trials.add(trial(1, arm.get(), 1, Status.FAILED));
            search.saw(new SearchTrial(trials.get(trials.size() - 1)));
        }
        assertThat(RateSearch.incomplete(plan, trials)).isTrue();
    }

    @Test
    void aSearchThatWasCutShortBeginsAnew() {
        RunPlan plan = curve();
        List<Trial> trials = searched(plan, 0.02, 3);
        assertThat(RateSearch.known(plan, trials.subList(0, trials.size() - 1))).isSameAs(plan);
        assertThat(RateSearch.known(plan, List.of())).isSameAs(plan);
    }

    @Test
    void trialsOfAnotherSearchAreRefused() {
        RunPlan plan = new Request()
                .plan(Plan.CURVE)
                .with("acks", "1")
                .with("idempotence", "false")
                .with("transactions", "none")
                .plan();
        assertThatThrownBy(() -> RateSearch.known(plan, searched(curve(), 0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is in the journal's search for rates and not in the plan; allowed is");
    }

    @Test
    void aCapOnTheRateHoldsForTheSearch() {
        RunPlan plan = new Request()
                .plan(Plan.CURVE)
                .brokers(new ExternalBrokers(
                        "127.0.0.1:9092", "id", Optional.empty(), 3, new Caps(20_000_000, 150_000_000_000L, 3600)))
                .plan();
        List<Trial> trials = searched(plan, 0, 1);
        int most = (int) (0.9 * 20_000_000 / (1024 + 16));
        assertThat(trials.stream().flatMapToInt(t -> t.arm().workload().rate().stream()))
                .allMatch(rate -> rate <= most)
                .contains(most);
        assertThat(RateSearch.known(plan, trials).arms().stream()
                        .collect(Collectors.summarizingInt(
                                a -> a.workload().rate().getAsInt()))
                        .getMax())
                .isLessThanOrEqualTo(most);
    }
}
