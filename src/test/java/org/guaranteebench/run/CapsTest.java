package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan may take of a cluster that is not its own. */
class CapsTest {
    private static final long MB = 1_000_000;
    private static final long GB = 1_000_000_000;
    private static final String THROUGHPUT = "ProduceThroughput";

    /** One trial of 1 s warm-up and 2 × 2 s. */
    private static final String FIVE_SECONDS = " -wf 0 -wi 1 -w 1s -i 2 -r 2s";

    private static Request on(Caps caps) {
        return on(caps, 3);
    }

    private static Request on(Caps caps, int replication) {
        return new Request().brokers(new ExternalBrokers("127.0.0.1:1", "id", Optional.empty(), replication, caps));
    }

    private static Caps caps(long bytesPerSecond) {
        return new Caps(bytesPerSecond, Long.MAX_VALUE, Double.MAX_VALUE);
    }

    @Test
    void aCappedProducerWritesTheCapToEveryReplica() {
        assertThat(on(caps(10 * MB))
                        .jmhLine(THROUGHPUT + FIVE_SECONDS)
                        .plan()
                        .estimate()
                        .largestTrialBytes())
                .isEqualTo(10 * MB * 5 * 3);
        assertThat(on(caps(10 * MB), 2)
                        .jmhLine(THROUGHPUT + FIVE_SECONDS)
                        .blocks(4)
                        .plan()
                        .estimate()
                        .bytes())
                .isEqualTo(4 * 6 * 10 * MB * 5 * 2);
    }

    @Test
    void theWarmUpIsCappedToo() {
        RunPlan plan = on(caps(10 * MB))
                .jmhLine(THROUGHPUT + " -wf 1 -wi 1 -w 1s -i 2 -r 2s")
                .blocks(1)
                .plan();
        assertThat(plan.estimate().bytes()).isEqualTo(6 * 10 * MB * 5 * 3 + 10 * MB * 80 * 3);
    }

    @Test
    void anOpenLoopWritesItsRateHoweverMuchItMight() {
        assertThat(on(caps(100 * MB))
                        .with("rate", "1000")
                        .with("recordSize", "900")
                        .with("keySize", "100")
                        .jmhLine("ProduceLatency" + FIVE_SECONDS)
                        .plan()
                        .estimate()
                        .largestTrialBytes())
                .isEqualTo(MB * 5 * 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 50})
    void aClusterOfSomebodyElsesIsNeverReplaced(int blocks) {
        RunPlan plan = on(Caps.NONE).blocks(blocks).plan();
        assertThat(plan.incarnations()).isEqualTo(1);
        assertThat(IntStream.rangeClosed(1, blocks)).noneMatch(plan::fresh);
        assertThat(plan.dataDirectory()).isEmpty();
    }

    @Test
    void ownBrokersAreReplacedBeforeTheFirstBlockAndThenEveryFour() {
        RunPlan plan = new Request().blocks(9).plan();
        assertThat(IntStream.rangeClosed(1, 9).filter(plan::fresh)).containsExactly(1, 5, 9);
    }

    private static Request rate(long cap) {
        return on(caps(cap))
                .with("rate", "1000")
                .with("recordSize", "900")
                .with("keySize", "100")
                .jmhLine("ProduceLatency");
    }

    @Test
    void aRateAboveTheCapIsRefusedAndOneAtItIsNot() {
        assertThatCode(() -> rate(MB).plan()).doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rate(MB - 1).plan())
                .withMessage("--max-rate 0.999999: ProduceLatency sends 1 MB/s; allowed is a larger --max-rate, or a"
                        + " smaller -p rate or recordSize");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> on(caps(5 * MB)).plan())
                .withMessage("--max-rate 5: ProduceLatency sends 10.4 MB/s; allowed is a larger --max-rate, or a"
                        + " smaller -p rate or recordSize");
    }

    private static Request bytes(long cap) {
        return on(new Caps(10 * MB, cap, Double.MAX_VALUE)).jmhLine(THROUGHPUT + FIVE_SECONDS);
    }

    @Test
    void aPlanThatMayWriteMoreThanTheCapIsRefusedAndOneAtItIsNot() {
        long planned = 8 * 6 * 10 * MB * 5 * 3;
        assertThatCode(() -> bytes(planned).plan()).doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bytes(7 * GB).plan())
                .withMessage("--max-bytes 7: the plan may write 7.2 GB; allowed is a larger --max-bytes, or fewer"
                        + " --blocks, a smaller --max-rate, or --quick");
        assertThatIllegalArgumentException().isThrownBy(() -> bytes(planned - 1).plan());
    }

    @Test
    void whatIsRefusedIsNeverSaidToBeNoMoreThanWhatIsAllowed() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> on(new Caps(50 * MB, 103 * GB, Double.MAX_VALUE)).plan())
                .withMessageStartingWith("--max-bytes 103: the plan may write 104 GB;");
        double seconds = on(caps(50 * MB)).plan().estimate().seconds();
        double minutes = Math.floor(seconds / 60);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        on(new Caps(50 * MB, Long.MAX_VALUE, minutes * 60)).plan())
                .satisfies(refused -> {
                    String[] numbers = refused.getMessage()
                            .replaceAll("[^0-9.]+", " ")
                            .trim()
                            .split(" ");
                    assertThat(Double.parseDouble(numbers[1])).isGreaterThan(Double.parseDouble(numbers[0]));
                });
    }

    @Test
    void aPlanThatTakesLongerThanTheCapIsRefusedAndOneThatTakesExactlyThatIsNot() {
        double seconds = on(caps(10 * MB)).jmhLine(THROUGHPUT).plan().estimate().seconds();
        assertThatCode(() -> on(new Caps(10 * MB, Long.MAX_VALUE, seconds))
                        .jmhLine(THROUGHPUT)
                        .plan())
                .doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> on(new Caps(10 * MB, Long.MAX_VALUE, seconds - 1))
                        .jmhLine(THROUGHPUT)
                        .plan());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> on(new Caps(10 * MB, Long.MAX_VALUE, 30))
                        .jmhLine(THROUGHPUT + " -wf 0 -wi 1 -w 1s -i 2 -r 2s")
                        .blocks(1)
                        .plan())
                .withMessage("--max-time 0.5: the plan takes about 0.702 minutes; allowed is a larger --max-time, or"
                        + " fewer --blocks, or --quick");
    }

    @Test
    void largeCapsAreNamedAsTheyAreTyped() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> on(new Caps(0, 2000 * GB, Double.MAX_VALUE))
                        .blocks(50)
                        .preset(Preset.FULL)
                        .plan())
                .withMessageMatching("--max-bytes 2000: the plan may write [0-9]{4} GB;.*");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> on(new Caps(10 * MB, Long.MAX_VALUE, 60 * 1.1))
                        .jmhLine(THROUGHPUT + " -r 60s")
                        .plan())
                .withMessageStartingWith("--max-time 1.1: ");
    }

    @Test
    void refusalsReadTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> bytes(7 * GB + GB / 10).plan())
                    .withMessageStartingWith("--max-bytes 7.1: the plan may write 7.2 GB;");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void ownBrokersHaveNoCaps() {
        assertThat(new ProcessBrokers(3, "asked for").caps()).isEqualTo(Caps.NONE);
        assertThatCode(() -> new Request()
                        .with("rate", "10000000")
                        .blocks(50)
                        .preset(Preset.FULL)
                        .plan())
                .doesNotThrowAnyException();
    }
}
