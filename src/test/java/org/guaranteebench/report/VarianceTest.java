package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.report.SyntheticRun.ALL_ISR;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.latency;
import static org.guaranteebench.report.SyntheticRun.metric;
import static org.guaranteebench.report.SyntheticRun.throughput;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VarianceTest {
    @TempDir
    private Path out;

    private static String printed(SyntheticRun run) {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        Variance.of(run.analysis()).print(writer);
        writer.flush();
        assertThat(text.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        return text.toString().replaceAll("\\s+", " ");
    }

    /** Four blocks to a start; {@code arm[i]} and its baseline are the iterations of block i + 1. */
    private static SyntheticRun run(Double[][] arm, Double[][] baseline) {
        SyntheticRun run = new SyntheticRun();
        for (int i = 0; i < arm.length; i++) {
            run.iterated(i + 1, throughput(LEADER_ACK), baseline[i]);
            run.iterated(i + 1, throughput(ALL_ISR), arm[i]);
        }
        return run;
    }

    private static Double[][] eight(double first, double second, double odd, double spread) {
        Double[][] blocks = new Double[8][];
        for (int i = 0; i < 8; i++) {
            double level = (i < 4 ? first : second) * (i % 2 == 0 ? odd : 1 / odd);
            blocks[i] = new Double[] {level * spread, level / spread, level * spread, level / spread};
        }
        return blocks;
    }

    private static final Double[][] STEADY = eight(100, 100, 1, 1);

    @Test
    void whatDiffersBetweenStartsIsHelpedByMoreStarts() {
        assertThat(printed(run(eight(80, 120, 1.001, 1.0001), STEADY)))
                .containsPattern("all-isr / leader-ack +8 +100 % +0 % +0 %")
                .contains("most would help: more blocks, for each four of them have a start of their own");
    }

    @Test
    void whatDiffersBetweenForksIsHelpedByMoreBlocks() {
        assertThat(printed(run(eight(80, 80, 1.1, 1.0001), STEADY)))
                .containsPattern("all-isr / leader-ack +8 +0 % +100 % +0 %")
                .containsPattern("most would help: more blocks (all-isr|$)");
    }

    @Test
    void whatDiffersWithinForksIsHelpedByLongerTrials() {
        // The mean of a trial's four iterations scatters by 0.1 ÷ 2; both arms' by √2 of that.
        assertThat(printed(run(eight(80, 80, 1.01, 1.1), STEADY))).contains("most would help: longer trials, -i or -r");
    }

    @Test
    void ofOneStartAloneItSaysSo() {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= 3; block++) {
            run.iterated(block, throughput(LEADER_ACK), 100.0, 100.0);
            run.iterated(block, throughput(ALL_ISR), 80.0 + block, 80.0 + block);
        }
        assertThat(printed(run)).containsPattern("all-isr / leader-ack +3 +one +100 %");
    }

    @Test
    void ratiosAndTheCrossCheckStandBesideIt() {
        assertThat(printed(run(eight(80, 80, 1.1, 1.0001), STEADY)))
                .containsPattern("baseline x0.80 \\(0.73-0.88\\); geometric mean x0.80 \\(0.7\\d-0.8\\d\\)");
    }

    @Test
    void latenciesAndSingleBlocksAreNotTakenApart() {
        SyntheticRun run = new SyntheticRun()
                .iterated(1, throughput(LEADER_ACK), 100.0)
                .iterated(1, throughput(ALL_ISR), 80.0)
                .measured(1, latency(LEADER_ACK), metric("ack_p50", 5))
                .measured(1, latency(ALL_ISR), metric("ack_p50", 6));
        assertThat(printed(run)).isEmpty();
    }

    @Test
    void theFileHasARowForEachThroughputRatio() throws IOException {
        SyntheticRun run = run(eight(80, 120, 1.1, 1.1), STEADY);
        var folder = run.save(out);
        Variance.of(run.analysis()).write(folder);
        List<String> lines = Files.readAllLines(folder.path().resolve(Variance.FILE));
        assertThat(lines).hasSize(1 + 2);
        assertThat(lines.get(1)).contains(",leader-ack,throughput,all-isr,baseline,8,2,");
        assertThat(lines.get(2)).contains(",leader-ack,throughput,all-isr,step,8,2,");
    }
}
