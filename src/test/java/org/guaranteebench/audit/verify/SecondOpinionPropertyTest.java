package org.guaranteebench.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.Expectation;
import org.guaranteebench.audit.verdict.FaultEvidence;
import org.guaranteebench.audit.verdict.Twin;
import org.guaranteebench.audit.verdict.Verdicts;
import org.guaranteebench.audit.verify.SecondOpinion.Exhibit;
import org.junit.jupiter.api.Test;

/** Two pieces of code that know nothing of each other must come to the same verdicts, whatever was counted. */
class SecondOpinionPropertyTest {
    private static final int CASES = 200_000;

    private static Set<Counter> some(Random random, boolean one) {
        Set<Counter> some = EnumSet.noneOf(Counter.class);
        Expectation.DAMAGES.stream().filter(counter -> random.nextInt(3) == 0).forEach(some::add);
        if (one && some.isEmpty()) {
            some.add(Counter.LOST);
        }
        return some;
    }

    /** Zeros are what matters, so that most are. */
    private static Twin twin(Random random) {
        if (random.nextInt(20) == 0) {
            return Twin.failed("it did not start");
        }
        Counters counters = Counters.of(counter -> switch (counter) {
            case SENT, ACKED -> random.nextInt(10) == 0 ? 0 : 100;
            case PHANTOM -> random.nextInt(20) == 0 ? 1 : 0;
            default -> random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 0;
        });
        return Twin.observed(
                counters,
                random.nextInt(10) == 0 ? FaultEvidence.missing("it did not") : FaultEvidence.proven("it did"));
    }

    private static Exhibit exhibit(Twin twin) {
        return new Exhibit(twin.counters(), twin.fault().proven(), twin.fault().words());
    }

    @Test
    void anyTwoTwinsAreJudgedAsTheyWereJudgedFirst() {
        Random random = new Random(7);
        Map<String, Integer> seen = new TreeMap<>();
        for (int i = 0; i < CASES; i++) {
            Expectation expectation =
                    new Expectation("F1", some(random, true), some(random, false), some(random, true));
            Twin weak = twin(random);
            Twin strong = twin(random);
            Verdicts verdicts = Verdicts.of(expectation, weak, strong);
            assertThat(SecondOpinion.ofWeak(expectation, exhibit(weak)))
                    .as("%s: %s", expectation, weak)
                    .isEqualTo(new SecondOpinion(
                            verdicts.weak().words(), verdicts.weak().statement()));
            assertThat(SecondOpinion.ofStrong(expectation, exhibit(weak), exhibit(strong)))
                    .as("%s: %s, %s", expectation, weak, strong)
                    .isEqualTo(new SecondOpinion(
                            verdicts.strong().words(), verdicts.strong().statement()));
            seen.merge("weak " + verdicts.weak().words(), 1, Integer::sum);
            seen.merge("strong " + verdicts.strong().words(), 1, Integer::sum);
        }
        // A property that only ever saw one kind of case would prove little.
        assertThat(seen)
                .containsOnlyKeys(
                        "weak INCONCLUSIVE",
                        "weak VIOLATED (expected)",
                        "weak VIOLATED (unexpected)",
                        "strong HELD",
                        "strong INCONCLUSIVE",
                        "strong VIOLATED (unexpected)");
        assertThat(seen.values()).allMatch(count -> count > CASES / 100);
    }

    @Test
    void aTwinWithoutCountersIsNeverConclusive() {
        Expectation expectation = new Expectation("F1", Set.of(Counter.LOST), Set.of(), Set.of(Counter.LOST));
        Exhibit none = new Exhibit(Optional.empty(), true, "it did not start");
        SecondOpinion nothing = new SecondOpinion("INCONCLUSIVE", "not observed: it did not start");
        assertThat(SecondOpinion.ofWeak(expectation, none)).isEqualTo(nothing);
        assertThat(SecondOpinion.ofStrong(expectation, none, none)).isEqualTo(nothing);
    }
}
