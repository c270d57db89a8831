package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.guaranteebench.grid.Parameter;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.options.TimeValue;

class BenchmarksTest {
    private static List<String> names(List<String> includes, List<String> excludes) {
        return Benchmarks.matching(includes, excludes).stream()
                .map(Benchmarks.Entry::name)
                .toList();
    }

    @Test
    void withoutPatternsAllBenchmarksAreChosenClosedLoopFirst() {
        List<Benchmarks.Entry> all = Benchmarks.matching(List.of(), List.of());
        assertThat(all).extracting(Benchmarks.Entry::name).contains("ProduceThroughput", "ProduceLatency");
        assertThat(all.stream().limit(2)).allMatch(b -> b.name().startsWith("Produce"));
        List<Boolean> openLoop = all.stream()
                .skip(2)
                .map(b -> b.subject().defaults().containsKey("rate"))
                .toList();
        assertThat(openLoop).isEqualTo(openLoop.stream().sorted().toList());
    }

    @Test
    void patternsChooseAsInJmh() {
        assertThat(names(List.of("ceLatency"), List.of())).containsExactly("ProduceLatency");
        assertThat(names(List.of("Nonesuch", "ProduceT"), List.of())).containsExactly("ProduceThroughput");
        assertThat(names(List.of(), List.of("Latency"))).doesNotContain("ProduceLatency");
    }

    @Test
    void whatMatchesNothingIsRefusedWithWhatThereIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Benchmarks.matching(List.of("a", "b"), List.of("c")))
                .withMessageStartingWith("no benchmark matches a b without c: there are ProduceThroughput");
    }

    @Test
    void aBrokenPatternIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Benchmarks.matching(List.of("(a"), List.of()))
                .withMessage("benchmark pattern (a: Unclosed group");
    }

    @Test
    void everyBenchmarkDeclaresTheFourGuaranteesAndItsTimes() {
        assertThat(Benchmarks.matching(List.of(), List.of())).allSatisfy(benchmark -> {
            assertThat(benchmark.subject().defaults().keySet())
                    .containsAll(Parameter.guarantees().stream()
                            .map(Parameter::field)
                            .toList());
            assertThat(benchmark.method()).contains("." + benchmark.name() + ".");
            assertThat(benchmark.timing().iterations()).isPositive();
            assertThat(benchmark.timing().iterationSeconds()).isPositive();
        });
    }

    @Test
    void secondsKeepMilliseconds() {
        assertThat(Benchmarks.seconds(TimeValue.milliseconds(1500))).isEqualTo(1.5);
        assertThat(Benchmarks.seconds(TimeValue.minutes(2))).isEqualTo(120);
    }
}
