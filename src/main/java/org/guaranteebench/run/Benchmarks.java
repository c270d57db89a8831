package org.guaranteebench.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.PatternSyntaxException;
import org.guaranteebench.grid.Grid;
import org.guaranteebench.grid.Parameter;
import org.guaranteebench.grid.Rungs;
import org.guaranteebench.grid.Workload;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmarks in this jar as JMH's annotation processor listed them. */
public final class Benchmarks {

    /**
     * One benchmark.
     *
     * @param name simple class name; each class has one {@code @Benchmark} method
     * @param method fully qualified, as JMH's include patterns match it
     * @param subject its parameters
     * @param timing of its annotations
     */
    public record Entry(String name, String method, Grid.Subject subject, Timing timing) {}

    private static final String PRODUCER = "Produce";

    /** The one that puts brokers under full load. */
    private static final String SATURATING = "ProduceThroughput";

    private Benchmarks() {}

    /**
     * Benchmarks whose method matches one of the patterns, all when there is none: first those of producers alone, in
     * order of name, closed loop before open loop.
     *
     * <p>Errors: {@link IllegalArgumentException} in one line when a pattern is broken or nothing matches.
     */
    public static List<Entry> matching(List<String> includes, List<String> excludes) {
        List<Entry> entries = new ArrayList<>();
        try {
            var quiet = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT);
            for (BenchmarkListEntry entry : BenchmarkList.defaultList().find(quiet, includes, excludes)) {
                entries.add(entry(entry));
            }
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("benchmark pattern " + e.getPattern() + ": " + e.getDescription(), e);
        }
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("no benchmark matches " + String.join(" ", includes)
                    + (excludes.isEmpty() ? "" : " without " + String.join(" ", excludes)) + ": there are "
                    + String.join(
                            ", ",
                            matching(List.of(), List.of()).stream()
                                    .map(Entry::name)
                                    .toList()));
        }
        entries.sort(Comparator.comparing((Entry entry) -> !onlyProduces(entry)).thenComparing(Benchmarks::openLoop));
        return entries;
    }

    static boolean onlyProduces(Entry entry) {
        return onlyProduces(entry.name());
    }

    static boolean onlyProduces(String benchmark) {
        return benchmark.startsWith(PRODUCER);
    }

    /** What warms brokers up. */
    static Entry saturating() {
        return matching(List.of(), List.of()).stream()
                .filter(entry -> entry.name().equals(SATURATING))
                .findFirst()
                .orElseThrow();
    }

    private static boolean openLoop(Entry entry) {
        return entry.subject().defaults().containsKey(Parameter.RATE.field());
    }

    private static Entry entry(BenchmarkListEntry jmh) {
        String className = jmh.getUserClassQName();
        String name = className.substring(className.lastIndexOf('.') + 1);
        Map<String, List<String>> defaults = new LinkedHashMap<>();
        Map<String, String[]> declared = jmh.getParams().orElse(Map.of());
        for (Parameter parameter : Parameter.values()) {
            Optional.ofNullable(declared.get(parameter.field()))
                    .ifPresent(values -> defaults.put(parameter.field(), List.of(values)));
        }
        for (String properties : List.of(Workload.PRODUCER_FIELD, Workload.CONSUMER_FIELD)) {
            Optional.ofNullable(declared.get(properties))
                    .ifPresent(values -> defaults.put(properties, List.of(values)));
        }
        Timing timing = new Timing(
                jmh.getWarmupIterations().orElse(1),
                seconds(jmh.getWarmupTime().orElse(TimeValue.seconds(1))),
                jmh.getMeasurementIterations().orElse(1),
                seconds(jmh.getMeasurementTime().orElse(TimeValue.seconds(1))));
        return new Entry(name, jmh.getUsername(), subject(name, className, defaults), timing);
    }

    private static Grid.Subject subject(String name, String className, Map<String, List<String>> defaults) {
        try {
            Rungs rungs = Class.forName(className).getAnnotation(Rungs.class);
            return rungs == null ? new Grid.Subject(name, defaults) : Grid.Subject.of(name, defaults, rungs);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("JMH lists " + className + ", which is not in this jar", e);
        }
    }

    static double seconds(TimeValue time) {
        return time.convertTo(TimeUnit.MILLISECONDS) / 1000.0;
    }
}
