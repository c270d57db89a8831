package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.guaranteebench.client.ForkTarget;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Workload;
import org.guaranteebench.measure.TrialProfiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.ProfilerConfig;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

class JmhOptionsTest {
    private static final String METHOD = "org.guaranteebench.bench.ProduceLatency.record";
    private static final Timing TIMING = new Timing(3, 0.5, 4, 2.25);
    private static final ForkTarget TARGET = new ForkTarget("localhost:1", "a-topic", "an-id");
    private static final Arm ARM = new Arm(
            "ProduceLatency",
            Cell.of("all", "true", "100ms", "read_uncommitted"),
            new Workload(1024, 16, 6, OptionalInt.of(5000), 7, 16384, 3, "lz4", Map.of("buffer.memory", "1", "a", "b")),
            false);

    private static Options trial(String jmh) {
        return JmhOptions.trial(Request.jmh(jmh), METHOD, ARM, TIMING, TARGET, Optional.empty(), List.of())
                .build();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -bm avgt       | -bm [AverageTime]: allowed is thrpt
            -bm thrpt,ss   | SingleShotTime
            -bm all        | allowed is thrpt
            -opi 1         | -opi: an operation is a record
            -f 0           | -f 0: allowed are 1 and more
            -tg 1,2        | -tg: no benchmark has thread groups; allowed is -t
            -wm BULK       | -wm BULK: allowed is INDI
            -wm BULK_INDI  | -wm BULK_INDI: allowed is INDI
            -wmb .*        | -wmb: every trial is a fork of one benchmark
            -bs 2          | -bs and -wbs act in single-shot mode only
            -wbs 2         | -bs and -wbs act in single-shot mode only
            """)
    void whatAPairedDesignCannotHonourIsRefused(String jmh, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JmhOptions.requireSupported(Request.jmh(jmh)))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-bm thrpt",
                "-f 1",
                "-wm INDI",
                "-t 4",
                "-wi 0 -w 1 -i 2 -r 3 -wf 2",
                "-prof gc",
                "-jvmArgs -Xmx1g",
                "-gc true -si false -tu ms -v EXTRA -to 5min",
                "-rf csv -rff x.csv -o y.txt"
            })
    void everythingElseIsSupported(String jmh) {
        assertThatCode(() -> JmhOptions.requireSupported(Request.jmh(jmh))).doesNotThrowAnyException();
    }

    @Test
    void aTrialIsOneForkOfOneMethodThatFailsLoudly() {
        Options options = trial("-f 5 -wf 3 Nonesuch -e Nonesuch");
        assertThat(options.getForkCount().get()).isEqualTo(1);
        assertThat(options.getWarmupForkCount().get()).isZero();
        assertThat(options.shouldFailOnError().get()).isTrue();
        assertThat(options.getExcludes()).isEmpty();
        assertThat(options.getIncludes()).singleElement().satisfies(include -> {
            assertThat(Pattern.compile(include).matcher(METHOD).find()).isTrue();
            assertThat(Pattern.compile(include).matcher(METHOD + "2").find()).isFalse();
            assertThat(Pattern.compile(include).matcher("x." + METHOD).find()).isFalse();
            assertThat(Pattern.compile(include)
                            .matcher(METHOD.replace('.', 'x'))
                            .find())
                    .isFalse();
        });
    }

    @Test
    void timesAreThoseOfThePlan() {
        Options options = trial("-wi 9 -w 9 -i 9 -r 9");
        assertThat(options.getWarmupIterations().get()).isEqualTo(3);
        assertThat(options.getWarmupTime().get()).isEqualTo(TimeValue.milliseconds(500));
        assertThat(options.getMeasurementIterations().get()).isEqualTo(4);
        assertThat(options.getMeasurementTime().get()).isEqualTo(TimeValue.milliseconds(2250));
    }

    @Test
    void theTimeoutIsShortUnlessAnotherIsAskedFor() {
        assertThat(trial("").getTimeout().get().convertTo(TimeUnit.SECONDS)).isEqualTo(180);
        assertThat(trial("-to 7s").getTimeout().get()).isEqualTo(TimeValue.seconds(7));
    }

    @Test
    void everyParameterOfTheArmIsGivenToTheForkUnderItsFieldName() {
        Options options = trial("");
        Map<String, String> expected = Map.ofEntries(
                Map.entry("acks", "all"),
                Map.entry("idempotence", "true"),
                Map.entry("transactions", "100ms"),
                Map.entry("isolation", "read_uncommitted"),
                Map.entry("recordSize", "1024"),
                Map.entry("keySize", "16"),
                Map.entry("partitions", "6"),
                Map.entry("rate", "5000"),
                Map.entry("lingerMs", "7"),
                Map.entry("batchSize", "16384"),
                Map.entry("maxInFlight", "3"),
                Map.entry("compression", "lz4"),
                Map.entry("producer", "a=b;buffer.memory=1"));
        expected.forEach((field, value) -> {
            assertThat(options.getParameter(field).hasValue()).as(field).isTrue();
            assertThat(options.getParameter(field).get()).as(field).containsExactly(value);
        });
        assertThat(options.getParameter("linger.ms").hasValue()).isFalse();
    }

    @Test
    void theForkLearnsItsTargetAfterWhatTheUserAppends() {
        assertThat(trial("").getJvmArgsAppend().get()).containsExactlyElementsOf(TARGET.jvmArguments());
        assertThat(trial("-jvmArgsAppend -Da=1").getJvmArgsAppend().get())
                .containsAll(TARGET.jvmArguments())
                .contains("-Da=1");
    }

    @Test
    void jvmAndItsArgumentsArePassedOn() {
        Options options = trial("-jvm /opt/jdk/bin/java -jvmArgs -Xmx2g -jvmArgsPrepend -Dp=1");
        assertThat(options.getJvm().get()).isEqualTo("/opt/jdk/bin/java");
        assertThat(options.getJvmArgs().get()).containsExactly("-Xmx2g");
        assertThat(options.getJvmArgsPrepend().get()).containsExactly("-Dp=1");
    }

    @Test
    void theBenchmarksOwnSettingsStandWhereTheUserSaysNothing() {
        Options options = trial("");
        assertThat(options.getJvmArgs().hasValue())
                .as("else it would replace that of @Fork")
                .isFalse();
        assertThat(options.getJvm().hasValue()).isFalse();
        assertThat(options.getJvmArgsPrepend().hasValue()).isFalse();
        assertThat(options.getThreads().hasValue()).isFalse();
        assertThat(options.shouldDoGC().hasValue()).isFalse();
        assertThat(options.shouldSyncIterations().hasValue()).isFalse();
        assertThat(options.getTimeUnit().hasValue()).isFalse();
        assertThat(options.verbosity().hasValue()).isFalse();
    }

    @Test
    void threadsCollectionSynchronisationUnitAndVerbosityArePassedOn() {
        Options options = trial("-t 4 -gc true -si false -tu ms -v EXTRA");
        assertThat(options.getThreads().get()).isEqualTo(4);
        assertThat(options.shouldDoGC().get()).isTrue();
        assertThat(options.shouldSyncIterations().get()).isFalse();
        assertThat(options.getTimeUnit().get()).isEqualTo(TimeUnit.MILLISECONDS);
        assertThat(options.verbosity().get()).isEqualTo(VerboseMode.EXTRA);
    }

    @Test
    void profilersOfTheUserStandBesideTheSuitesOwn() {
        assertThat(trial("").getProfilers())
                .extracting(ProfilerConfig::getKlass)
                .containsExactly(TrialProfiler.class.getName());
        List<ProfilerConfig> profilers = trial("-prof gc -prof stack:lines=3").getProfilers();
        assertThat(profilers)
                .extracting(ProfilerConfig::getKlass)
                .containsExactlyInAnyOrder(TrialProfiler.class.getName(), "gc", "stack");
        assertThat(profilers)
                .filteredOn(p -> p.getKlass().equals("stack"))
                .extracting(ProfilerConfig::getOpts)
                .containsExactly("lines=3");
    }

    @Test
    void profilersThatCannotWorkAreRefusedInOneLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JmhOptions.requireProfilers(Request.jmh("-prof nonesuch")))
                .withMessageStartingWith("-prof nonesuch: ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JmhOptions.requireProfilers(Request.jmh("-prof stack:nonesuch=1")))
                .withMessageStartingWith("-prof stack: ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
        assertThatCode(() -> JmhOptions.requireProfilers(Request.jmh("-prof gc")))
                .doesNotThrowAnyException();
    }
}
