package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.guaranteebench.grid.Cell;
import org.junit.jupiter.api.Test;

class AccountingTest {
    private static final Cell FIRE_AND_FORGET = Cell.LADDER.get(0);
    private static final Cell LEADER_ACK = Cell.LADDER.get(1);
    private static final Cell ALL_ISR = Cell.LADDER.get(2);
    private static final Cell IDEMPOTENT = Cell.LADDER.get(3);
    private static final Cell TRANSACTIONAL = Cell.LADDER.get(4);

    @Test
    void clientAndBrokersThatAgreeViolateNothing() {
        assertThat(Accounting.violation(LEADER_ACK, 1000, 1000, 0)).isEmpty();
        assertThat(Accounting.violation(ALL_ISR, 1000, 1000, 0)).isEmpty();
        assertThat(Accounting.violation(IDEMPOTENT, 1000, 1000, 1)).isEmpty();
    }

    @Test
    void aLogMayHoldMoreThanWasAcknowledged() {
        assertThat(Accounting.violation(LEADER_ACK, 1000, 1500, 0)).isEmpty();
        assertThat(Accounting.violation(TRANSACTIONAL, 1000, 1012, 6)).isEmpty();
    }

    @Test
    void oneAcknowledgedRecordMissingInTheLogIsAViolation() {
        assertThat(Accounting.violation(LEADER_ACK, 1000, 999, 0))
                .hasValue("1000 records were acknowledged, the log holds 999");
        assertThat(Accounting.violation(TRANSACTIONAL, 1_234_567, 1_234_566, 1))
                .hasValue("1234567 records were acknowledged, the log holds 1234566");
    }

    @Test
    void withAcks0NothingIsPromisedAndNothingViolated() {
        assertThat(Accounting.violation(FIRE_AND_FORGET, 1000, 0, 0)).isEmpty();
    }

    @Test
    void anIdempotentCellWithoutProducerIdsWasNotIdempotent() {
        assertThat(Accounting.violation(IDEMPOTENT, 1000, 1000, 0))
                .hasValue("the cell says idempotence=true, the brokers hold 0 producer ids for its topic");
    }

    @Test
    void aPlainCellWithProducerIdsWasIdempotent() {
        assertThat(Accounting.violation(LEADER_ACK, 1000, 1000, 3))
                .hasValue("the cell says idempotence=false, the brokers hold 3 producer ids for its topic");
        assertThat(Accounting.violation(FIRE_AND_FORGET, 1000, 1000, 1)).isPresent();
    }

    @Test
    void lossIsSaidBeforeProducerIds() {
        assertThat(Accounting.violation(IDEMPOTENT, 10, 9, 0))
                .hasValueSatisfying(reason -> assertThat(reason).contains("the log holds 9"));
    }
}
