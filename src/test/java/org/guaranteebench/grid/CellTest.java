package org.guaranteebench.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellTest {

    @Test
    void theLadderHasOneRungForEachLevelFromWeakToStrong() {
        assertThat(Cell.LADDER).extracting(Cell::level).containsExactly(Level.values());
    }

    @Test
    void kafkaAcceptsEveryRungOfTheLadder() {
        assertThat(Cell.LADDER).allSatisfy(cell -> assertThat(cell.rejection()).isEmpty());
    }

    @Test
    void theDefaultBaselineIsLeaderAck() {
        assertThat(Cell.DEFAULT_BASELINE.level()).isEqualTo(Level.LEADER_ACK);
    }

    @ParameterizedTest
    @CsvSource({
        "0, false, none, fire-and-forget",
        "1, false, none, leader-ack",
        "all, false, none, all-isr",
        "all, true, none, idempotent",
        "all, true, 1, transactional",
        "all, true, 100ms, transactional"
    })
    void theLevelFollowsFromTheGuarantees(String acks, String idempotence, String transactions, String level) {
        assertThat(Cell.of(acks, idempotence, transactions, "read_uncommitted").level())
                .hasToString(level);
    }

    @ParameterizedTest
    @CsvSource({
        "0, false, none, fire-and-forget",
        "all, true, none, idempotent",
        "all, true, 100, transactional 100",
        "all, true, 1000ms, transactional 1s"
    })
    void anArmIsNamedByLevelAndByWhenItsTransactionsCommit(
            String acks, String idempotence, String transactions, String arm) {
        assertThat(Cell.of(acks, idempotence, transactions, "read_uncommitted").arm())
                .isEqualTo(arm);
    }

    @Test
    void theLaddersArmsHaveDifferentNames() {
        assertThat(Cell.LADDER).extracting(Cell::arm).doesNotHaveDuplicates();
    }

    @Test
    void transactionsWithoutIdempotenceAreRejectedInKafkasTerms() {
        assertThat(Cell.of("all", "false", "1", "read_committed").rejection())
                .contains("a transactional.id needs enable.idempotence=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1"})
    void idempotenceWithoutAllAcksIsRejectedInKafkasTerms(String acks) {
        assertThat(Cell.of(acks, "true", "none", "read_committed").rejection())
                .contains("enable.idempotence=true needs acks=all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "TRUE", "1"})
    void anIdempotenceThatIsNoBooleanIsRefusedWithTheAllowedValues(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cell.of("all", text, "none", "read_uncommitted"))
                .withMessage("idempotence=" + text + ": allowed are false, true");
    }

    @Test
    void itsTextIsThatOfTheFourParameters() {
        assertThat(Cell.of("-1", "true", "1000ms", "read_committed"))
                .hasToString("acks=all idempotence=true transactions=1s isolation=read_committed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exactly-once", "exactly-once-external"})
    void whatPromisesExactlyOnceMustNotReadAbortedRecords(String semantics) {
        Treatment stage = new Treatment(Map.of("semantics", semantics));
        assertThat(Cell.of("all", "true", "100", "read_uncommitted", stage).rejection())
                .contains("unsound: " + semantics + " of a transactional source needs isolation=read_committed, else it"
                        + " would process aborted records");
        assertThat(Cell.of("all", "true", "100", "read_committed", stage).rejection())
                .isEmpty();
        assertThat(Cell.of("all", "true", "none", "read_uncommitted", stage).rejection())
                .isEmpty();
    }

    @Test
    void weakerStagesMayReadWhatTheyLike() {
        Treatment stage = new Treatment(Map.of("semantics", "at-least-once"));
        assertThat(Cell.of("all", "true", "100", "read_uncommitted", stage).rejection())
                .isEmpty();
    }
}
