package org.guaranteebench.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Commit;
import org.guaranteebench.grid.GroupProtocol;
import org.guaranteebench.grid.Isolation;
import org.guaranteebench.grid.Treatment;
import org.junit.jupiter.api.Test;

class ReaderTest {
    private static Reader of(String... pairs) {
        Map<String, String> treatment =
                pairs.length == 0 ? Map.of() : Map.of(pairs[0], pairs[1], "group.protocol", "consumer");
        return Reader.of(Cell.of("all", "true", "none", "read_committed", new Treatment(treatment)), "g");
    }

    @Test
    void aCellThatSaysNothingOfGroupsHasAReaderWithoutOne() {
        assertThat(of()).isEqualTo(Reader.assigned(Isolation.READ_COMMITTED, GroupProtocol.CLASSIC));
    }

    @Test
    void aMemberCommitsAsItsCellSays() {
        assertThat(of("commit", "every-100"))
                .isEqualTo(Reader.member(
                        Isolation.READ_COMMITTED, GroupProtocol.CONSUMER, "g", Commit.parse("every-100")));
    }

    @Test
    void aStageCommitsItselfUnlessItsSemanticsLeaveThatToTheTimer() {
        assertThat(of("semantics", "exactly-once").commit()).isEqualTo(Commit.parse("none"));
        assertThat(of("semantics", "auto-commit").commit()).isEqualTo(Commit.parse("auto"));
    }
}
