package org.guaranteebench.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionsTest {

    @Test
    void noneMeansNoTransactionalId() {
        assertThat(Transactions.parse("none")).isEqualTo(Transactions.NONE);
        assertThat(Transactions.NONE.enabled()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 10_000, 100_000})
    void aBareNumberIsRecordsPerTransaction(int count) {
        assertThat(Transactions.parse(Integer.toString(count))).isEqualTo(new Transactions.Records(count));
    }

    @ParameterizedTest
    @CsvSource({"1ms, 1", "100ms, 100", "1s, 1000", "30s, 30000", "30000ms, 30000"})
    void aNumberWithAUnitIsAnInterval(String text, long millis) {
        assertThat(Transactions.parse(text)).isEqualTo(new Transactions.Interval(Duration.ofMillis(millis)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1ms", "1s"})
    void recordsAndIntervalsAreTransactions(String text) {
        assertThat(Transactions.parse(text).enabled()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "none, none",
        "1, 1",
        "100, 100",
        "100ms, 100ms",
        "1s, 1s",
        "1000ms, 1s",
        "1500ms, 1500ms",
        "30000ms, 30s"
    })
    void theSameMeaningHasOneText(String given, String canonical) {
        assertThat(Transactions.parse(given)).hasToString(canonical);
        assertThat(Transactions.parse(canonical)).isEqualTo(Transactions.parse(given));
    }

    @Test
    void tablesOrderThemByKindAndThenBySize() {
        assertThat(Stream.of("1s", "10000", "100ms", "1", "none", "200ms", "100")
                        .map(Transactions::parse)
                        .sorted()
                        .map(Transactions::toString))
                .containsExactly("none", "1", "100", "10000", "100ms", "200ms", "1s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-1",
                "1.5",
                "0ms",
                "31s",
                "60001ms",
                "ms",
                "s",
                "1m",
                "1 s",
                "100MS",
                "None",
                "+1",
                "01",
                "1000000000",
                "100001",
                "1e3",
                "100ms "
            })
    void anythingElseIsRefusedWithValueAndAllowedForms(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Transactions.parse(text))
                .withMessage(
                        "transactions=" + text + ": allowed are none, a number of records up to 100000 (1, 100, 10000)"
                                + " or an interval between commits up to 30s (100ms, 1s)");
    }
}
