package org.guaranteebench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.Journal;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.report.Analysis;
import org.guaranteebench.report.AuditPage;
import org.guaranteebench.report.AuditedTwin;
import org.guaranteebench.report.AuditedTwins;
import org.guaranteebench.report.CostBenefit;
import org.guaranteebench.report.CostBenefitSummary;
import org.guaranteebench.report.CostBenefitTable;
import org.guaranteebench.report.Subject;
import org.guaranteebench.report.Summary;
import org.guaranteebench.report.Wrap;

/** Sets what runs say of costs beside what an audit observed, from files alone. */
final class CostBenefitReport {
    /** Runs of other things, such as a night's, are not searched for ever. */
    private static final int MOST_SEARCHED = 20;

    private CostBenefitReport() {}

    static boolean isAudit(RunFolder folder) {
        return Files.isRegularFile(folder.auditCsv()) || Files.isRegularFile(folder.availabilityCsv());
    }

    private static boolean hasTrials(RunFolder folder) {
        return Files.isRegularFile(folder.keptJournal());
    }

    /** None of an audit of availability alone. */
    private static List<AuditedTwin> twins(RunFolder audit) throws IOException {
        return Files.isRegularFile(audit.auditCsv()) || !Files.isRegularFile(audit.availabilityCsv())
                ? AuditedTwins.read(audit.auditCsv())
                : List.of();
    }

    /** What a subject's guarantees cost, and the run that says so. */
    private record Costs(Path path, Analysis analysis) {}

    /**
     * Writes {@code cost-benefit.csv} and {@code report.html} into the audit's folder and prints the table.
     *
     * @param costs folders of runs, at most one of each subject; none leaves costs out
     *     <p>Errors: {@link IllegalArgumentException} in one line for costs of something else, {@link IOException} for
     *     files that are not there or damaged.
     */
    static void derive(RunFolder audit, List<Path> costs, PrintWriter out) throws IOException {
        audit.removeHalves();
        List<AuditedTwin> twins = twins(audit);
        if (twins.isEmpty()) {
            if (!costs.isEmpty()) {
                require(costs);
                say(out, "of availability alone there are no costs to stand beside it, so --costs is left out");
            }
            page(audit, twins, List.of(), out);
        } else {
            write(audit, twins, given(costs, CostBenefit.subjects(twins)), audit, out);
        }
    }

    /** Whether these can stand beside some audit. Errors: as of {@link #derive}. */
    static void require(List<Path> costs) throws IOException {
        given(costs, EnumSet.allOf(Subject.class));
    }

    /** Of an audit that ended too soon for more: its page. Never fails. */
    static void pageAlone(RunFolder audit, PrintWriter out) {
        attempt(out, "page", "not written: ", () -> {
            List<AuditedTwin> twins = twins(audit);
            page(audit, twins, CostBenefit.of(RunInfo.read(audit.runJson()), twins, Map.of()), out);
        });
    }

    /**
     * At the end of an audit: these costs, or else the newest of each subject in the folder that holds the audit. Never
     * fails, and whatever is wrong with others' files, the audit has its page.
     */
    static void besideAudit(RunFolder audit, List<Path> costs, PrintWriter out) {
        besideOthers(audit, costs, out);
        if (!Files.isRegularFile(audit.reportHtml())) {
            pageAlone(audit, out);
        }
    }

    private static void besideOthers(RunFolder audit, List<Path> costs, PrintWriter out) {
        beside(out, () -> {
            if (!costs.isEmpty()) {
                derive(audit, costs, out);
                return;
            }
            List<AuditedTwin> twins = twins(audit);
            Map<Subject, Costs> found = new EnumMap<>(Subject.class);
            Set<Subject> missing = EnumSet.noneOf(Subject.class);
            missing.addAll(CostBenefit.subjects(twins));
            for (RunFolder run : newestFirst(audit, CostBenefitReport::hasTrials)) {
                if (missing.isEmpty()) {
                    break;
                }
                parts(run, missing).forEach((subject, part) -> found.put(subject, new Costs(run.path(), part)));
                missing.removeAll(found.keySet());
            }
            if (!found.isEmpty()) {
                write(audit, twins, found, audit, out);
                return;
            }
            if (!twins.isEmpty()) {
                say(out, "after a run, its costs are set beside this by");
                out.println("         java -jar benchmarks.jar report " + audit.path() + " --costs RUN");
                out.flush();
            }
        });
    }

    /** At the end of a run: its costs beside the newest audit in the folder that holds it. Never fails. */
    static void besideRun(RunFolder run, PrintWriter out) {
        beside(out, () -> {
            Map<Subject, Costs> costs = new EnumMap<>(Subject.class);
            parts(run, EnumSet.allOf(Subject.class))
                    .forEach((subject, part) -> costs.put(subject, new Costs(run.path(), part)));
            if (costs.isEmpty()) {
                return;
            }
            Optional<Audited> audited = newest(newestFirst(run, CostBenefitReport::isAudit), costs.keySet());
            if (audited.isPresent()) {
                write(audited.get().audit(), audited.get().twins(), costs, run, out);
                return;
            }
            say(out, "java -jar benchmarks.jar audit shows what these guarantees buy, beside these costs");
        });
    }

