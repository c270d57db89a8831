package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.report.SyntheticRun.ALL_ISR;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.metric;
import static org.guaranteebench.report.SyntheticRun.throughput;

import java.util.List;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.junit.jupiter.api.Test;

class PreemptionsTest {
    private static SyntheticRun run(Cell cell, double... perSecond) {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= perSecond.length; block++) {
            run.measured(
                    block, throughput(cell), metric("throughput", 100), metric("preemptions", perSecond[block - 1]));
        }
        return run;
    }

    private static List<Integer> flagged(SyntheticRun run) {
        return run.analysis().trials().stream()
                .filter(t -> t.flags().stream().anyMatch(f -> f.code().equals("preempted")))
                .map(Trial::block)
                .toList();
    }

    @Test
    void aTrialWithMoreThanTwiceItsArmsMedianIsInDoubt() {
        SyntheticRun run = run(ALL_ISR, 500, 510, 1200, 490, 505);
        assertThat(flagged(run)).containsExactly(3);
        assertThat(run.analysis().trials().get(2).flags())
                .containsExactly(new Flag(
                        "preempted", "the client lost its CPU 1,200 times a second, 505 in the arm's median trial"));
    }

    @Test
    void whatIsUsualForAnArmIsNot() {
        assertThat(flagged(run(ALL_ISR, 5000, 5100, 5300, 4900))).isEmpty();
    }

    @Test
    void withFewTrialsOrFewSwitchesNobodyKnowsWhatIsUsual() {
        assertThat(flagged(run(ALL_ISR, 500, 510, 5000))).isEmpty();
        assertThat(flagged(run(ALL_ISR, 1, 2, 99, 1, 1))).isEmpty();
    }

    @Test
    void trialsOfOtherArmsAndOldRunsAreNoMeasure() {
        SyntheticRun run = run(ALL_ISR, 500, 510, 490, 500);
        run.measured(1, throughput(LEADER_ACK), metric("throughput", 1), metric("preemptions", 5000));
        assertThat(flagged(run)).isEmpty();
        assertThat(flagged(new SyntheticRun().measured(1, throughput(LEADER_ACK), metric("throughput", 1))))
                .isEmpty();
    }

    @Test
    void whatWasMeasuredAgainIsNoMeasureAndNotInDoubt() {
        List<Trial> trials = run(ALL_ISR, 500, 510, 1200, 490, 5000, 5100, 5200, 5300)
                .analysis()
                .trials();
        List<Trial> mixed = trials.stream()
                .map(t -> t.block() > 4
                        ? Trial.measured(
                                t.run(),
                                t.block(),
                                t.position(),
                                t.incarnation(),
                                t.arm(),
                                Status.SUPERSEDED,
                                "was OK",
                                t.started(),
                                t.seconds(),
                                t.metrics(),
                                t.iterations(),
                                List.of(),
                                "")
                        : t)
                .toList();
        assertThat(Preemptions.flagged(mixed))
                .filteredOn(t -> !t.flags().isEmpty())
                .extracting(Trial::block)
                .containsExactly(3);
    }

    @Test
    void aPartOfARunKeepsTheFlagsOfTheWholeAndHasThemOnce() {
        List<Trial> whole = run(ALL_ISR, 500, 510, 1200, 490, 505).analysis().trials();
        assertThat(Preemptions.flagged(whole)).isEqualTo(whole);
        assertThat(Preemptions.flagged(whole.subList(2, 3)).get(0).flags()).hasSize(1);
    }
}
