package org.guaranteebench.audit.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.Expectation;
import org.guaranteebench.audit.verdict.TwinFacts;
import org.guaranteebench.audit.verify.RecordedVerdicts.Key;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.RunInfo;

/**
 * Comes to the verdicts of a whole run once more, from what its folder holds: every twin is recounted, both twins of
 * each scenario are judged again, and the result is held against {@code audit.csv}.
 */
public final class RunVerification {
    private final RecordedVerdicts recorded;
    private final String run;
    private final Set<Key> known = new HashSet<>();

    private RunVerification(RecordedVerdicts recorded, String run) {
        this.recorded = recorded;
        this.run = run;
    }

    /**
     * Blocks, for some seconds per million messages; needs 300 MB of heap, and 250 bytes a message of one twin.
     *
     * <p>Errors: {@link IOException} in one line when this is no audit's folder, or its {@code audit.csv} no table. What
     * is wrong with a twin's files is a difference.
     */
    public static List<ScenarioCheck> of(RunFolder folder) throws IOException {
        if (!Files.isDirectory(folder.audit())) {
            throw new IOException(folder.path() + ": not an audit, there is nothing to verify");
        }
        RunVerification verification = new RunVerification(RecordedVerdicts.read(folder.auditCsv()), run(folder));
        List<ScenarioCheck> checks = new ArrayList<>();
        for (Path scenario : verification.scenarios(folder.audit())) {
            checks.add(verification.check(scenario));
        }
        for (Key stranger : verification.recorded.without(verification.known)) {
            checks.add(new ScenarioCheck(
                    stranger.scenario(),
                    "",
                    List.of("audit.csv has a row about " + stranger + ", of which no facts are here")));
        }
        return checks;
    }

    /** A folder may be reached by a link, or kept under another name. */
    private static String run(RunFolder folder) throws IOException {
        return Files.isRegularFile(folder.runJson())
                ? RunInfo.read(folder.runJson()).run()
                : folder.run();
    }

    /** In the order of the table, then those that are not in it. */
    private List<Path> scenarios(Path audit) throws IOException {
        List<String> order = recorded.keys().stream()
                .map(key -> key.toString().split(" ")[0])
                .distinct()
                .toList();
        try (Stream<Path> folders = Files.list(audit)) {
            return folders.filter(Files::isDirectory)
                    .sorted(Comparator.comparingInt((Path path) -> {
                                int at = order.indexOf(path.getFileName().toString());
                                return at < 0 ? order.size() : at;
                            })
                            .thenComparing(Path::getFileName))
                    .toList();
        }
    }

    private ScenarioCheck check(Path scenario) {
        List<String> differences = new ArrayList<>();
        TwinVerification weak = find(scenario.resolve("weak"), differences);
        TwinVerification strong = find(scenario.resolve("strong"), differences);
        String found = "";
        if (weak.whole() && strong.whole()) {
            Expectation expectation = weak.facts().orElseThrow().expectation();
            if (!expectation.equals(strong.facts().orElseThrow().expectation())) {
                differences.add("the twins were not held to the same expectation");
            }
            SecondOpinion ofWeak = SecondOpinion.ofWeak(expectation, weak.exhibit());
            SecondOpinion ofStrong = SecondOpinion.ofStrong(expectation, weak.exhibit(), strong.exhibit());
            compare(weak, ofWeak, differences);
            compare(strong, ofStrong, differences);
            found = String.format(
                    Locale.ROOT,
                    "weak %s, strong %s; recounted %,d messages",
                    ofWeak.verdict(),
                    ofStrong.verdict(),
                    sent(weak, strong));
        }
        return new ScenarioCheck(scenario.getFileName().toString(), found, differences);
    }

    private static long sent(TwinVerification... twins) {
        return Stream.of(twins)
                .flatMap(twin -> twin.counters().stream())
                .mapToLong(Counters::sent)
                .sum();
    }

    private TwinVerification find(Path path, List<String> differences) {
        TwinVerification found = TwinVerification.of(new AuditFolder(path), run, differences);
        found.facts().ifPresent(facts -> known.add(Key.of(facts)));
        return found;
    }

    private void compare(TwinVerification found, SecondOpinion opinion, List<String> differences) {
        TwinFacts facts = found.facts().orElseThrow();
        recorded.row(Key.of(facts))
                .ifPresentOrElse(
                        row -> RowCheck.compare(facts, found.counters(), opinion, row, differences),
                        () -> differences.add(facts.twin() + ": no row in audit.csv"));
    }
}
