package org.guaranteebench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.Journal;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.report.Analysis;
import org.guaranteebench.report.AuditedTwin;
import org.guaranteebench.report.AuditedTwins;
import org.guaranteebench.report.CostBenefit;
import org.guaranteebench.report.CostBenefitSummary;
import org.guaranteebench.report.CostBenefitTable;
import org.guaranteebench.report.Subject;

/** Sets what runs say of costs beside what an audit observed; from files alone, and only the audit's folder changes. */
final class CostBenefitReport {
    private CostBenefitReport() {}

    static boolean isAudit(RunFolder folder) {
        return Files.isRegularFile(folder.auditCsv());
    }

    /**
     * Writes {@code cost-benefit.csv} and prints the table.
     *
     * @param costs folders of runs, at most one of each subject; none leaves costs out
     *     <p>Errors: {@link IllegalArgumentException} in one line for costs of something else, {@link IOException} for
     *     files that are not there or damaged.
     */
    static void derive(RunFolder audit, List<Path> costs, PrintWriter out) throws IOException {
        List<AuditedTwin> twins = AuditedTwins.read(audit.auditCsv());
        Map<Subject, Analysis> bySubject = new EnumMap<>(Subject.class);
        Map<Subject, Path> given = new EnumMap<>(Subject.class);
        for (Path path : costs) {
            for (Map.Entry<Subject, Analysis> cost :
                    read(path, CostBenefit.subjects(twins)).entrySet()) {
                Path before = given.putIfAbsent(cost.getKey(), path);
                if (before != null) {
                    throw new IllegalArgumentException("--costs " + path + ": has costs of " + cost.getKey() + ", as "
                            + before + " has; give one of them");
                }
                bySubject.put(cost.getKey(), cost.getValue());
            }
        }
        List<CostBenefit> all = CostBenefit.of(RunInfo.read(audit.runJson()), twins, bySubject);
        CostBenefitTable.write(all, audit.costBenefitCsv());
        all.forEach(one -> new CostBenefitSummary(one).print(out));
        out.println();
        out.println("files    " + audit.costBenefitCsv());
        out.println("plots    python3 plot.py " + audit.path()
                + costs.stream().map(path -> " --costs " + path).collect(Collectors.joining()));
        out.flush();
    }

    private static Map<Subject, Analysis> read(Path path, Set<Subject> wanted) throws IOException {
        RunFolder folder = RunFolder.open(path);
        if (isAudit(folder)) {
            throw new IllegalArgumentException("--costs " + path + ": is an audit; costs are those of a measuring run");
        }
        Analysis run = new Analysis(RunInfo.read(folder.runJson()), Journal.read(folder.journal()));
        Map<Subject, Analysis> found = new EnumMap<>(Subject.class);
        for (Subject subject : wanted) {
            Analysis part = subject.part(run);
            if (!part.arms().isEmpty()) {
                found.put(subject, part);
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("--costs " + path
                    + ": has no costs of what was audited; wanted are those of " + names(wanted) + ", it has: "
                    + benchmarks(run));
        }
        return found;
    }

    private static String names(Set<Subject> wanted) {
        return wanted.stream().sorted().map(Subject::benchmarks).collect(Collectors.joining(" or "));
    }

    private static String benchmarks(Analysis run) {
        List<String> names =
                run.arms().stream().map(Arm::benchmark).distinct().sorted().toList();
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
