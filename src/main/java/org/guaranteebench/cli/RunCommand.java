package org.guaranteebench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.report.Wrap;
import org.guaranteebench.run.InterruptedRuns;
import org.guaranteebench.run.JmhOptions;
import org.guaranteebench.run.JmhResults;
import org.guaranteebench.run.OpenSegment;
import org.guaranteebench.run.Run;
import org.guaranteebench.run.RunPlan;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run}: measures, writes the run's folder, and prints the table. */
@Command(
        name = "run",
        description = "Measure. What is not an option below is JMH's: benchmark patterns and its own options.",
        footer = {
            "",
            "JMH's options, with JMH's meaning, for each trial:",
            "  -wi N -w TIME       warm-up iterations of the client, and how long each",
            "  -i N -r TIME        measured iterations, and how long each",
            "  -f N -wf N          blocks (a block holds one fork of each arm); warm-up blocks",
            "  -t N                client threads, each with a producer of its own",
            "  -e REGEX            benchmarks to leave out",
            "  -prof P             profilers, such as gc; their figures become metrics",
            "  -jvm -jvmArgs -jvmArgsAppend -jvmArgsPrepend, -gc, -si, -to, -tu, -v",
            "  -rf FORMAT -rff F   JMH's own result file, without the A/A arms",
            "  -o FILE             JMH's own output, else logs/jmh.log of the run",
            "  -l -lp -lprof -lrf  lists"
        },
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunArguments arguments;

    @Option(
            names = ResumeArguments.OPTION,
            paramLabel = "RUN",
            description = "Go on with a run that was cut short, results/latest or another: the block it was in is"
                    + " measured again, then those after it. Alone, or with the arguments that the run had.")
    private Path resume;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        CommandLineOptions jmh = arguments.jmh();
        if (jmh.shouldList() || jmh.shouldListWithParams()) {
            ListCommand.print(out, jmh.getIncludes(), jmh.getExcludes(), jmh.shouldListWithParams());
            return 0;
        }
        if (jmh.shouldListProfilers()) {
            jmh.listProfilers();
            return 0;
        }
        if (jmh.shouldListResultFormats()) {
            jmh.listResultFormats();
            return 0;
        }
        if (resume != null) {
            return resume(out);
        }
        JmhOptions.requireProfilers(jmh);
        RunPlan plan =
                RunPlan.of(arguments.request(spec.commandLine().getParseResult().originalArgs(), true));
        // Better before a run than after it, and before its folder is made.
        JmhResults.requested(jmh);
        String run = newRunId();
        plan.request().brokers().check(run);
        plan.request().store().check();
        InterruptedRuns.notice(arguments.out).ifPresent(out::println);
        try (OpenSegment segment = OpenSegment.first(arguments.out, run)) {
            PlanText.print(out, plan);
            out.printf("%-18s %s%n%n", "folder", segment.folder().path());
            return measure(plan, plan.trials(), segment, out);
        }
    }

    private int resume(PrintWriter out) throws IOException {
        List<String> given = spec.commandLine().getParseResult().originalArgs();
        RunFolder folder = ResumeArguments.folder(resume);
        try (OpenSegment segment = OpenSegment.next(folder)) {
            RunInfo before = segment.before().orElseThrow();
            RunCommand own = ResumeArguments.parsed(new ResumeArguments(resume, before).of(given));
            own.arguments.seed = before.seed();
            own.arguments.brokers.sameAs(before.topology());
            JmhOptions.requireProfilers(own.arguments.jmh());
            RunPlan open = RunPlan.of(own.arguments.request(before.arguments(), true));
            RunPlan plan = segment.known(open);
            int block = segment.firstBlock(open);
            segment.requireSame(open);
            plan.request().brokers().check(segment.name());
            plan.request().store().check();
            PlanText.print(out, plan);
            String of = plan.request().precision().isPresent() ? "" : " of " + plan.blocks();
            String where = block == 0 ? "from the search for rates" : "from block " + block + of;
            String found = where + " on, for " + segment.reason();
            out.printf("%-18s %s%n", "folder", folder.path());
            out.printf("%-18s %s%n%n", "resumed", Wrap.indent(found, 19, 100).stripLeading());
            return measure(open, plan.trials(), segment, out);
        }
    }

    /** @param trials as many as are expected */
    private int measure(RunPlan plan, int trials, OpenSegment segment, PrintWriter out) throws IOException {
        out.flush();
        JmhResults results = JmhResults.requested(plan.request().jmh(), segment);
        Progress progress = Progress.on(out, trials);
        Run run = new Run(plan, segment, progress);
        Interruption interruption = Interruption.stops(run::stop);
        boolean measured = false;
        try {
            try (progress) {
                run.execute();
            }
            measured = true;
            ReportCommand.derive(segment.folder(), out);
            results.write(run.jmhResults());
            if (!run.stopped()) {
                CostBenefitReport.besideRun(segment.folder(), out);
            }
        } catch (IOException e) {
            // The arguments were fine; the disk was not.
            spec.commandLine()
                    .getErr()
                    .println("error: " + e.getMessage() + "; to go on when that is mended: java -jar benchmarks.jar "
                            + (measured ? "report " : "run --resume ")
                            + segment.folder().path());
            spec.commandLine().getErr().flush();
            return FAILED;
        } finally {
            interruption.over();
        }
        return run.stopped() ? Interruption.STATUS : run.anyFailed() ? FAILED : 0;
    }

    static String newRunId() {
        return LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT))
                + String.format(
                        Locale.ROOT, "-%04x", ThreadLocalRandom.current().nextInt(1 << 16));
    }
}
