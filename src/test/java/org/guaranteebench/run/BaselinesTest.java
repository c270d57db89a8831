package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.guaranteebench.grid.Cell;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselinesTest {
    private static final Cell IDEMPOTENT = Cell.of("all", "true", "none", "read_uncommitted");
    private static final Cell TRANSACTIONAL = Cell.of("all", "true", "1s", "read_uncommitted");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "idempotent",
                "idempotence=true",
                "acks=all,idempotence=true",
                "idempotence=true,acks=all",
                "acks=-1,idempotence=true",
                "acks=all,idempotence=true,transactions=none,isolation=read_uncommitted",
                "acks=all"
            })
    void aCellIsNamedByItsLevelOrByAnyOfItsParameters(String text) {
        assertThat(Baselines.matches(text, IDEMPOTENT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "leader-ack",
                "Idempotent",
                "acks",
                "",
                "acks=1",
                "acks=all,idempotence=false",
                "transactions=1s",
                "isolation=read_committed",
                "acks=all,idempotence"
            })
    void whatDiffersInOneParameterIsAnotherCell(String text) {
        assertThat(Baselines.matches(text, IDEMPOTENT)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"transactional 1s", "transactional", "transactions=1s", "transactions=1000ms"})
    void transactionsAreNamedByArmLevelOrInterval(String text) {
        assertThat(Baselines.matches(text, TRANSACTIONAL)).isTrue();
        assertThat(Baselines.matches(text, IDEMPOTENT)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonesuch=1", "rate=1", "linger.ms=5", "acks=all,nonesuch=1", "=1"})
    void aNameThatMakesNoCellIsRefusedWithThoseThatDo(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Baselines.matches(text, IDEMPOTENT))
                .withMessageStartingWith("--baseline " + text + ": ")
                .withMessageEndingWith(
                        " is none of acks, idempotence, transactions, isolation, semantics, log, aborted, commit,"
                                + " group.protocol, predecessor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acks=2", "idempotence=maybe", "transactions=sometimes", "isolation=none", "acks="})
    void aValueThatDoesNotExistIsRefusedWithThoseThatDo(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Baselines.matches(text, IDEMPOTENT))
                .withMessageStartingWith(text + ": allowed are ");
    }
}
