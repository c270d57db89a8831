package org.guaranteebench.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.guaranteebench.client.ForkTarget;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Parameter;
import org.guaranteebench.grid.Workload;
import org.guaranteebench.measure.TrialProfiler;
import org.guaranteebench.store.StoreTarget;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.profile.ProfilerFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.ProfilerConfig;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.WarmupMode;

/** JMH's own options with JMH's meaning, applied to one trial; those that a paired design cannot honour are refused. */
public final class JmhOptions {
    private static final TimeValue TIMEOUT = TimeValue.minutes(3);

    private JmhOptions() {}

    /** What a value of an option may look like, and how that is said. */
    private record Rule(String pattern, String allowed) {}

    private static final Rule COUNT = new Rule("[0-9]{1,6}", "whole numbers");
    private static final Rule TIME =
            new Rule("0*[1-9][0-9]*(ns|us|ms|s|m|hr|day)?", "times above 0, such as 500ms, 2s");
    private static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("-bm", new Rule("thrpt|Throughput", "thrpt: all benchmarks score records per time")),
            Map.entry("-wm", new Rule("INDI", "INDI: bulk warm-up has nothing to share between forks")),
            Map.entry("-v", new Rule("SILENT|NORMAL|EXTRA", "SILENT, NORMAL, EXTRA")),
            Map.entry("-rf", new Rule("text|csv|scsv|json|latex", "text, csv, scsv, json, latex")),
            Map.entry("-tu", new Rule("m|s|ms|us|ns", "m, s, ms, us, ns")),
            Map.entry("-t", new Rule("max|[1-9][0-9]{0,3}", "a number of threads, max")),
            Map.entry("-i", COUNT),
            Map.entry("-wi", COUNT),
            Map.entry("-f", COUNT),
            Map.entry("-wf", COUNT),
            Map.entry("-r", TIME),
            Map.entry("-w", TIME),
            Map.entry("-to", TIME));

    /**
     * Checks values that JMH would refuse without a word about what it allows.
     *
     * <p>Errors: {@link IllegalArgumentException} in one line that names option, value and what is allowed.
     */
    public static void requireAllowed(List<String> arguments) {
        for (int i = 0; i + 1 < arguments.size(); i++) {
            Rule rule = RULES.get(arguments.get(i));
            if (rule != null && !arguments.get(i + 1).matches(rule.pattern)) {
                throw new IllegalArgumentException(
                        arguments.get(i) + " " + arguments.get(i + 1) + ": allowed are " + rule.allowed);
            }
        }
    }

    /** Errors: {@link IllegalArgumentException} in one line that names the option and what is allowed. */
    public static void requireSupported(CommandLineOptions jmh) {
        Collection<Mode> modes = jmh.getBenchModes();
        if (modes.stream().anyMatch(mode -> mode != Mode.Throughput)) {
            throw new IllegalArgumentException(
                    "-bm " + modes + ": allowed is thrpt, all benchmarks score settled or sent records per time");
        }
        if (jmh.getOperationsPerInvocation().hasValue()) {
            throw new IllegalArgumentException(
                    "-opi: an operation is a record, the benchmarks say how many make an invocation");
        }
        if (jmh.getForkCount().hasValue() && jmh.getForkCount().get() == 0) {
            throw new IllegalArgumentException(
                    "-f 0: allowed are 1 and more, a trial never shares the JVM of the harness");
        }
        if (jmh.shouldFailOnError().hasValue() && !jmh.shouldFailOnError().get()) {
            throw new IllegalArgumentException("-foe false: allowed is true, a trial with an error is no observation");
        }
        if (jmh.getThreadGroups().hasValue()) {
            throw new IllegalArgumentException("-tg: no benchmark has thread groups; allowed is -t");
        }
        if (jmh.getWarmupMode().hasValue() && jmh.getWarmupMode().get() != WarmupMode.INDI) {
            throw new IllegalArgumentException("-wm " + jmh.getWarmupMode().get()
                    + ": allowed is INDI, bulk warm-up has nothing to share between forks");
        }
        if (!jmh.getWarmupIncludes().isEmpty()) {
            throw new IllegalArgumentException(
                    "-wmb: every trial is a fork of one benchmark and warms up nothing else");
        }
        if (jmh.getMeasurementBatchSize().hasValue() || jmh.getWarmupBatchSize().hasValue()) {
            throw new IllegalArgumentException("-bs and -wbs act in single-shot mode only, which is not used");
        }
    }

    /** What the user said, else the benchmark's {@code preset} times; {@code annotated} gives the iterations. */
    static Timing timing(CommandLineOptions jmh, Timing preset, Timing annotated) {
        return new Timing(
                jmh.getWarmupIterations().orElse(annotated.warmupIterations()),
                jmh.getWarmupTime().hasValue()
                        ? Benchmarks.seconds(jmh.getWarmupTime().get())
                        : preset.warmupSeconds(),
                jmh.getMeasurementIterations().orElse(annotated.iterations()),
                jmh.getMeasurementTime().hasValue()
                        ? Benchmarks.seconds(jmh.getMeasurementTime().get())
                        : preset.iterationSeconds());
    }

    /**
     * One fork of one arm.
     *
     * @param start JVM arguments that concern its start alone
     */
    static OptionsBuilder trial(
            CommandLineOptions jmh,
            String method,
            Arm arm,
            Timing timing,
            ForkTarget target,
            Optional<StoreTarget> store,
            List<String> start) {
        OptionsBuilder builder = new OptionsBuilder();
        ChainedOptionsBuilder options = builder.include("^" + Pattern.quote(method) + "$")
                .forks(1)
                .warmupForks(0)
                .shouldFailOnError(true)
                .warmupIterations(timing.warmupIterations())
                .warmupTime(millis(timing.warmupSeconds()))
                .measurementIterations(timing.iterations())
                .measurementTime(millis(timing.iterationSeconds()))
                .timeout(jmh.getTimeout().orElse(TIMEOUT))
                .addProfiler(TrialProfiler.class);
        parameters(arm).forEach(options::param);
        if (jmh.getThreads().hasValue()) {
            options.threads(jmh.getThreads().get());
        }
        if (jmh.shouldDoGC().hasValue()) {
            options.shouldDoGC(jmh.shouldDoGC().get());
        }
        if (jmh.shouldSyncIterations().hasValue()) {
            options.syncIterations(jmh.shouldSyncIterations().get());
        }
        if (jmh.getTimeUnit().hasValue()) {
            options.timeUnit(jmh.getTimeUnit().get());
        }
        if (jmh.verbosity().hasValue()) {
            options.verbosity(jmh.verbosity().get());
        }
        if (jmh.getJvm().hasValue()) {
            options.jvm(jmh.getJvm().get());
        }
        if (jmh.getJvmArgs().hasValue()) {
            options.jvmArgs(jmh.getJvmArgs().get().toArray(String[]::new));
        }
        if (jmh.getJvmArgsPrepend().hasValue()) {
            options.jvmArgsPrepend(jmh.getJvmArgsPrepend().get().toArray(String[]::new));
        }
        List<String> append = new ArrayList<>(target.jvmArguments());
        store.map(StoreTarget::jvmArguments).ifPresent(append::addAll);
        append.addAll(start);
        append.addAll(jmh.getJvmArgsAppend().orElse(List.of()));
        options.jvmArgsAppend(append.toArray(String[]::new));
        try {
            for (ProfilerConfig profiler : jmh.getProfilers()) {
                options.addProfiler(profiler.getKlass(), profiler.getOpts());
            }
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("-prof: " + e.getMessage(), e);
        }
        return builder;
    }

    /** Errors: {@link IllegalArgumentException} when a profiler cannot work here, in JMH's words. */
    public static void requireProfilers(CommandLineOptions jmh) {
        for (ProfilerConfig profiler : jmh.getProfilers()) {
            try {
                ProfilerFactory.getProfilerOrException(profiler);
            } catch (ProfilerException e) {
                throw new IllegalArgumentException("-prof " + profiler.getKlass() + ": " + firstLine(e), e);
            }
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static Map<String, String> parameters(Arm arm) {
        Map<String, String> parameters = new LinkedHashMap<>();
        arm.cell().values().forEach((spelling, value) -> parameters.put(field(spelling), value));
        arm.workload().values().forEach((spelling, value) -> parameters.put(field(spelling), value));
        return parameters;
    }

    private static String field(String spelling) {
        return spelling.equals(Workload.PRODUCER_FIELD) || spelling.equals(Workload.CONSUMER_FIELD)
                ? spelling
                : Parameter.bySpelling(spelling).orElseThrow().field();
    }

    private static TimeValue millis(double seconds) {
        return TimeValue.milliseconds(Math.max(1, Math.round(seconds * 1000)));
    }
}
