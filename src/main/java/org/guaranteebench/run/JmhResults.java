package org.guaranteebench.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.guaranteebench.grid.Parameter;
import org.guaranteebench.journal.RunFolder;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** JMH's own result file, {@code -rf} and {@code -rff}: the forks of all blocks as one result per cell. */
public final class JmhResults {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Viewers join the values of all parameters to one label and cut it off at the left. So what arms differ in comes
     * last, the guarantees at the very end, and in every file alike: those who compare two match the joined text.
     */
    private static final Comparator<String> OF_A_LABEL = Comparator.<String, Integer>comparing(
                    field -> Parameter.byField(field).map(Parameter::ordinal).orElse(Integer.MAX_VALUE))
            .reversed()
            .thenComparing(Comparator.naturalOrder());

    private final Optional<Path> file;
    private final ResultFormatType format;

    private JmhResults(Optional<Path> file, ResultFormatType format) {
        this.file = file;
        this.format = format;
    }

    /** Errors: {@link IOException} in one line when the file cannot be written; better before a run than after it. */
    public static JmhResults requested(CommandLineOptions jmh) throws IOException {
        return requested(jmh, asked -> asked);
    }

    /**
     * Of one segment of a run: JMH's results live in memory, so those of another segment are not in it.
     *
     * @param segment whose results are meant; after a first one they go beside its file and not over it
     */
    public static JmhResults requested(CommandLineOptions jmh, OpenSegment segment) throws IOException {
        return requested(jmh, segment::own);
    }

    private static JmhResults requested(CommandLineOptions jmh, UnaryOperator<Path> own) throws IOException {
        if (!jmh.getResult().hasValue() && !jmh.getResultFormat().hasValue()) {
            return new JmhResults(Optional.empty(), Defaults.RESULT_FORMAT);
        }
        ResultFormatType format = jmh.getResultFormat().orElse(Defaults.RESULT_FORMAT);
        Path file = own.apply(Path.of(jmh.getResult()
                .orElse(Defaults.RESULT_FILE_PREFIX + "." + format.toString().toLowerCase(Locale.ROOT))));
        try {
            Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE))
                    .close();
        } catch (IOException e) {
            throw new IOException("-rff " + file + ": cannot be written (" + e + ")", e);
        }
        return new JmhResults(Optional.of(file), format);
    }

    /** Writes through memory: JMH's writer swallows what goes wrong with a file. */
    public void write(List<RunResult> trials) throws IOException {
        if (file.isEmpty()) {
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Locale locale = Locale.getDefault();
        // JMH formats numbers in the default locale.
        Locale.setDefault(Locale.ROOT);
        try (PrintStream stream = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(format, stream).writeOut(perCell(trials));
        } finally {
            Locale.setDefault(locale);
        }
        RunFolder.writeAtomically(
                file.get(), format == ResultFormatType.JSON ? labelled(bytes.toByteArray()) : bytes.toByteArray());
    }

    private static byte[] labelled(byte[] json) throws IOException {
        JsonNode cells = JSON.readTree(json);
        for (JsonNode cell : cells) {
            if (cell.get("params") instanceof ObjectNode parameters) {
                Map<String, JsonNode> ordered = new TreeMap<>(OF_A_LABEL);
                parameters.properties().forEach(field -> ordered.put(field.getKey(), field.getValue()));
                parameters.removeAll().setAll(ordered);
            }
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(cells);
    }

    private static Collection<RunResult> perCell(List<RunResult> trials) {
        Map<String, List<BenchmarkResult>> forks = new LinkedHashMap<>();
        for (RunResult trial : trials) {
            forks.computeIfAbsent(trial.getParams().id(), id -> new ArrayList<>())
                    .addAll(trial.getBenchmarkResults());
        }
        List<RunResult> cells = new ArrayList<>();
        forks.values().forEach(results -> {
            BenchmarkParams one = results.get(0).getParams();
            cells.add(new RunResult(
                    withForks(one, results.size()),
                    results.stream().map(JmhResults::withItsPercentiles).toList()));
        });
        return cells;
    }

    /**
     * A percentile for which each iteration alone has too few samples stands in a fork's raw data once, at its last
     * iteration: JMH writes what iterations have, and would leave it without any.
     */
    private static BenchmarkResult withItsPercentiles(BenchmarkResult fork) {
        List<IterationResult> iterations = new ArrayList<>(fork.getIterationResults());
        var ofTheFork = new TreeMap<>(fork.getSecondaryResults());
        iterations.forEach(iteration ->
                ofTheFork.keySet().removeAll(iteration.getSecondaryResults().keySet()));
        // Only what derives from a fork's merged distribution does not count once more in its sums.
        ofTheFork.values().removeIf(result -> !result.getRole().isDerivative());
        if (ofTheFork.isEmpty()) {
            return fork;
        }
        IterationResult last = iterations.remove(iterations.size() - 1);
        IterationResult more = new IterationResult(last.getBenchmarkParams(), last.getParams(), last.getMetadata());
        more.addResults(last.getRawPrimaryResults());
        more.addResults(last.getRawSecondaryResults().values());
        more.addResults(ofTheFork.values());
        iterations.add(more);
        BenchmarkResult copy = new BenchmarkResult(fork.getParams(), iterations, fork.getMetadata());
        fork.getBenchmarkResults().values().forEach(copy::addBenchmarkResult);
        return copy;
    }

    /** JMH is started for one fork at a time; of a cell there are as many as blocks. */
    private static BenchmarkParams withForks(BenchmarkParams one, int forks) {
        WorkloadParams parameters = new WorkloadParams();
        one.getParamsKeys().forEach(name -> parameters.put(name, one.getParam(name), 0));
        return new BenchmarkParams(
                one.getBenchmark(),
                one.generatedBenchmark(),
                one.shouldSynchIterations(),
                one.getThreads(),
                one.getThreadGroups(),
                one.getThreadGroupLabels(),
                forks,
                one.getWarmupForks(),
                one.getWarmup(),
                one.getMeasurement(),
                one.getMode(),
                parameters,
                one.getTimeUnit(),
                one.getOpsPerInvocation(),
                one.getJvm(),
                one.getJvmArgs(),
                one.getJdkVersion(),
                one.getVmName(),
                one.getVmVersion(),
                one.getJmhVersion(),
                one.getTimeout());
    }
}
