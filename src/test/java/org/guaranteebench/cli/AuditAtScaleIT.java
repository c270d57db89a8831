package org.guaranteebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.guaranteebench.Alone;
import org.guaranteebench.Jar;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.audit.verdict.TwinFacts;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.report.AuditedTwin;
import org.guaranteebench.report.AuditedTwins;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What takes too long for every build: {@code mvn verify -Paudit-at-scale}. On two cores with nothing else to do about
 * 40 minutes.
 */
@Alone
class AuditAtScaleIT {
    private static final List<String> ALL = List.of("F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10");
    private static final int REPETITIONS = 10;
    private static final double LONGEST_SECONDS = 60;

    @TempDir
    private Path home;

    private RunFolder audited(int seconds, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("audit"));
        arguments.addAll(ALL);
        arguments.addAll(List.of(options));
        // Judged by how long they take, so without the short cuts of other tests.
        try (Jar jar = Jar.startInFull(home, arguments.toArray(String[]::new))) {
            int status = jar.await(seconds);
            System.out.println(jar.out() + jar.err());
            assertThat(status).isZero();
            return jar.folder();
        }
    }

    @Test
    void tenRepetitionsGiveTenEqualVerdicts() throws IOException {
        RunFolder folder = audited(3600, "--records", "1000", "--repeat", Integer.toString(REPETITIONS));
        List<AuditedTwin> twins = AuditedTwins.read(folder.auditCsv());
        assertThat(twins).hasSize(2 * REPETITIONS * ALL.size());
        Map<String, Set<String>> verdicts = new HashMap<>();
        twins.forEach(twin -> verdicts.computeIfAbsent(twin.scenario() + " " + twin.control(), t -> new TreeSet<>())
                .add(twin.verdict().words() + ": " + twin.verdict().statement()));
        assertThat(verdicts)
                .hasSize(2 * ALL.size())
                .allSatisfy((twin, seen) -> assertThat(seen).as(twin).hasSize(1));
    }

    @Test
    void aMillionRecordsPassThroughEachTwinInAMinute() throws IOException {
        RunFolder folder = audited(3600, "--records", "1000000");
        Map<String, Double> seconds = new HashMap<>();
        for (String scenario : ALL) {
            for (String twin : List.of("weak", "strong")) {
                Path files = folder.audit().resolve(scenario).resolve(twin);
                seconds.put(
                        scenario + " " + twin,
                        TwinFacts.read(new AuditFolder(files).facts()).seconds());
            }
        }
        seconds.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(System.out::println);
        assertThat(seconds).allSatisfy((twin, took) -> assertThat(took).as(twin).isLessThanOrEqualTo(LONGEST_SECONDS));
    }
}
