package org.guaranteebench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guaranteebench.audit.campaign.Audit;
import org.guaranteebench.audit.campaign.AuditRequest;
import org.guaranteebench.audit.scenario.Scenario;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.report.AuditSummary;
import org.guaranteebench.report.AvailabilitySummary;
import org.guaranteebench.report.Wrap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code audit}: injects faults, and tells what each guarantee was seen to keep. */
@Command(
        name = "audit",
        description =
                "What does each guarantee buy? Injects faults into brokers and clients of its own, and counts what"
                        + " is lost, duplicated, or read though aborted; each scenario with a weak twin that must show the"
                        + " damage.",
        footer = {
            "",
            "Exit status: 0 every weak twin showed its damage and every strong one kept its promise, 1 not so (the table"
                    + " says which), 2 unusable arguments, 130 interrupted."
        },
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
    private static final int NOT_AS_EXPECTED = 1;

    @Spec
    private CommandSpec spec;

    @Mixin
    private AuditArguments arguments;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        AuditRequest request =
                arguments.request(spec.commandLine().getParseResult().originalArgs(), out);
        RunFolder folder = new RunFolder(arguments.out.resolve(RunCommand.newRunId()));
        Audit audit = new Audit(request, folder, new AuditProgress(out, folder));
        RunFolder.create(arguments.out, folder.run());
        print(out, request, folder);
        Interruption interruption = Interruption.stops(audit::stop);
        try {
            audit.execute();
            return conclude(audit, folder, out);
        } catch (IOException e) {
            // The arguments were fine; the disk was not.
            spec.commandLine().getErr().println("error: " + e.getMessage());
            spec.commandLine().getErr().flush();
            return NOT_AS_EXPECTED;
        } finally {
            interruption.over();
        }
    }

    private int conclude(Audit audit, RunFolder folder, PrintWriter out) {
        out.println();
        AuditSummary summary = new AuditSummary(audit.rulings());
        summary.print(out);
        new AvailabilitySummary(audit.recoveries()).print(out);
        audit.unmeasured().ifPresent(reason -> out.println("availability not measured to its end: " + reason));
        out.println();
        String tables = Stream.of(folder.auditCsv(), folder.availabilityCsv(), folder.availabilityLevelsCsv())
                .filter(Files::exists)
                .map(Path::toString)
                .collect(Collectors.joining(",\n         "));
        out.println("files    " + (tables.isEmpty() ? folder.path() : tables));
        if (!audit.rulings().isEmpty()) {
            out.println("         all that verdicts rest on is below " + folder.audit());
        }
        if (!audit.recoveries().isEmpty()) {
            out.println("         all that gaps and responses rest on is below " + folder.availability());
        }
        if (!audit.rulings().isEmpty() || !audit.recoveries().isEmpty()) {
            out.println("         java -jar benchmarks.jar verify " + folder.path());
        }
        out.flush();
        boolean observed = !audit.rulings().isEmpty() || !audit.recoveries().isEmpty();
        if (audit.stopped()) {
            if (observed) {
                CostBenefitReport.pageAlone(folder, out);
            }
            return Interruption.STATUS;
        }
        if (observed) {
            CostBenefitReport.besideAudit(folder, arguments.costs, out);
        }
        return summary.asExpected() && audit.unmeasured().isEmpty() ? 0 : NOT_AS_EXPECTED;
    }

    private static void print(PrintWriter out, AuditRequest request, RunFolder folder) {
        if (!request.scenarios().isEmpty()) {
            String scenarios = request.scenarios().stream().map(Scenario::name).collect(Collectors.joining(", "));
            line(out, "scenarios", scenarios + ", each with its weak twin");
            line(out, "records", String.format(Locale.ROOT, "%,d a twin", request.records()));
        }
        if (request.kills() > 0) {
            line(out, "availability", AuditArguments.kills(request.kills()));
        }
        if (request.repetitions() > 1) {
            line(out, "repetitions", Integer.toString(request.repetitions()));
        }
        line(
                out,
                "brokers",
                request.brokers().description() + " (" + request.brokers().reason() + ")");
        line(out, "folder", folder.path().toString());
        out.println();
        out.flush();
    }

    private static void line(PrintWriter out, String name, String text) {
        out.printf("%-18s %s%n", name, Wrap.indent(text, 19, 100).stripLeading());
    }
}
