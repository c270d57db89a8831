package org.guaranteebench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.report.Analysis;
import org.guaranteebench.report.ComparisonSummary;
import org.guaranteebench.report.ComparisonTable;
import org.guaranteebench.report.RunComparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code compare}: the same cells in two runs. Changes neither. */
@Command(
        name = "compare",
        description = "The same cells in two runs: has what was measured changed, and have the costs?",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN_A", description = "Folder of the run that ratios are to.")
    private Path a;

    @Parameters(index = "1", paramLabel = "RUN_B", description = "Folder of the other run.")
    private Path b;

    @Option(names = "--csv", paramLabel = "FILE", description = "Also write the ratios of all metrics to FILE.")
    private Path csv;

    @Override
    public Integer call() throws IOException {
        RunComparison comparison = new RunComparison(read(a), read(b));
        if (csv != null) {
            write(comparison);
        }
        PrintWriter out = spec.commandLine().getOut();
        new ComparisonSummary(comparison).print(out);
        if (csv != null) {
            out.println();
            out.println("files    " + csv);
        }
        out.flush();
        return 0;
    }

    private static Analysis read(Path path) throws IOException {
        Analysis run = CostBenefitReport.analysis(RunFolder.open(path));
        if (run.arms().isEmpty()) {
            throw new IllegalArgumentException(
                    path + ": no trial of this run was measured, there is nothing to compare");
        }
        return run;
    }

    private void write(RunComparison comparison) throws IOException {
        for (RunFolder run : List.of(new RunFolder(a), new RunFolder(b))) {
            for (Path source : List.of(run.runJson(), run.keptJournal())) {
                if (Files.exists(csv) && Files.isSameFile(csv, source)) {
                    throw new IllegalArgumentException("--csv " + csv + ": the run is read from it");
                }
            }
        }
        try {
            ComparisonTable.write(comparison, csv);
        } catch (IOException e) {
            throw new IOException("--csv " + csv + ": cannot be written (" + e + ")", e);
        }
    }
}
