package org.guaranteebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.guaranteebench.grid.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListCommandTest {
    private static final String THROUGHPUT = "org.guaranteebench.bench.ProduceThroughput.settledRecords";
    private static final String LATENCY = "org.guaranteebench.bench.ProduceLatency.record";

    @TempDir
    private Path home;

    /** {@code run} lists, too; below a file it could not do more if it wanted. */
    private Invocation line(String line) throws IOException {
        Path file = Files.writeString(home.resolve("file"), "");
        return Invocation.line(line.startsWith("list") ? line : line + " --out " + file.resolve("results"));
    }

    private static List<String> benchmarks(Invocation invocation) {
        assertThat(invocation.err()).isEmpty();
        assertThat(invocation.status()).isZero();
        return invocation.out().stream().filter(line -> !line.startsWith(" ")).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "-l", "run -l", "-lp", "run -lp"})
    void everyBenchmarkIsListedClosedLoopFirst(String line) throws IOException {
        assertThat(benchmarks(line(line))).startsWith(THROUGHPUT).contains(LATENCY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list ProduceLatency",
                "-l ProduceLatency",
                "-lp ProduceLatency",
                "-l -e Throughput -e EndToEnd -e Pipeline -e Takeover -e Rebalance"
            })
    void patternsChoose(String line) throws IOException {
        assertThat(benchmarks(line(line))).containsExactly(LATENCY);
    }

    @Test
    void withoutParametersOnlyNamesAreListed() throws IOException {
        assertThat(line("-l ProduceThroughput").out()).containsExactly(THROUGHPUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "-lp"})
    void everyParameterStandsWithItsDefaultsAndWhatIsAllowed(String line) throws IOException {
        List<String> parameters =
                line(line).out().stream().filter(l -> l.startsWith(" ")).toList();
        assertThat(parameters)
                .anyMatch(l -> l.matches(" +acks +0,1,all +allowed: 0, 1, all"))
                .anyMatch(l -> l.matches(" +isolation +read_uncommitted +allowed: read_uncommitted, read_committed"))
                .anyMatch(l -> l.matches(" +linger.ms +5 +allowed: 0 to [0-9]+"))
                .anyMatch(l -> l.matches(" +rate +10000 +allowed: 1 to 10000000 .*"))
                .anyMatch(l -> l.matches(" +producer.<property> +- +allowed: any producer property .*"))
                .anyMatch(l -> l.matches(" +consumer.<property> +- +allowed: any consumer property .*"))
                .extracting(l -> l.trim().split(" ")[0])
                .containsAll(Arrays.stream(Parameter.values())
                        .map(Parameter::spelling)
                        .toList());
    }

    @Test
    void closedLoopHasNoRate() throws IOException {
        assertThat(line("list ProduceThroughput").out()).noneMatch(l -> l.matches(" +rate .*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"list Nonesuch", "-l Nonesuch", "list --bogus", "list ["})
    void whatMatchesNothingIsRefused(String line) throws IOException {
        Invocation invocation = line(line);
        assertThat(invocation.status()).isEqualTo(2);
        assertThat(invocation.err()).singleElement().asString().startsWith("error: ");
        assertThat(invocation.out()).isEmpty();
    }
}
