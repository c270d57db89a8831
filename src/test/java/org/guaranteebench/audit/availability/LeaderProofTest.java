package org.guaranteebench.audit.availability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.guaranteebench.audit.availability.LevelLeaders.Leader;
import org.junit.jupiter.api.Test;

/** What a kill must show to count. */
class LeaderProofTest {
    private static final List<Leader> DEAD = List.of(new Leader(1, 4), new Leader(1, 7));

    private static boolean succeed(Leader... now) {
        return LevelLeaders.succeed(List.of(now), DEAD);
    }

    @Test
    void anotherBrokerMustLeadEveryLevelInAHigherEpoch() {
        assertThat(succeed(new Leader(2, 5), new Leader(3, 8))).isTrue();
        assertThat(succeed(new Leader(2, 5), new Leader(1, 8)))
                .as("the same leads")
                .isFalse();
        assertThat(succeed(new Leader(2, 5), new Leader(2, 7)))
                .as("in the same epoch")
                .isFalse();
        assertThat(succeed(new Leader(2, 5), new Leader(-1, 8)))
                .as("nobody leads")
                .isFalse();
    }

    @Test
    void theBrokerMustHaveEndedBySigkill() {
        assertThat(Availability.notKilled("broker 1 (process 4711) ended with status 137, which is SIGKILL"))
                .isEmpty();
        assertThat(Availability.notKilled("broker 1 (process 4711) ended with status 1"))
                .contains("it did not end by SIGKILL: broker 1 (process 4711) ended with status 1");
        assertThat(Availability.notKilled("broker 1 (process 137) ended with status 1370"))
                .isPresent();
    }
}