    /**
     * What the newest audit in the folder that holds the run saw of the guarantees that the run measured; empty without
     * one. Never fails.
     */
    static List<CostBenefit> observedBeside(RunFolder run, Analysis measured) {
        try {
            List<RunFolder> audits = newestFirst(run, CostBenefitReport::isAudit);
            if (audits.isEmpty()) {
                return List.of();
            }
            Map<Subject, Analysis> costs = parts(measured, EnumSet.allOf(Subject.class));
            Optional<Audited> audited = newest(audits, costs.keySet());
            return audited.isEmpty()
                    ? List.of()
                    : CostBenefit.of(
                            RunInfo.read(audited.get().audit().runJson()),
                            audited.get().twins(),
                            costs);
        } catch (IOException | IllegalArgumentException e) {
            return List.of();
        }
    }

    /** An audit, and what of it concerns some run. */
    private record Audited(RunFolder audit, List<AuditedTwin> twins) {}

    private static Optional<Audited> newest(List<RunFolder> audits, Set<Subject> measured) throws IOException {
        for (RunFolder audit : audits) {
            List<AuditedTwin> twins = twins(audit).stream()
                    .filter(twin -> measured.containsAll(CostBenefit.subjects(List.of(twin))))
                    .toList();
            if (!twins.isEmpty()) {
                return Optional.of(new Audited(audit, twins));
            }
        }
        return Optional.empty();
    }

    private interface Attempt {
        void make() throws IOException;
    }

    /** What was measured or observed is told by now; no neighbour's damaged file takes that back. */
    private static void beside(PrintWriter out, Attempt attempt) {
        attempt(out, "benefit", "not set beside costs: ", attempt);
    }

    private static void attempt(PrintWriter out, String what, String failed, Attempt attempt) {
        try {
            attempt.make();
        } catch (IOException | IllegalArgumentException e) {
            say(out, what, failed + e.getMessage());
        }
    }

    private static void say(PrintWriter out, String text) {
        say(out, "benefit", text);
    }

    private static void say(PrintWriter out, String what, String text) {
        out.printf("%-9s%s%n", what, Wrap.indent(text, 9, Summary.WIDTH).stripLeading());
        out.flush();
    }

    /** Ids of runs begin with their time. */
    private static List<RunFolder> newestFirst(RunFolder beside, Predicate<RunFolder> wanted) throws IOException {
        try (Stream<Path> paths = Files.list(beside.path().toAbsolutePath().getParent())) {
            return paths.filter(path -> !Files.isSymbolicLink(path))
                    .map(RunFolder::new)
                    .filter(folder -> Files.isRegularFile(folder.runJson()) && wanted.test(folder))
                    .sorted(Comparator.comparing(RunFolder::run).reversed())
                    .limit(MOST_SEARCHED)
                    .map(folder -> new RunFolder(beside.path().resolveSibling(folder.run())))
                    .toList();
        }
    }

    private static void write(
            RunFolder audit, List<AuditedTwin> twins, Map<Subject, Costs> costs, RunFolder target, PrintWriter out)
            throws IOException {
        Map<Subject, Analysis> analyses = new EnumMap<>(Subject.class);
        costs.forEach((subject, of) -> analyses.put(subject, of.analysis()));
        List<CostBenefit> all = CostBenefit.of(RunInfo.read(audit.runJson()), twins, analyses);
        CostBenefitTable.write(all, target.costBenefitCsv());
        all.forEach(one -> new CostBenefitSummary(one).print(out));
        out.println();
        out.println("files    " + target.costBenefitCsv());
        if (target.equals(audit)) {
            page(audit, twins, all, out);
        }
        out.println("plots    python3 plot.py " + audit.path()
                + costs.values().stream()
                        .map(Costs::path)
                        .distinct()
                        .map(path -> " --costs " + path)
                        .collect(Collectors.joining()));
        out.flush();
    }

    private static void page(RunFolder audit, List<AuditedTwin> twins, List<CostBenefit> benefits, PrintWriter out)
            throws IOException {
        AuditPage.write(audit, twins, benefits);
        out.println("page     " + audit.reportHtml());
        out.flush();
    }

    private static Map<Subject, Costs> given(List<Path> paths, Set<Subject> wanted) throws IOException {
        Map<Subject, Costs> given = new EnumMap<>(Subject.class);
        for (Path path : paths) {
            for (Map.Entry<Subject, Analysis> part : read(path, wanted).entrySet()) {
                Costs before = given.putIfAbsent(part.getKey(), new Costs(path, part.getValue()));
                if (before != null) {
                    throw new IllegalArgumentException("--costs " + path + ": has costs of " + part.getKey() + ", as "
                            + before.path() + " has; give one of them");
                }
            }
        }
        return given;
    }

    private static Map<Subject, Analysis> read(Path path, Set<Subject> wanted) throws IOException {
        RunFolder folder = RunFolder.open(path);
        if (isAudit(folder)) {
            throw new IllegalArgumentException("--costs " + path + ": is an audit; costs are those of a measuring run");
        }
        Map<Subject, Analysis> found = parts(folder, wanted);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("--costs " + path
                    + ": has no costs of what was audited; wanted are those of " + names(wanted) + ", it has: "
                    + benchmarks(analysis(folder)));
        }
        return found;
    }

    static Analysis analysis(RunFolder run) throws IOException {
        return new Analysis(RunInfo.read(run.runJson()), Journal.read(run.keptJournal()));
    }

    private static Map<Subject, Analysis> parts(RunFolder run, Set<Subject> wanted) throws IOException {
        return parts(analysis(run), wanted);
    }

    private static Map<Subject, Analysis> parts(Analysis whole, Set<Subject> wanted) {
        Map<Subject, Analysis> found = new EnumMap<>(Subject.class);
        for (Subject subject : wanted) {
            Analysis part = subject.part(whole);
            if (!part.arms().isEmpty()) {
                found.put(subject, part);
            }
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
