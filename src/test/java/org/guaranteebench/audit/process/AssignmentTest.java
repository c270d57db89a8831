package org.guaranteebench.audit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class AssignmentTest {
    private static final Assignment BOTH = new Assignment(3, "stage-9f2", List.of(1, 0));
    private static final Assignment NONE = new Assignment(4, "stage-9f2", List.of());

    @Test
    void whatAStageSaysIsWhatItsParentReads() {
        assertThat(BOTH).hasToString("3 stage-9f2 0,1");
        assertThat(Assignment.parse(BOTH.toString())).isEqualTo(BOTH);
        assertThat(Assignment.parse(NONE.toString())).isEqualTo(NONE);
        assertThat(BOTH.words()).isEqualTo("partitions 0,1 in generation 3");
    }

    @Test
    void twoOverlapWhereAPartitionIsInBoth() {
        assertThat(BOTH.overlaps(new Assignment(5, "other", List.of(1, 2)))).isTrue();
        assertThat(BOTH.overlaps(new Assignment(5, "other", List.of(2)))).isFalse();
        assertThat(BOTH.overlaps(NONE)).isFalse();
    }

    @Test
    void anythingElseIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Assignment.parse("3 0,1"))
                .withMessage("\"3 0,1\": an assignment is generation member partitions");
    }
}
