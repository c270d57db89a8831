package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.report.SyntheticRun.ALL_ISR;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.again;
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

class RejectionTest {
    @TempDir
    private Path out;

    /** In block 3 the baseline was robbed of half of its CPU time and ran at half its speed. */
    private static SyntheticRun run(String rule) {
        SyntheticRun run = new SyntheticRun().rejectDisturbed(rule);
        for (int block = 1; block <= 8; block++) {
            double own = block == 3 ? 50 : 100 + block;
            run.measured(
                    block, throughput(LEADER_ACK), metric("throughput", own), metric("steal", block == 3 ? 0.5 : 0.01));
            run.measured(block, again(throughput(LEADER_ACK)), metric("throughput", 100), metric("steal", 0));
            run.measured(block, throughput(ALL_ISR), metric("throughput", 80), metric("steal", 0));
        }
        return run;
    }

    private static String printed(SyntheticRun run) {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        Rejection.of(run.analysis()).ifPresent(rejection -> rejection.print(writer));
        writer.flush();
        return text.toString();
    }

    private static String unwrapped(SyntheticRun run) {
        return printed(run).replaceAll("\\s+", " ").trim();
    }

    @Test
    void aRunWithoutARuleLeavesNothingOut() {
        assertThat(printed(run(null))).isEmpty();
    }

    @Test
    void aDisturbedTrialTakesItsWholeBlockWithItAndBothResultsAreShown() {
        Analysis all = run("steal>2%").analysis();
        Rejection rejection = Rejection.of(all).orElseThrow();
        Analysis.Comparison headline =
                all.comparison(throughput(ALL_ISR), "throughput").orElseThrow();
        Analysis.Comparison kept = rejection.kept(headline).orElseThrow();
        assertThat(headline.effect().n()).isEqualTo(8);
        assertThat(headline.effect().high()).isGreaterThan(1);
        assertThat(kept.effect().n()).isEqualTo(7);
        assertThat(kept.effect().high()).isLessThan(0.8);
        assertThat(rejection.reason(all.trials().get(2 * 3))).contains("steal 50.0 % in leader-ack");
        assertThat(rejection.reason(all.trials().get(2 * 3 + 2)))
                .as("not disturbed itself")
                .contains("steal 50.0 % in leader-ack");
        assertThat(rejection.reason(all.trials().get(0))).isEmpty();
    }

    @Test
    void theConsoleHasBothSideBySideAndSaysWhichIsTheResult() {
        assertThat(unwrapped(run("steal>2%")))
                .startsWith(
                        "--reject-disturbed steal>2%, fixed before the run, leaves out 1 of 8 blocks: block 3 (steal"
                                + " 50.0 % in leader-ack). all trials, the result without these blocks ")
                .containsPattern(
                        "all-isr throughput x0.7\\d \\(0.7\\d-1.\\d+\\), n=8 x0.7\\d \\(0.7\\d-0.7\\d\\), n=7");
        assertThat(printed(run("steal>2%")).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void aRuleThatNoTrialMeetsLeavesOutNothingAndOneThatAllMeetLeavesNothing() {
        assertThat(unwrapped(run("steal>60%"))).endsWith("leaves out 0 of 8 blocks.");
        assertThat(unwrapped(run("steal>0%")))
                .contains("leaves out 8 of 8 blocks")
                .contains("not measured");
    }

    @Test
    void whatNoTrialHasIsSaid() {
        assertThat(unwrapped(run("steal>60%,gc>1%"))).endsWith("Not measured in any trial of this run: gc.");
    }

    @Test
    void theTablesHaveBothAndTheReason() throws IOException {
        SyntheticRun run = run("steal>2%");
        var folder = run.save(out);
        Tables.write(run.analysis(), folder);
        List<String> costs = Files.readAllLines(folder.costsCsv());
        assertThat(costs)
                .filteredOn(line -> line.contains(",all-isr,baseline,"))
                .allSatisfy(line -> {
                    String[] cells = line.split(",");
                    assertThat(cells[cells.length - 5]).isEqualTo("7");
                    assertThat(cells[cells.length - 1]).startsWith("costs ");
                });
        assertThat(Files.readAllLines(folder.trialsCsv()))
                .filteredOn(line -> line.endsWith(",steal 50.0 % in leader-ack"))
                .hasSize(6);
    }
}
