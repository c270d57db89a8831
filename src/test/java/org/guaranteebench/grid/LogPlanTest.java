package org.guaranteebench.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogPlanTest {

    @Test
    void recordsGoRoundThePartitionsAndFillTransactionsInTurn() {
        LogPlan plan = new LogPlan(3, 10, 4, 0);

        assertThat(IntStream.range(0, 10).map(plan::partition)).containsExactly(0, 1, 2, 0, 1, 2, 0, 1, 2, 0);
        assertThat(IntStream.range(0, 10).map(plan::transaction)).containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 2, 2);
    }

    @Test
    void aLogWithoutTransactionsIsOneThatIsNeverAborted() {
        LogPlan plan = new LogPlan(2, 1000, 0, 0);

        assertThat(plan.transaction(0)).isZero();
        assertThat(plan.transaction(999)).isZero();
        assertThat(plan.aborted(0)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "10", "33", "50", "67", "99"})
    void ofEachHundredTransactionsExactlySoManyPerCentAbort(int percent) {
        LogPlan plan = new LogPlan(1, 1, 1, percent);

        for (int hundred : new int[] {0, 100, 20_000_000}) {
            assertThat(IntStream.range(hundred, hundred + 100).filter(plan::aborted))
                    .hasSize(percent);
        }
    }

    @Test
    void abortsAreSpreadEvenly() {
        assertThat(IntStream.range(0, 30).filter(new LogPlan(1, 1, 1, 10)::aborted))
                .containsExactly(9, 19, 29);
        assertThat(IntStream.range(0, 6).filter(new LogPlan(1, 1, 1, 50)::aborted))
                .containsExactly(1, 3, 5);
        assertThat(IntStream.range(0, 9).filter(new LogPlan(1, 1, 1, 33)::aborted))
                .containsExactly(3, 6);
    }

    @Test
    void readersOfCommittedRecordsAreNotGivenTheAborted() {
        // Every second transaction of two is aborted: 0 1 stay, 2 3 go, 4 5 stay, 6 goes.
        LogPlan plan = new LogPlan(3, 7, 2, 50);

        assertThat(IntStream.range(0, 3).map(p -> plan.readable(p, Isolation.READ_UNCOMMITTED)))
                .containsExactly(3, 2, 2);
        assertThat(IntStream.range(0, 3).map(p -> plan.readable(p, Isolation.READ_COMMITTED)))
                .containsExactly(1, 2, 1);
    }

    @ParameterizedTest
    @CsvSource({"3, 100, 0, 0", "6, 12345, 100, 0", "6, 12345, 100, 10", "4, 9999, 7, 50", "5, 3, 2, 50"})
    void partitionsAddUpToTheWhole(int partitions, int records, int transactionSize, int aborted) {
        LogPlan plan = new LogPlan(partitions, records, transactionSize, aborted);
        long kept = IntStream.range(0, records)
                .filter(i -> !plan.aborted(plan.transaction(i)))
                .count();

        assertThat(sum(plan, Isolation.READ_UNCOMMITTED)).isEqualTo(records);
        assertThat(sum(plan, Isolation.READ_COMMITTED)).isEqualTo((int) kept);
    }

    private static int sum(LogPlan plan, Isolation isolation) {
        return IntStream.range(0, plan.partitions())
                .map(p -> plan.readable(p, isolation))
                .sum();
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0, 0", "1, 0, 0, 0", "1, 1, -1, 0", "1, 1, 1, -1", "1, 1, 1, 100"})
    void whatMakesNoLogIsRefused(int partitions, int records, int transactionSize, int aborted) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LogPlan(partitions, records, transactionSize, aborted))
                .withMessage("partitions=" + partitions + " records=" + records + " transactionSize=" + transactionSize
                        + " aborted=" + aborted);
    }

    @Test
    void withoutTransactionsThereIsNothingToAbort() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LogPlan(1, 1, 0, 10))
                .withMessage("aborted=10 in a log without transactions");
    }
}
