package org.guaranteebench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guaranteebench.report.SyntheticRun.LEADER_ACK;
import static org.guaranteebench.report.SyntheticRun.metric;
import static org.guaranteebench.report.SyntheticRun.throughput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.report.SyntheticRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedArgumentsTest {
    @TempDir
    private Path home;

    private static void assertRefused(Invocation invocation, String... parts) {
        assertThat(invocation.err())
                .singleElement()
                .asString()
                .startsWith("error: ")
                .contains(parts);
        assertThat(invocation.status()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -bm xyz      | -bm xyz      | thrpt
            -wm xx       | -wm xx       | INDI
            -v LOUD      | -v LOUD      | EXTRA
            -rf xyz      | -rf xyz      | json
            -tu xx       | -tu xx       | ms
            -i abc       | -i abc       | allowed
            --blocks x   | --blocks x   | 1 to 50
            --nodes x    | --nodes x    | 1, 3
            -f 51        | -f 51        | 1 to 50
            -prof none   | -prof none   | none
            -foe false   | -foe         | allowed
            -r 0         | -r 0         | allowed
            --precision 3       | --precision 3       | 0.5% to 50%
            --precision 0.1%    | --precision 0.1%    | 0.5% to 50%
            --precision 3% --blocks 12 | --precision 3% and --blocks 12 | one of them
            --precision 3% -f 12       | --precision 3% and --blocks 12 | one of them
            --precision 3% --quick     | --precision 3% and --quick | one of them
            --precision 3% --max-time 1h | --max-time 1h | 0.1 to 10000
            --precision 3% --max-time 5  | --max-time 5  | larger --max-time
            --precision 3% ProduceLatency | --precision 3% | ProduceThroughput
            --precision 3% --plan consuming --max-time 900 | --precision 3% | ProduceThroughput
            --precision 3% --plan product --max-time 9000  | --precision 3% | ProduceThroughput
            --reject-disturbed steal      | --reject-disturbed steal | steal, foreign, gc, drift, lag
            --reject-disturbed speed>2%   | --reject-disturbed speed>2% | steal, foreign, gc, drift, lag
            --max-time 5                  | --max-time 5 | --broker external or --precision
            """)
    void whatCannotBeUsedIsNamedWithItsFlagAndWhatIsAllowed(String line, String given, String allowed) {
        assertRefused(Invocation.line("plan " + line), given, allowed);
    }

    @Test
    void thePlanFitsInto100Columns() {
        assertThat(Invocation.line("plan").out())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void whatKafkaRejectsForTheWorkloadIsNotCalledWithoutEffect() {
        assertThat(Invocation.line("plan -p max.in.flight=10").out())
                .filteredOn(line -> line.matches("all +true +none +read_uncommitted .*"))
                .singleElement()
                .asString()
                .contains("rejected by Kafka: enable.idempotence=true needs");
    }

    @Test
    void millisecondsAreReadable() {
        assertThat(Invocation.line("plan -r 1ms Throughput").out())
                .noneMatch(line -> line.contains("0. s"))
                .anyMatch(line -> line.contains("0.001 s measured"));
    }

    @Test
    void aValueGivenTwiceIsMeasuredOnce() {
        assertThat(Invocation.line("plan -p producer.buffer.memory=33554432,33554432 Throughput")
                        .out())
                .anyMatch(line -> line.contains(" 6 arms"));
    }

    @Test
    void aMissingJournalIsSaidToBeMissing() throws IOException {
        RunFolder folder = new SyntheticRun()
                .measured(1, throughput(LEADER_ACK), metric("throughput", 1))
                .save(home);
        Files.delete(folder.journal());
        assertThat(Invocation.of("report", folder.path().toString()).err().get(0))
                .isNotEqualTo("error: " + folder.journal());
    }
}
