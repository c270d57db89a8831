package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.again;
import static org.guaranteebench.report.SyntheticRun.latency;
import static org.guaranteebench.report.SyntheticRun.metric;
import static org.guaranteebench.report.SyntheticRun.throughput;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.RunFolder;
import org.junit.jupiter.api.Test;

class ControlsTest {
    private static final Arm BASELINE = throughput(LEADER_ACK);

    /** @param bias of the A/A arm in every block, beside noise of 1 % either way */
    private static SyntheticRun run(int blocks, double bias) {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= blocks; block++) {
            double noise = block % 2 == 0 ? 1.01 : 1 / 1.01;
            run.measured(block, BASELINE, metric("throughput", 1000), metric("client_cpu", 1));
            run.measured(
                    block,
                    again(BASELINE),
                    metric("throughput", 1000 * noise * bias),
                    metric("client_cpu", noise * bias));
            run.measured(
                    block,
                    latency(LEADER_ACK),
                    metric("ack_p50", 500),
                    metric("ack_p99", 600),
                    metric("ack_p999", 700),
                    metric("ack_max", 1));
            run.measured(
                    block,
                    again(latency(LEADER_ACK)),
                    metric("ack_p50", 500 * noise),
                    metric("ack_p99", 600),
                    metric("ack_p999", 700),
                    metric("ack_max", 2));
        }
        return run;
    }

    private static String printed(Consumer<PrintWriter> printing) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        printing.accept(out);
        out.flush();
        return text.toString();
    }

    private static String alarm(SyntheticRun run) {
        return printed(Controls.of(run.analysis())::printIfAlarming).replaceAll("\\s+", " ");
    }

    private static String line(SyntheticRun run) {
        return printed(Controls.of(run.analysis())::print)
                .replaceAll("\\s+", " ")
                .trim();
    }

    @Test
    void aBaselineThatAgreesWithItselfAlarmsNobody() {
        assertThat(alarm(run(8, 1))).isEmpty();
        assertThat(line(run(8, 1)))
                .isEqualTo("A/A (baseline against itself): throughput x1.00 (0.99-1.01), ack p50 x1.00 (0.99-1.01),"
                        + " ack p99 x1.00 (1.00-1.00), ack p99.9 x1.00 (1.00-1.00):"
                        + " every interval contains 1, as it should"
                        + " Resolution: throughput 1.0 %, ack p50 1.0 %, ack p99 0.0 %; about that much is the median"
                        + " half-width of this run's intervals to the baseline, A/A included, and smaller differences"
                        + " cannot be seen in it");
    }

    @Test
    void aBaselineThatDiffersFromItselfIsSaidWithItsIntervalAndARemedy() {
        assertThat(alarm(run(8, 1.2)))
                .startsWith("A/A FIRST: the baseline differs from itself in throughput x1.20 (1.19-1.21). Of 4 such"
                        + " intervals one in twenty")
                .contains("repeat the run with another seed");
        assertThat(line(run(8, 1.2)))
                .contains("throughput x1.20 (1.19-1.21), ack p50 x1.00")
                .contains(": NOT EVERY INTERVAL CONTAINS 1 ");
        assertThat(alarm(run(8, 0.8))).contains("throughput x0.80 (0.79-0.81)");
    }

    @Test
    void theAlarmStandsBeforeAnyResult() {
        RunFolder folder = new RunFolder(Path.of("results", SyntheticRun.ID));
        String summary = printed(out -> new Summary(run(8, 1.2).analysis(), folder).print(out));
        assertThat(summary.stripLeading()).startsWith("A/A FIRST");
        summary = printed(out -> new Summary(run(8, 1).analysis(), folder).print(out));
        assertThat(summary).doesNotContain("A/A FIRST");
    }

    @Test
    void tooFewBlocksForIntervalsAreNoAlarmAndNoAllClear() {
        assertThat(alarm(run(5, 1.2))).isEmpty();
        assertThat(line(run(5, 1.2)))
                .endsWith(
                        "throughput x1.20, ack p50 x1.00, ack p99 x1.00, ack p99.9 x1.00: too few blocks for intervals");
    }

    @Test
    void withoutAControlNothingIsSaid() {
        SyntheticRun run = new SyntheticRun().measured(1, BASELINE, metric("throughput", 1));
        assertThat(alarm(run)).isEmpty();
        assertThat(line(run)).isEmpty();
    }
}
