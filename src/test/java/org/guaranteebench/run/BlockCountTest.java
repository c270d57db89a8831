package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.Metric;
import org.guaranteebench.journal.Precision;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockCountTest implements RunListener {
    private static final double BLOCK = 100;

    @TempDir
    private Path results;

    private final List<String> heard = new ArrayList<>();
    private final List<String> warned = new ArrayList<>();
    private final List<Trial> journal = new ArrayList<>();
    private RunFolder folder;
    private OpenSegment segment;
    private long now = 12345;

    @BeforeEach
    void begin() throws IOException {
        folder = RunFolder.create(results, "20250102-030405-abcd");
        segment = OpenSegment.first(folder);
    }

    @AfterEach
    void end() throws IOException {
        assertThat(warned).isEmpty();
        segment.close();
    }

    @Override
    public void phase(String what) {
        throw new AssertionError(what);
    }

    @Override
    public void starting(String arm, String benchmark, int block, int number, int total, double secondsLeft) {
        throw new AssertionError(arm);
    }

    @Override
    public void finished(Trial trial, int number, int total, double secondsLeft) {
        throw new AssertionError(trial);
    }

    @Override
    public void warning(String text) {
        warned.add(text);
    }

    @Override
    public void precision(int blocks, int expected, String widest, double halfWidth, double asked) {
        heard.add(blocks + " of " + expected + " " + widest + " " + Math.round(1000 * halfWidth));
    }

    private static Request twoRungs() {
        return new Request()
                .jmhLine("ProduceThroughput -wf 0 -wi 1 -w 1s -i 1 -r 1s")
                .with("acks", "1", "all")
                .with("idempotence", "false")
                .with("transactions", "none");
    }

    private static Request threeRungs() {
        return twoRungs().with("idempotence", "false", "true");
    }

    /** Forty-five minutes hold the search and some eighteen blocks. */
    private static Request searching() {
        return twoRungs()
                .jmhLine("ProduceThroughput ProduceLatency -wf 1 -wi 1 -w 1s -i 1 -r 1s")
                .with("rate", "auto")
                .precision("1%", "45");
    }

    private BlockCount count(RunPlan plan) {
        return resumed(plan, List.of());
    }

    /** After a segment that measured these. */
    private BlockCount resumed(RunPlan plan, List<Trial> kept) {
        return new BlockCount(plan, kept, new Conditions(plan, segment, 1, this), this, () -> now);
    }

    private static Trial trial(int block, Arm arm, Status status, double throughput, double seconds) {
        return Trial.measured(
                "r",
                block,
                1,
                (block + 3) / 4,
                arm,
                status,
                "",
                "",
                seconds,
                List.of(new Metric("throughput", "records/s", throughput)),
                List.of(),
                List.of(),
                "");
    }

    /** A block in which the upper rung's ratio to the lower one is {@code ratio}. */
    private void measure(RunPlan plan, BlockCount count, int block, double ratio) {
        List<Arm> order = plan.order(block);
        for (Arm arm : order) {
            boolean upper = arm.label().equals("all-isr");
            Trial trial = trial(block, arm, Status.OK, upper ? 1000 * ratio : 1000, BLOCK / order.size());
            journal.add(trial);
            count.measured(trial);
        }
        now += (long) (BLOCK * 1e9);
    }

    /** Ratios around 0.8 whose logs have this standard deviation, as drawn from a fixed seed; returns the blocks. */
    private int run(RunPlan plan, BlockCount count, double spread) throws IOException {
        return run(plan, count, spread, 0);
    }

    /** The same, after so many blocks. */
    private int run(RunPlan plan, BlockCount count, double spread, int before) throws IOException {
        Random random = new Random(1);
        for (int block = 1; block <= before; block++) {
            random.nextGaussian();
        }
        int done = before;
        while (count.another(done, false)) {
            done++;
            measure(plan, count, done, 0.8 * Math.exp(spread * random.nextGaussian()));
        }
        return done;
    }

    /** Six minutes in trials of ten seconds. */
    private static List<Trial> search(RunPlan plan) {
        Arm arm = plan.arms().get(0);
        return Stream.generate(() -> trial(0, arm, Status.OK, 1000, 10).searched())
                .limit(36)
                .toList();
    }

    /** The same as {@link #run(RunPlan, BlockCount, double, int)} where starts of the brokers take what they should. */
    private int runWithStarts(RunPlan plan, BlockCount count, int before, boolean warm) throws IOException {
        int done = before;
        while (count.another(done, false)) {
            done++;
            if (plan.fresh(done) && !(done == 1 && warm)) {
                start(plan);
            }
            measure(plan, count, done, done % 2 == 0 ? 0.8 : 0.9);
        }
        return done;
    }

    private void start(RunPlan plan) {
        now += (long) (plan.estimate().incarnationSeconds() * 1e9);
    }

    /** Of brokers that are started, searched on and then measured on. */
    private int runWithSearch(RunPlan plan, BlockCount count, List<Trial> search) throws IOException {
        start(plan);
        search.forEach(trial -> now += (long) (trial.seconds() * 1e9));
        return runWithStarts(plan, count, 0, true);
    }

    /** What a segment leaves that is cut short after so many blocks. */
    private List<Trial> cutAfter(int blocks) {
        List<Trial> kept = journal.stream().filter(t -> t.block() <= blocks).toList();
        journal.clear();
        heard.clear();
        return kept;
    }

    private Precision written() throws IOException {
        return RunInfo.read(folder.runJson()).stopping().orElseThrow();
    }

    @Test
    void withoutAPrecisionThereAreAsManyAsPlanned() throws IOException {
        RunPlan plan = twoRungs().blocks(3).plan();
        BlockCount count = count(plan);
        assertThat(count.expected()).isEqualTo(3);
        assertThat(count.another(0, false)).isTrue();
        assertThat(count.another(2, false)).isTrue();
        assertThat(count.another(2, true)).as("what is skipped has its rows").isTrue();
        assertThat(count.another(3, false)).isFalse();
        assertThat(folder.runJson()).doesNotExist();
    }

    @Test
    void tenBlocksAreMeasuredHoweverWellTheRatiosAreKnown() throws IOException {
        RunPlan plan = twoRungs().precision("3%", "600").plan();
        BlockCount count = count(plan);
        assertThat(run(plan, count, 0.001)).isEqualTo(10);
        assertThat(count.expected()).isEqualTo(10);
        Precision precision = written();
        assertThat(precision.stopped()).isEqualTo(Precision.REACHED);
        assertThat(precision.blocks()).isEqualTo(10);
        assertThat(precision.asked()).isEqualTo(0.03);
        assertThat(precision.reached()).isBetween(0.0001, 0.002);
        assertThat(precision.widest()).isEqualTo("all-isr / leader-ack");
        assertThat(precision.secondsNeeded()).isZero();
        assertThat(RunInfo.read(folder.runJson()).blocks()).isEqualTo(10);
    }

    /** A significant difference is there from the sixth block on. */
    @Test
    void significanceEndsNothing() throws IOException {
        RunPlan plan = twoRungs().precision("1%", "600").plan();
        assertThat(run(plan, count(plan), 0.05)).isGreaterThan(10);
    }

    @Test
    void itEndsWhenTheTimeIsOverAndSaysWhatMoreWouldTake() throws IOException {
        RunPlan plan = twoRungs().precision("1%", "21").plan();
        BlockCount count = count(plan);
        // 1260 s hold twelve blocks of 100 s, the starts of the brokers in them.
        assertThat(run(plan, count, 0.05)).isEqualTo(12);
        Precision precision = written();
        assertThat(precision.stopped()).isEqualTo(Precision.MAX_TIME);
        assertThat(precision.reached()).isBetween(0.02, 0.0501);
        assertThat(precision.blocksNeeded()).isGreaterThan(40);
        assertThat(precision.secondsNeeded())
                .isBetween(
                        0.9 * BLOCK * (precision.blocksNeeded() - 12), 1.2 * BLOCK * (precision.blocksNeeded() - 12));
    }

    /**
     * On a cluster of others its cap ends a run hard. Every second block takes nine times as long as the one before, so
     * that the mean says little: whatever the cap, the last block ends by itself.
     */
    @Test
    void noBlockIsBegunThatTheCapWouldCutIfItTookAsLongAsTheLongestSoFar() throws IOException {
        for (double minutes = 16; minutes < 24; minutes += 0.13) {
            double seconds = 60 * Math.round(100 * minutes) / 100.0;
            RunPlan plan = twoRungs()
                    .brokers(new ExternalBrokers(
                            "127.0.0.1:1", "id", Optional.empty(), 3, new Caps(1_000_000, Long.MAX_VALUE, seconds)))
                    .precision("1%", String.format(Locale.ROOT, "%.2f", minutes))
                    .plan();
            BlockCount count = count(plan);
            Ending ending = new Ending(seconds, false, () -> now);
            int done = 0;
            while (count.another(done, ending.reason().isPresent())) {
                done++;
                for (Arm arm : plan.order(done)) {
                    assertThat(ending.reason())
                            .as("in block %d of a run of %.2f min", done, minutes)
                            .isEmpty();
                    now += (long) (1e9 * (done % 2 == 0 ? 180 : 20) / 3);
                    count.measured(
                            trial(done, arm, Status.OK, 100 + done * arm.label().length(), 1));
                }
            }
            assertThat(count.interrupted()).isFalse();
            assertThat(written().stopped()).isEqualTo(Precision.MAX_TIME);
        }
    }

    /** Trials of an earlier segment say how long its blocks took; the warm-up of a later one takes its time, too. */
    @Test
    void aLaterSegmentKnowsTheLongestBlockOfTheEarlierOne() throws IOException {
        RunPlan plan = twoRungs()
                .brokers(new ExternalBrokers(
                        "127.0.0.1:1", "id", Optional.empty(), 3, new Caps(1_000_000, Long.MAX_VALUE, 960)))
                .precision("1%", "16")
                .plan();
        List<Trial> kept = new ArrayList<>();
        for (int block = 1; block <= 9; block++) {
            for (Arm arm : plan.order(block)) {
                kept.add(trial(block, arm, Status.OK, 100 + block * arm.label().length(), block == 3 ? 100 : 20));
            }
        }
        assertThat(resumed(plan, kept).another(9, false))
                .as("780 of 960 s are over, and a block took 300")
                .isFalse();
        assertThat(written().stopped()).isEqualTo(Precision.MAX_TIME);
    }

    @Test
    void aBlockThatTakesLongerThanAnyBeforeIsCutByTheCap() throws IOException {
        RunPlan plan = twoRungs().precision("1%", "21").plan();
        BlockCount count = count(plan);
        for (int block = 1; block <= 11; block++) {
            assertThat(count.another(block - 1, false)).isTrue();
            measure(plan, count, block, block % 2 == 0 ? 0.8 : 0.9);
        }
        now += (long) (1000 * 1e9);
        count.measured(trial(12, plan.order(12).get(0), Status.INTERRUPTED, 1, 0));
        assertThat(count.another(12, true)).isFalse();
        assertThat(count.interrupted()).isTrue();
        assertThat(written().stopped()).isEqualTo(Precision.INTERRUPTED);
    }

    @Test
    void timeEndsItBeforeTenBlocksIfTheyTakeLongerThanThought() throws IOException {
        RunPlan plan = twoRungs().precision("1%", "6").plan();
        assertThat(run(plan, count(plan), 0.05)).isEqualTo(3);
        assertThat(written().stopped()).isEqualTo(Precision.MAX_TIME);
        assertThat(written().reached()).isNull();
        assertThat(written().widest()).isEmpty();
        assertThat(folder.runJson()).content().doesNotContain("reached");
    }

    @Test
    void fiftyBlocksAreTheMost() throws IOException {
        RunPlan plan = twoRungs().precision("0.5%", "10000").plan();
        assertThat(run(plan, count(plan), 0.2)).isEqualTo(50);
        assertThat(written().stopped()).isEqualTo(Precision.MAX_BLOCKS);
    }

    @Test
    void whereNothingIsEverMeasuredItEndsAfterTen() throws IOException {
        RunPlan plan = twoRungs().precision("3%", "600").plan();
        BlockCount count = count(plan);
        int done = 0;
        while (count.another(done, false)) {
            done++;
            now += (long) (BLOCK * 1e9);
        }
        assertThat(done).isEqualTo(10);
        assertThat(written().stopped()).isEqualTo(Precision.NOTHING_MEASURED);
    }

    /** Of three rungs the uppermost: what is reached is reached for the others alone, and is said to be. */
    @Test
    void aLevelThatAlwaysFailsIsNamedAndItsStepIsNotCalledKnown() throws IOException {
        RunPlan plan = threeRungs().precision("3%", "600").plan();
        BlockCount count = count(plan);
        int done = 0;
        while (count.another(done, false)) {
            done++;
            for (Arm arm : plan.order(done)) {
                boolean fails = arm.label().equals("idempotent");
                count.measured(trial(
                        done,
                        arm,
                        fails ? Status.FAILED : Status.OK,
                        arm.label().equals("all-isr") ? 80 : 100,
                        1));
            }
        }
        assertThat(done).isEqualTo(10);
        Precision precision = written();
        assertThat(precision.stopped()).isEqualTo(Precision.REACHED);
        assertThat(precision.widest()).isEqualTo("all-isr / leader-ack");
        assertThat(precision.neverMeasured()).containsExactly("idempotent");
        assertThat(precision.unknown()).containsExactly("idempotent / all-isr");
        assertThat(warned)
                .containsExactly("no trial of idempotent was measured in 10 blocks: nothing will be known of"
                        + " idempotent / all-isr, and --precision is about the other steps");
        warned.clear();
    }

    /** One that fails for long and then not is waited for. */
    @Test
    void aLevelThatFailsUntilTheTenthBlockIsWaitedFor() throws IOException {
        RunPlan plan = threeRungs().precision("3%", "600").plan();
        BlockCount count = count(plan);
        int done = 0;
        while (count.another(done, false)) {
            done++;
            for (Arm arm : plan.order(done)) {
                boolean fails = arm.label().equals("idempotent") && done < 10;
                count.measured(trial(done, arm, fails ? Status.FAILED : Status.OK, 100, 1));
            }
        }
        assertThat(done).isEqualTo(19);
        assertThat(written().stopped()).isEqualTo(Precision.REACHED);
        assertThat(written().unknown()).isEmpty();
        assertThat(folder.runJson()).content().doesNotContain("neverMeasured", "unknown\"");
    }

    @Test
    void anInterruptedRunBeginsNoBlockAndSaysSo() throws IOException {
        RunPlan plan = twoRungs().precision("3%", "600").plan();
        BlockCount count = count(plan);
        assertThat(count.another(0, false)).isTrue();
        measure(plan, count, 1, 0.8);
        assertThat(count.another(1, true)).isFalse();
        assertThat(count.interrupted()).as("told to whoever resumes it").isTrue();
        assertThat(written().stopped()).isEqualTo(Precision.INTERRUPTED);
        assertThat(written().blocks()).isEqualTo(1);
    }

    @Test
    void whatIsExpectedIsToldAgainAfterEachBlockThatHasAnInterval() throws IOException {
        RunPlan plan = twoRungs().precision("2%", "600").plan();
        run(plan, count(plan), 0.05);
        assertThat(heard).hasSizeGreaterThan(5).first().asString().startsWith("6 of ");
        assertThat(heard).last().asString().contains("all-isr / leader-ack");
        assertThat(heard).allSatisfy(line -> {
            String[] words = line.split(" ");
            assertThat(Integer.parseInt(words[2])).isBetween(Integer.parseInt(words[0]) + 1, 50);
        });
    }

    @Test
    void whileItGoesOnTheFileSaysHowFarItIs() throws IOException {
        RunPlan plan = twoRungs().precision("3%", "600").plan();
        BlockCount count = count(plan);
        for (int block = 1; block <= 7; block++) {
            measure(plan, count, block, block % 2 == 0 ? 0.8 : 0.9);
            assertThat(count.another(block, false)).isTrue();
        }
        assertThat(written().over()).isFalse();
        assertThat(written().blocks()).isEqualTo(7);
        assertThat(written().blocksNeeded()).isGreaterThan(7);
    }

    @Test
    void aSearchTakesOfTheTimeAndIsNoPartOfABlock() throws IOException {
        RunPlan plan = searching().plan();
        long begin = now;
        int blocks = runWithSearch(plan, count(plan), search(plan));
        double start = plan.estimate().incarnationSeconds();
        assertThat(start).isGreaterThan(5);
        double left = plan.request().precision().orElseThrow().seconds() - (now - begin) / 1e9;
        assertThat(left)
                .as("a block that no longer fits takes 100 s, and brokers that start before it")
                .isBetween(0.0, BLOCK + start);
        Precision precision = written();
        assertThat(precision.stopped()).isEqualTo(Precision.MAX_TIME);
        double needed = IntStream.rangeClosed(blocks + 1, precision.blocksNeeded())
                .mapToDouble(block -> BLOCK + (plan.fresh(block) ? start : 0))
                .sum();
        assertThat(precision.secondsNeeded()).isCloseTo(needed, within(1.0));
    }

    @Test
    void aRunThatWasCutShortAfterItsSearchEndsWhereItWouldHaveEnded() throws IOException {
        RunPlan plan = searching().plan();
        List<Trial> search = search(plan);
        int blocks = runWithSearch(plan, count(plan), search);
        assertThat(blocks).isBetween(14, 40);
        double needed = written().secondsNeeded();
        List<Trial> measured = List.copyOf(journal);
        // In front of a start of the brokers: another one would take of the time.
        for (int cut : new int[] {4, 8, 12}) {
            List<Trial> kept = new ArrayList<>(search);
            measured.stream().filter(t -> t.block() <= cut).forEach(kept::add);
            assertThat(runWithStarts(plan, resumed(plan, kept), cut, false))
                    .as("cut after %d", cut)
                    .isEqualTo(blocks);
            assertThat(written().stopped()).isEqualTo(Precision.MAX_TIME);
            assertThat(written().secondsNeeded()).isCloseTo(needed, within(1.0));
        }
    }

    /** Its brokers are new, so that its first block has their start in it. */
    @Test
    void aRunThatWasCutShortBetweenItsSearchAndItsFirstBlockStartsBrokersForThat() throws IOException {
        RunPlan plan = searching().plan();
        List<Trial> search = search(plan);
        int blocks = runWithSearch(plan, count(plan), search);
        double needed = written().secondsNeeded();
        assertThat(runWithStarts(plan, resumed(plan, search), 0, false)).isEqualTo(blocks);
        assertThat(written().secondsNeeded()).isCloseTo(needed, within(1.0));
    }

    @Test
    void aRunThatWasCutShortEndsWhereItWouldHaveEnded() throws IOException {
        RunPlan plan = twoRungs().precision("3%", "600").plan();
        int blocks = run(plan, count(plan), 0.05);
        Precision whole = written();
        assertThat(blocks).isBetween(11, 49);
        for (int cut : new int[] {1, 7, blocks - 1}) {
            journal.clear();
            run(plan, count(plan), 0.05);
            BlockCount count = resumed(plan, cutAfter(cut));
            assertThat(run(plan, count, 0.05, cut)).isEqualTo(blocks);
            assertThat(written().stopped()).isEqualTo(Precision.REACHED);
            assertThat(written().blocks()).isEqualTo(blocks);
            assertThat(written().reached()).isEqualTo(whole.reached());
        }
    }

    /** Killed between its last trial and its tables. */
    @Test
    void aRunThatHadReachedItsPrecisionMeasuresNoMore() throws IOException {
        RunPlan plan = twoRungs().precision("3%", "600").plan();
        int blocks = run(plan, count(plan), 0.001);
        BlockCount count = resumed(plan, cutAfter(blocks));
        assertThat(count.another(blocks, false)).isFalse();
        assertThat(written().stopped()).isEqualTo(Precision.REACHED);
        assertThat(count.interrupted()).isFalse();
    }

    @Test
    void whatIsKnownIsToldAgainBeforeTheFirstBlockOfALaterSegment() throws IOException {
        RunPlan plan = twoRungs().precision("3%", "600").plan();
        run(plan, count(plan), 0.05);
        BlockCount count = resumed(plan, cutAfter(8));
        assertThat(count.another(8, false)).isTrue();
        assertThat(count.expected()).isGreaterThan(8);
        assertThat(heard).hasSize(1).first().asString().startsWith("8 of ");
    }

    @Test
    void theTimeOfEarlierSegmentsCounts() throws IOException {
        RunPlan plan = twoRungs().precision("1%", "21").plan();
        assertThat(run(plan, count(plan), 0.05)).isEqualTo(12);
        BlockCount count = resumed(plan, cutAfter(5));
        assertThat(run(plan, count, 0.05, 5)).isBetween(10, 12);
        assertThat(written().stopped()).isEqualTo(Precision.MAX_TIME);
    }

    @Test
    void aBlockThatWasTornIsNoneAndTheRunMayGoOn() throws IOException {
        RunPlan plan = twoRungs().precision("50%", "600").plan();
        BlockCount count = count(plan);
        for (int block = 1; block <= 10; block++) {
            measure(plan, count, block, 0.8);
        }
        count.measured(trial(10, plan.order(10).get(0), Status.INTERRUPTED, 1, 0));
        assertThat(count.another(10, true)).isFalse();
        assertThat(count.interrupted()).isTrue();
        assertThat(written().stopped()).isEqualTo(Precision.INTERRUPTED);
        assertThat(written().blocks()).isEqualTo(9);
        assertThat(RunInfo.read(folder.runJson()).blocks())
                .as("that many are planned, for the run may go on")
                .isEqualTo(plan.blocks());
    }

    @Test
    void aSignalBehindTheLastBlockTakesNothingFromIt() throws IOException {
        RunPlan plan = twoRungs().precision("50%", "600").plan();
        BlockCount count = count(plan);
        for (int block = 1; block <= 10; block++) {
            measure(plan, count, block, 0.8);
        }
        assertThat(count.another(10, true)).isFalse();
        assertThat(count.interrupted()).isFalse();
        assertThat(written().stopped()).isEqualTo(Precision.REACHED);
    }
}
