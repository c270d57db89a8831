package org.guaranteebench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.report.Analysis;
import org.guaranteebench.report.Citation;
import org.guaranteebench.report.Page;
import org.guaranteebench.report.Spectrum;
import org.guaranteebench.report.Summary;
import org.guaranteebench.report.Tables;
import org.guaranteebench.report.Variance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code report}: rebuilds everything that is derived from a run's journal, and prints the table again; of an audit, what
 * was observed beside what it costs.
 */
@Command(
        name = "report",
        description = "Rebuild a run's CSV files and report.html from its journal and print its table; of an audit, set"
                + " costs beside what was observed.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "The folder of a run or of an audit, such as results/latest.")
    private Path run;

    @Option(
            names = "--costs",
            paramLabel = "RUN",
            description = "With an audit: the run whose costs stand beside what was observed; once for producers, once"
                    + " for stages (Pipeline…) if that was another run.")
    private List<Path> costs = List.of();

    @Option(
            names = "--cite",
            paramLabel = "FORMAT",
            description = "With a run: only print its table with conditions, run and jar, to be pasted: markdown or"
                    + " latex. Nothing is written.")
    private String cite = "";

    @Option(
            names = "--detail",
            description = "With a run: also where the uncertainty of its throughput ratios comes from, and what would"
                    + " help.")
    private boolean detail;

    @Override
    public Integer call() throws IOException {
        RunFolder folder = RunFolder.open(run);
        PrintWriter out = spec.commandLine().getOut();
        if (!cite.isEmpty()) {
            cite(folder, out);
        } else if (CostBenefitReport.isAudit(folder) || !costs.isEmpty()) {
            CostBenefitReport.derive(folder, costs, out);
        } else {
            Analysis analysis = derive(folder, out);
            if (detail) {
                Variance.of(analysis).print(out);
                out.flush();
            }
        }
        return 0;
    }

    private void cite(RunFolder folder, PrintWriter out) throws IOException {
        Citation.Format format = Citation.Format.parse(cite);
        if (CostBenefitReport.isAudit(folder) || !costs.isEmpty()) {
            throw new IllegalArgumentException("--cite: quotes the costs of a measuring run"
                    + (costs.isEmpty() ? ", and " + run + " is an audit" : ", without --costs"));
        }
        out.print(Citation.of(CostBenefitReport.analysis(folder), format));
        out.flush();
    }

    static Analysis derive(RunFolder folder, PrintWriter out) throws IOException {
        folder.removeHalves();
        Analysis analysis = CostBenefitReport.analysis(folder);
        Tables.write(analysis, folder);
        boolean histograms = Files.isDirectory(folder.histograms());
        if (histograms) {
            Spectrum.write(analysis, folder);
        }
        Page.write(analysis, folder, CostBenefitReport.observedBeside(folder, analysis));
        new Summary(analysis, folder).print(out);
        out.println("page     " + folder.reportHtml());
        if (!histograms) {
            // They are most of a run's bytes, and a run that is kept or sent around may have come without.
            out.println("         no histograms in it: spectrum.csv, which is made of them, is left as it is");
        }
        out.flush();
        return analysis;
    }
}
