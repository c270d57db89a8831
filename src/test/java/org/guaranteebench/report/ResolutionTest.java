package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.report.SyntheticRun.ALL_ISR;
import static org.guaranteebench.report.SyntheticRun.IDEMPOTENT;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.again;
import static org.guaranteebench.report.SyntheticRun.metric;
import static org.guaranteebench.report.SyntheticRun.throughput;

import org.junit.jupiter.api.Test;

class ResolutionTest {
    /** Each arm by its share up in one block and down in the next: six blocks have intervals from end to end. */
    private static SyntheticRun run(int blocks, boolean control) {
        SyntheticRun run = new SyntheticRun();
        for (int block = 1; block <= blocks; block++) {
            boolean up = block % 2 == 0;
            run.measured(block, throughput(LEADER_ACK), metric("throughput", 1000));
            if (control) {
                run.measured(block, again(throughput(LEADER_ACK)), metric("throughput", up ? 1500 : 1000 / 1.5));
            }
            run.measured(block, throughput(ALL_ISR), metric("throughput", up ? 550 : 500 / 1.1));
            run.measured(block, throughput(IDEMPOTENT), metric("throughput", up ? 600 : 500 / 1.2));
        }
        return run;
    }

    @Test
    void itIsTheMiddleOneOfTheHalfWidthsWhateverTheRatios() {
        assertThat(Resolution.sentence(run(6, true).analysis())).startsWith("Resolution: throughput 20 %; about that");
    }

    @Test
    void withoutAnIntervalOfTheControlNothingIsSaid() {
        assertThat(Resolution.sentence(run(6, false).analysis())).isEmpty();
        assertThat(Resolution.sentence(run(5, true).analysis())).isEmpty();
    }
}
