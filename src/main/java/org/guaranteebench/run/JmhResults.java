package org.guaranteebench.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.guaranteebench.journal.RunFolder;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** JMH's own result file, {@code -rf} and {@code -rff}: the forks of all blocks as one result per cell. */
public final class JmhResults {
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
        RunFolder.writeAtomically(file.get(), bytes.toByteArray());
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
            cells.add(new RunResult(withForks(one, results.size()), results));
        });
        return cells;
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
