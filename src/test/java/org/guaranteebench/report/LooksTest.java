package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.report.SyntheticRun.again;
import static org.guaranteebench.report.SyntheticRun.pipeline;
import static org.guaranteebench.report.SyntheticRun.stage;
import static org.guaranteebench.report.SyntheticRun.throughput;
import static org.guaranteebench.report.SyntheticRun.transactional;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.junit.jupiter.api.Test;

class LooksTest {
    @Test
    void levelsHaveTheColoursOfThePlotsWhateverTheOrderOfTheArms() {
        List<Arm> arms = new ArrayList<>();
        Cell.LADDER.forEach(cell -> arms.add(throughput(cell)));
        arms.add(throughput(transactional("1s")));
        arms.add(again(throughput(SyntheticRun.LEADER_ACK)));
        Map<String, Looks.Look> looks = Looks.of(arms);
        assertThat(looks.get("fire-and-forget").color()).isEqualTo("#56B4E9");
        assertThat(looks.get("leader-ack").color()).isEqualTo("#E69F00");
        assertThat(looks.get("all-isr").color()).isEqualTo("#009E73");
        assertThat(looks.get("idempotent").color()).isEqualTo("#0072B2");
        assertThat(looks.get("transactional 1s").color())
                .as("1s is shorter than 100ms")
                .isEqualTo("#D55E00");
        assertThat(looks.get("transactional 100ms").color()).isEqualTo("#CC79A7");
        assertThat(looks.get("leader-ack (A/A)").color()).isEqualTo("#777777");
        Collections.reverse(arms);
        assertThat(Looks.of(arms)).isEqualTo(looks);
    }

    @Test
    void stagesAreToldApartByWhatTheyPromise() {
        Map<String, Looks.Look> looks = Looks.of(List.of(
                pipeline(stage("at-most-once")), pipeline(stage("at-least-once")), pipeline(stage("exactly-once"))));
        assertThat(looks.values()).extracting(Looks.Look::color).containsExactly("#E69F00", "#56B4E9", "#009E73");
        assertThat(looks.values()).extracting(Looks.Look::symbol).doesNotHaveDuplicates();
        assertThat(looks.values())
                .extracting(Looks.Look::dash)
                .as("reads committed data only")
                .containsExactly("", "", "7 4");
    }
}
