package org.guaranteebench.audit.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.Expectation;
import org.guaranteebench.audit.verdict.TwinFacts;
import org.guaranteebench.audit.verify.RecordedVerdicts.Key;
import org.guaranteebench.audit.verify.SecondOpinion.Exhibit;
import org.guaranteebench.journal.RunFolder;

/**
 * Comes to the verdicts of a whole run once more, from what its folder holds: every twin is recounted, both twins of
 * each scenario are judged again, and the result is held against {@code audit.csv}.
 */
public final class RunVerification {
    private final RecordedVerdicts recorded;
    private final Set<Key> known = new HashSet<>();

    private RunVerification(RecordedVerdicts recorded) {
        this.recorded = recorded;
    }

    /**
     * One twin as it was found.
     *
     * @param counters of the decisive read-back; empty where there was nothing to count
     * @param whole whether its files could be read, without which there is no verdict to compare
     */
    private record Found(Optional<TwinFacts> facts, Optional<Counters> counters, boolean whole) {
        Exhibit exhibit() {
            return new Exhibit(counters, facts.map(f -> f.evidence().proven()).orElse(false));
        }
    }

    /**
     * Blocks, for some seconds per million messages; needs about a kilobyte of heap a message.
     *
     * <p>Errors: {@link IOException} in one line when this is no audit's folder, or its {@code audit.csv} no table. What
     * is wrong with a twin's files is a difference.
     */
    public static List<ScenarioCheck> of(RunFolder folder) throws IOException {
        if (!Files.isDirectory(folder.audit())) {
            throw new IOException(folder.path() + ": not an audit, there is nothing to verify");
        }
        RunVerification verification = new RunVerification(RecordedVerdicts.read(folder.auditCsv()));
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
        Found weak = find(scenario.resolve("weak"), differences);
        Found strong = find(scenario.resolve("strong"), differences);
        String found = "";
        if (weak.whole() && strong.whole()) {
            Expectation expectation = weak.facts().get().expectation();
            if (!expectation.equals(strong.facts().get().expectation())) {
                differences.add("the twins were not held to the same expectation");
            }
            String ofWeak = SecondOpinion.ofWeak(expectation, weak.exhibit());
            String ofStrong = SecondOpinion.ofStrong(expectation, weak.exhibit(), strong.exhibit());
            compare(weak, ofWeak, differences);
            compare(strong, ofStrong, differences);
            found = String.format(
                    Locale.ROOT, "weak %s, strong %s; recounted %,d messages", ofWeak, ofStrong, sent(weak, strong));
        }
        return new ScenarioCheck(scenario.getFileName().toString(), found, differences);
    }

    private static long sent(Found... twins) {
        return Stream.of(twins)
                .flatMap(twin -> twin.counters().stream())
                .mapToLong(Counters::sent)
                .sum();
    }

    private Found find(Path path, List<String> differences) {
        AuditFolder folder = new AuditFolder(path);
        String twin = path.getFileName() + ": ";
        Optional<TwinFacts> facts = Optional.empty();
        Optional<Counters> counters = Optional.empty();
        try {
            facts = Optional.of(TwinFacts.read(folder.facts()));
            known.add(Key.of(facts.get()));
            if (facts.get().failure().isEmpty()) {
                Verification.Recounted recounted = Verification.recount(folder);
                recounted.differences().forEach(difference -> differences.add(twin + difference));
                counters =
                        Optional.ofNullable(recounted.counters().get(facts.get().decisive()));
                if (counters.isEmpty()) {
                    differences.add(
                            twin + "there is no read-back " + facts.get().decisive());
                }
            }
            return new Found(facts, counters, true);
        } catch (IOException e) {
            differences.add(twin + e.getMessage());
            return new Found(facts, counters, false);
        }
    }

    private void compare(Found found, String verdict, List<String> differences) {
        TwinFacts facts = found.facts().orElseThrow();
        Optional<Map<String, String>> row = recorded.row(Key.of(facts));
        if (row.isEmpty()) {
            differences.add(facts.twin() + ": no row in audit.csv");
            return;
        }
        compare(facts, "verdict", row.get(), verdict, differences);
        compare(facts, "evidence", row.get(), facts.evidence().words(), differences);
        for (Counter counter : Counter.values()) {
            String counted =
                    found.counters().map(c -> Long.toString(c.of(counter))).orElse("");
            compare(facts, counter.column(), row.get(), counted, differences);
        }
    }

    private static void compare(
            TwinFacts facts, String column, Map<String, String> row, String found, List<String> differences) {
        String text = row.getOrDefault(column, "");
        if (!text.equals(found)) {
            differences.add(facts.twin() + ": " + column + " is \"" + text + "\" in audit.csv, and found to be \""
                    + found + "\"");
        }
    }
}
