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
import org.guaranteebench.grid.Treatment;
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
        assertThat(looks.get("transactional 100ms").color())
                .as("the usual way to commit, whatever stands before it")
                .isEqualTo("#D55E00");
        assertThat(looks.get("transactional 1s").color()).isEqualTo("#CC79A7");
        assertThat(looks.get("leader-ack (A/A)").color()).isEqualTo("var(--control)");
        Collections.reverse(arms);
        assertThat(Looks.of(arms)).isEqualTo(looks);
    }

    @Test
    void stagesAreToldApartByWhatTheyPromise() {
        Map<String, Looks.Look> looks = Looks.of(List.of(
                pipeline(stage("at-most-once")), pipeline(stage("at-least-once")), pipeline(stage("exactly-once"))));
        assertThat(looks.values()).extracting(Looks.Look::color).containsExactly("#E69F00", "#009E73", "#CC79A7");
        assertThat(looks.values()).extracting(Looks.Look::symbol).doesNotHaveDuplicates();
        assertThat(looks.values())
                .extracting(Looks.Look::dash)
                .as("reads committed data only")
                .containsExactly("", "", "7 4");
    }

    @Test
    void manyReadersAreToldApartByColourOrSymbol() {
        List<Arm> readers = new ArrayList<>();
        for (String commit : List.of("none", "auto", "before", "batch-async", "batch-sync", "record-sync")) {
            for (String protocol : List.of("classic", "consumer")) {
                Treatment treatment = new Treatment(
                        Map.of("log", "plain", "aborted", "0", "commit", commit, "group.protocol", protocol));
                Cell cell = Cell.of("all", "true", "none", "read_uncommitted", treatment);
                readers.add(new Arm("ConsumeThroughput", cell, GoldenRun.load(0, Map.of()), false));
            }
        }
        assertThat(Looks.of(readers).values())
                .hasSize(12)
                .extracting(look -> look.color() + look.symbol())
                .doesNotHaveDuplicates();
    }
}
