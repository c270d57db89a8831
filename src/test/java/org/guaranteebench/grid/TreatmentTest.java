package org.guaranteebench.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreatmentTest {
    private static Cell cell(String acks, String idempotence, String transactions, String isolation, String... pairs) {
        Map<String, String> values = new java.util.LinkedHashMap<>();
        for (String pair : pairs) {
            values.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return Cell.of(acks, idempotence, transactions, isolation, new Treatment(values));
    }

    private static Cell reading(String isolation, String... pairs) {
        return cell("all", "true", "none", isolation, pairs);
    }

    @Test
    void valuesStandInTheOrderOfParametersAndInOneForm() {
        Treatment treatment = new Treatment(Map.of("group.protocol", "classic", "aborted", "010", "log", "committed"));
        assertThat(treatment.values().keySet()).containsExactly("log", "aborted", "group.protocol");
        assertThat(treatment.values()).containsEntry("aborted", "10");
        assertThat(treatment).hasToString("log=committed aborted=10 group.protocol=classic");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acks", "rate", "nonesuch"})
    void whatIsNotWhatAConsumerDoesIsNoTreatment(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Treatment(Map.of(name, "1")));
    }

    @Test
    void aLogWithoutTransactionsHoldsNoAbortedOnes() {
        assertThat(reading("read_committed", "log=plain", "aborted=10").rejection())
                .contains("no transaction is in log=plain, so none was aborted");
        assertThat(reading("read_committed", "log=committed", "aborted=10").rejection())
                .isEmpty();
        assertThat(reading("read_committed", "log=plain", "aborted=0").rejection())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "read_uncommitted, plain, 0, none, classic, plain",
        "read_committed, plain, 0, none, classic, read_committed",
        "read_committed, committed, 0, none, classic, committed read_committed",
        "read_uncommitted, committed, 50, none, classic, aborted 50%",
        "read_uncommitted, plain, 0, batch-sync, classic, batch-sync",
        "read_uncommitted, committed, 0, every-100, consumer, committed every-100 group.protocol=consumer",
    })
    void aReaderIsNamedByWhatItReadsAndHowTheOrdinaryLeftOut(
            String isolation, String log, String aborted, String commit, String protocol, String name) {
        assertThat(reading(
                                isolation,
                                "log=" + log,
                                "aborted=" + aborted,
                                "commit=" + commit,
                                "group.protocol=" + protocol)
                        .arm())
                .isEqualTo(name);
    }

    @Test
    void aStageIsNamedByItsPromiseAndByItsProducerWhereThatIsNotTheOrdinaryOne() {
        assertThat(reading("read_committed", "semantics=exactly-once").arm()).isEqualTo("exactly-once");
        assertThat(reading("read_uncommitted", "semantics=exactly-once").arm())
                .isEqualTo("exactly-once read_uncommitted");
        assertThat(cell("1", "false", "none", "read_uncommitted", "semantics=at-least-once")
                        .arm())
                .isEqualTo("at-least-once of leader-ack");
        assertThat(cell("all", "true", "100ms", "read_committed", "semantics=exactly-once")
                        .arm())
                .isEqualTo("exactly-once of transactional 100ms");
    }

    @ParameterizedTest
    @CsvSource({"none, no predecessor", "committed, committed predecessor", "open, open predecessor"})
    void aTakeoverIsNamedByWhatItsPredecessorLeft(String predecessor, String name) {
        assertThat(cell("all", "true", "1", "read_committed", "predecessor=" + predecessor)
                        .arm())
                .isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "classic, every-100, classic every-100",
        "consumer, every-100, consumer every-100",
        "classic, none, classic none"
    })
    void aGroupThatRebalancesIsNamedByItsProtocolAndItsCommits(String protocol, String commit, String name) {
        Cell cell = reading("read_uncommitted", "commit=" + commit, "group.protocol=" + protocol);
        assertThat(cell.arm()).isEqualTo(name);
        assertThat(cell.treatment().rebalances()).isTrue();
    }

    @Test
    void whoReadsAWrittenLogRebalancesNothing() {
        assertThat(reading("read_uncommitted", "log=plain", "commit=every-100").treatment())
                .returns(false, Treatment::rebalances)
                .returns(Optional.empty(), Treatment::predecessor);
    }

    @Test
    void takeoversAreOrderedByHowMuchThereIsToDo() {
        assertThat(cell("all", "true", "1", "read_committed", "predecessor=none"))
                .isLessThan(cell("all", "true", "1", "read_committed", "predecessor=committed"));
        assertThat(cell("all", "true", "1", "read_committed", "predecessor=committed"))
                .isLessThan(cell("all", "true", "1", "read_committed", "predecessor=open"));
    }

    @Test
    void aReaderOfALiveProducerIsNamedByBoth() {
        assertThat(cell("all", "true", "100ms", "read_committed").arm())
                .isEqualTo("transactional 100ms read_committed");
        assertThat(cell("1", "false", "none", "read_committed").arm()).isEqualTo("leader-ack read_committed");
    }

    @Test
    void aCellGoesIntoTextAndBack() {
        Cell cell = cell("all", "true", "1s", "read_committed", "semantics=exactly-once", "group.protocol=consumer");
        assertThat(Cell.of(cell.values())).isEqualTo(cell);
        assertThat(cell.produced()).isEqualTo(Cell.of("all", "true", "1s", "read_uncommitted"));
    }

    @Test
    void cellsAreOrderedBySemanticsThenLogThenCommitThenLevelThenIsolation() {
        assertThat(reading("read_committed", "semantics=at-least-once"))
                .isLessThan(reading("read_uncommitted", "semantics=exactly-once"));
        assertThat(reading("read_committed", "log=plain", "aborted=0", "commit=record-sync"))
                .isLessThan(reading("read_uncommitted", "log=committed", "aborted=0", "commit=none"));
        assertThat(reading("read_uncommitted", "log=plain", "aborted=0", "commit=every-1000"))
                .isLessThan(reading("read_uncommitted", "log=plain", "aborted=0", "commit=every-10"));
        assertThat(cell("1", "false", "none", "read_committed"))
                .isLessThan(cell("all", "false", "none", "read_uncommitted"));
        assertThat(reading("read_uncommitted")).isLessThan(reading("read_committed"));
    }
}
