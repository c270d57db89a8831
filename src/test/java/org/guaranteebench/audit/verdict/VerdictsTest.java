package org.guaranteebench.audit.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictsTest {
    /** acks=1 loses; acks=all loses nothing, and may repeat. */
    private static final Expectation F5 =
            new Expectation("F5", Set.of(Counter.LOST), Set.of(Counter.DUPLICATED), Set.of(Counter.LOST));

    /** Offsets committed outside of the transaction lose or repeat; inside, neither. */
    private static final Expectation F8 = new Expectation(
            "F8",
            Set.of(Counter.LOST, Counter.DUPLICATED),
            Set.of(),
            Set.of(Counter.LOST, Counter.DUPLICATED, Counter.TORN));

    private static final FaultEvidence FIRED = FaultEvidence.proven("pid 7 ended by signal 9");
    private static final FaultEvidence NOT_FIRED = FaultEvidence.missing("leader epoch is still 0");

    private static final Counters CLEAN = new Counters(1000, 990, 0, 0, 0, 0, 0, 0, 0);
    private static final Counters LOSSES = with(CLEAN, Counter.LOST, 12);
    private static final Twin DAMAGED = Twin.observed(LOSSES, FIRED);
    private static final Twin INTACT = Twin.observed(CLEAN, FIRED);
    private static final Counters NOTHING_SENT = new Counters(0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static final String EXPECTED = "VIOLATED (expected)";
    private static final String UNEXPECTED = "VIOLATED (unexpected)";
    private static final String HELD = "HELD";
    private static final String INCONCLUSIVE = "INCONCLUSIVE";

    private static Counters with(Counters counters, Counter counter, long value) {
        return Counters.of(each -> each == counter ? value : counters.of(each));
    }

    private static Twin fired(Counters counters) {
        return Twin.observed(counters, FIRED);
    }

    private static Arguments row(
            Expectation expectation,
            Twin weak,
            String weakWords,
            String weakStatement,
            Twin strong,
            String strongWords,
            String strongStatement) {
        return Arguments.of(expectation, weak, weakWords, weakStatement, strong, strongWords, strongStatement);
    }

    static Stream<Arguments> table() {
        String lossesSeen = "observed 12 lost in 1,000 sends under F5";
        String heldStatement = "observed 0 lost in 1,000 sends under F5";
        String noDamage = "the weak twin shows no damage: observed 0 lost in 1,000 sends under F5";
        String notProven = "the fault is not proven to have fired: leader epoch is still 0";
        return Stream.of(
                row(F5, DAMAGED, EXPECTED, lossesSeen, INTACT, HELD, heldStatement),
                // The control.
                row(
                        F5,
                        INTACT,
                        INCONCLUSIVE,
                        noDamage,
                        INTACT,
                        INCONCLUSIVE,
                        heldStatement + ", but the weak twin proves nothing: " + noDamage),
                row(
                        F5,
                        Twin.observed(LOSSES, NOT_FIRED),
                        INCONCLUSIVE,
                        notProven,
                        INTACT,
                        INCONCLUSIVE,
                        heldStatement + ", but the weak twin proves nothing: " + notProven),
                row(
                        F5,
                        Twin.failed("broker 2 did not start"),
                        INCONCLUSIVE,
                        "not observed: broker 2 did not start",
                        INTACT,
                        INCONCLUSIVE,
                        heldStatement + ", but the weak twin proves nothing: not observed: broker 2 did not start"),
                row(
                        F5,
                        fired(with(CLEAN, Counter.DUPLICATED, 3)),
                        INCONCLUSIVE,
                        noDamage,
                        INTACT,
                        INCONCLUSIVE,
                        heldStatement + ", but the weak twin proves nothing: " + noDamage),
                row(F5, fired(with(LOSSES, Counter.DUPLICATED, 3)), EXPECTED, lossesSeen, INTACT, HELD, heldStatement),
                row(
                        F5,
                        fired(with(LOSSES, Counter.REORDERED, 2)),
                        UNEXPECTED,
                        lossesSeen + ", and unexpectedly 2 reordered",
                        INTACT,
                        HELD,
                        heldStatement),
                row(
                        F5,
                        fired(with(LOSSES, Counter.PHANTOM, 1)),
                        INCONCLUSIVE,
                        "a tool erred: 1 phantom",
                        INTACT,
                        INCONCLUSIVE,
                        heldStatement + ", but the weak twin proves nothing: a tool erred: 1 phantom"),
                row(
                        F5,
                        fired(NOTHING_SENT),
                        INCONCLUSIVE,
                        "nothing was sent",
                        INTACT,
                        INCONCLUSIVE,
                        heldStatement + ", but the weak twin proves nothing: nothing was sent"),
                // The twin in question.
                row(F5, DAMAGED, EXPECTED, lossesSeen, Twin.observed(CLEAN, NOT_FIRED), INCONCLUSIVE, notProven),
                row(F5, DAMAGED, EXPECTED, lossesSeen, fired(LOSSES), UNEXPECTED, lossesSeen),
                row(
                        F5,
                        INTACT,
                        INCONCLUSIVE,
                        noDamage,
                        Twin.observed(LOSSES, NOT_FIRED),
                        UNEXPECTED,
                        lossesSeen + "; " + notProven),
                row(
                        F5,
                        DAMAGED,
                        EXPECTED,
                        lossesSeen,
                        fired(with(LOSSES, Counter.PHANTOM, 1)),
                        UNEXPECTED,
                        lossesSeen + "; a tool erred: 1 phantom"),
                row(
                        F5,
                        DAMAGED,
                        EXPECTED,
                        lossesSeen,
                        fired(with(CLEAN, Counter.PHANTOM, 1)),
                        INCONCLUSIVE,
                        "a tool erred: 1 phantom"),
                row(
                        F5,
                        DAMAGED,
                        EXPECTED,
                        lossesSeen,
                        Twin.failed("no quorum"),
                        INCONCLUSIVE,
                        "not observed: no quorum"),
                row(F5, DAMAGED, EXPECTED, lossesSeen, fired(NOTHING_SENT), INCONCLUSIVE, "nothing was sent"),
                row(
                        F5,
                        DAMAGED,
                        EXPECTED,
                        lossesSeen,
                        fired(with(CLEAN, Counter.ACKED, 0)),
                        INCONCLUSIVE,
                        "nothing was acknowledged, so nothing could be lost"),
                row(
                        F5,
                        DAMAGED,
                        EXPECTED,
                        lossesSeen,
                        fired(with(with(CLEAN, Counter.DUPLICATED, 3), Counter.INDETERMINATE, 10)),
                        HELD,
                        heldStatement + " (10 indeterminate apart); not promised: 3 duplicated"),
                // Several kinds.
                row(
                        F8,
                        fired(with(CLEAN, Counter.DUPLICATED, 1234)),
                        EXPECTED,
                        "observed 1,234 duplicated in 1,000 sends under F8",
                        INTACT,
                        HELD,
                        "observed 0 duplicated in 1,000 sends under F8; and 0 lost, 0 torn, as in the weak twin"),
                row(
                        F8,
                        fired(with(LOSSES, Counter.TORN, 4)),
                        UNEXPECTED,
                        "observed 12 lost in 1,000 sends under F8, and unexpectedly 4 torn",
                        fired(with(with(CLEAN, Counter.TORN, 4), Counter.ABORTED_READ, 2)),
                        UNEXPECTED,
                        "observed 4 torn in 1,000 sends under F8"));
    }

    @ParameterizedTest
    @MethodSource("table")
    void aVerdictIsAFunctionOfExpectationCountersAndEvidence(
            Expectation expectation,
            Twin weak,
            String weakWords,
            String weakStatement,
            Twin strong,
            String strongWords,
            String strongStatement) {
        Verdicts verdicts = Verdicts.of(expectation, weak, strong);
        assertThat(verdicts.weak().words()).isEqualTo(weakWords);
        assertThat(verdicts.weak().statement()).isEqualTo(weakStatement);
        assertThat(verdicts.strong().words()).isEqualTo(strongWords);
        assertThat(verdicts.strong().statement()).isEqualTo(strongStatement);
    }

    @Test
    void noVerdictButOneHoldsAPromiseAndItNeedsEverythingToBeInOrder() {
        Counters[] counts = {CLEAN, LOSSES, NOTHING_SENT, with(CLEAN, Counter.PHANTOM, 1), with(CLEAN, Counter.ACKED, 0)
        };
        FaultEvidence[] faults = {FIRED, NOT_FIRED};
        for (Counters weak : counts) {
            for (FaultEvidence weakFault : faults) {
                for (Counters strong : counts) {
                    for (FaultEvidence strongFault : faults) {
                        boolean held =
                                Verdicts.of(F5, Twin.observed(weak, weakFault), Twin.observed(strong, strongFault))
                                                .strong()
                                                .outcome()
                                        == Outcome.HELD;
                        boolean inOrder =
                                weak == LOSSES && weakFault.proven() && strong == CLEAN && strongFault.proven();
                        assertThat(held).isEqualTo(inOrder);
                    }
                }
            }
        }
    }

    @Test
    void statementsAreTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Verdicts.of(F5, DAMAGED, INTACT).strong().statement())
                    .isEqualTo("observed 0 lost in 1,000 sends under F5");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void onlyDamageCanBeExpectedAndSomethingMustBe() {
        Set<Counter> lost = Set.of(Counter.LOST);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Expectation("F1", Set.of(Counter.PHANTOM), Set.of(), lost))
                .withMessageContaining("[PHANTOM]: allowed are [LOST, DUPLICATED, ABORTED_READ, TORN, REORDERED]");
        assertThatIllegalArgumentException().isThrownBy(() -> new Expectation("F1", Set.of(), Set.of(), lost));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Expectation("F1", lost, Set.of(), EnumSet.noneOf(Counter.class)))
                .withMessage("F1: nothing to show, or nothing promised");
    }
}
