package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guaranteebench.Jar;
import org.guaranteebench.grid.CurvePoints;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.SearchTrial;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Curves of two levels with trials far too short for figures, as a user starts it: accounts, no speeds. */
class CurveRunIT {
    private static final int LEVELS = 2;

    @TempDir
    private static Path home;

    private static Jar jar;
    private static int status;

    @BeforeAll
    static void run() {
        jar = Jar.start(
                home,
                "run",
                "--plan",
                "curve",
                "--quick",
                "--nodes",
                "1",
                "--seed",
                "4",
                "-wf",
                "0",
                "-w",
                "200ms",
                "-r",
                "300ms",
                "-p",
                "acks=1,all",
                "-p",
                "idempotence=false",
                "-p",
                "transactions=none");
        status = jar.await(400);
    }

    @AfterAll
    static void stop() {
        jar.close();
    }

    private static List<SearchTrial> searched() {
        return SearchTrial.of(jar.trials());
    }

    private static List<Trial> blocks() {
        return jar.trials().stream().filter(t -> t.block() > 0).toList();
    }

    /** No value of these tables has a comma. */
    private static List<Map<String, String>> table(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> header = List.of(lines.get(0).split(","));
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            assertThat(cells).hasSameSizeAs(header);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < cells.length; i++) {
                row.put(header.get(i), cells[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    private static Map<String, Integer> sustainable() throws IOException {
        Map<String, Integer> sustainable = new LinkedHashMap<>();
        table(jar.folder().saturationCsv())
                .forEach(row -> sustainable.put(row.get("arm"), Integer.parseInt(row.get("sustainable"))));
        return sustainable;
    }

    @Test
    void everyLevelHasARateAndTheStatusSaysSo() throws IOException {
        assertThat(status).as(jar.out() + jar.err()).isZero();
        assertThat(sustainable()).containsOnlyKeys("leader-ack", "all-isr");
        assertThat(sustainable().values()).allMatch(rate -> rate > 0);
    }

    @Test
    void everyTrialOfTheSearchIsInTheJournalBeforeTheFirstBlock() throws IOException {
        List<Trial> first = jar.trials().subList(0, searched().size());
        assertThat(first).allSatisfy(t -> {
            assertThat(t.status()).as(t.reason()).isEqualTo(Status.SEARCH);
            assertThat(t.block()).isZero();
            assertThat(t.incarnation()).isEqualTo(1);
        });
        for (int i = 0; i < first.size(); i++) {
            assertThat(first.get(i).position()).isEqualTo(i + 1);
        }
        int told = table(jar.folder().saturationCsv()).stream()
                .mapToInt(row -> Integer.parseInt(row.get("trials")))
                .sum();
        assertThat(told).isEqualTo(first.size());
        assertThat(searched())
                .allMatch(t ->
                        t.rate().isEmpty() || t.trial().value("backlog_growth").isPresent());
    }

    @Test
    void theTrialsSayWhatTheTableSays() throws IOException {
        for (Map<String, String> row : table(jar.folder().saturationCsv())) {
            int rate = Integer.parseInt(row.get("sustainable"));
            List<SearchTrial> at = searched().stream()
                    .filter(t -> t.trial().arm().label().equals(row.get("arm"))
                            && t.rate().orElse(0) == rate)
                    .toList();
            long held = at.stream().filter(SearchTrial::sustained).count();
            assertThat(row).containsEntry("sustainable_trials", Integer.toString(at.size()));
            assertThat(row).containsEntry("sustainable_held", Long.toString(held));
            assertThat(held).isGreaterThan(at.size() / 2);
        }
    }

    @Test
    void theBlockGoesOnOnTheBrokersOfTheSearchAndMeasuresAllPoints() throws IOException {
        Map<String, Integer> sustainable = sustainable();
        int slowest = sustainable.values().stream().mapToInt(i -> i).min().getAsInt();
        Set<List<Object>> expected = new HashSet<>();
        sustainable.forEach((arm, rate) -> {
            CurvePoints.OWN.forEach(percent -> expected.add(List.of(arm, CurvePoints.rate(rate, percent))));
            CurvePoints.COMMON.forEach(percent -> expected.add(List.of(arm, CurvePoints.rate(slowest, percent))));
        });
        CurvePoints.COMMON.forEach(
                percent -> expected.add(List.of("leader-ack (A/A)", CurvePoints.rate(slowest, percent))));
        assertThat(blocks().stream()
                        .map(t -> List.<Object>of(
                                t.arm().label(), t.arm().workload().rate().getAsInt())))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(blocks()).allSatisfy(t -> {
            assertThat(t.status()).as(t.reason()).isEqualTo(Status.OK);
            assertThat(t.incarnation()).isEqualTo(1);
        });
        assertThat(table(jar.folder().curveCsv())).hasSize(expected.size() - CurvePoints.COMMON.size());
    }

    @Test
    void pointsAreFractionsOfWhatWasFound() throws IOException {
        Map<String, Integer> sustainable = sustainable();
        assertThat(table(jar.folder().curveCsv())).allSatisfy(row -> {
            double fraction = Double.parseDouble(row.get("rate")) / sustainable.get(row.get("arm"));
            assertThat(Double.parseDouble(row.get("fraction")))
                    .isCloseTo(fraction, org.assertj.core.data.Offset.offset(1e-5));
            assertThat(row.get("n")).isEqualTo("1");
            assertThat(row.get("achieved_rate")).isNotEmpty();
        });
    }

    @Test
    void noTrialOfTheSearchIsInACost() throws IOException {
        assertThat(Files.readString(jar.folder().costsCsv())).doesNotContain("ProduceThroughput");
        Set<String> common = new HashSet<>();
        table(jar.folder().curveCsv()).stream()
                .filter(row -> row.get("common").equals("true"))
                .forEach(row -> common.add(row.get("rate")));
        assertThat(common).hasSize(CurvePoints.COMMON.size());
        assertThat(jar.out())
                .contains("search             first, what each of " + LEVELS + " arms sustains")
                .contains("leader-ack sustains ", "saturation.csv (what is sustained)", "70 %");
        assertThat(RunInfo.read(jar.folder().runJson()).format()).isEqualTo(RunInfo.WITH_SEARCH);
    }

    @Test
    void reportMakesTheSameFilesOfTheJournal() throws IOException {
        Map<Path, String> before = new LinkedHashMap<>();
        for (Path file : List.of(
                jar.folder().saturationCsv(),
                jar.folder().curveCsv(),
                jar.folder().costsCsv(),
                jar.folder().trialsCsv(),
                jar.folder().reportHtml())) {
            before.put(file, Files.readString(file));
            Files.delete(file);
        }
        try (Jar report = Jar.start(home, "report", jar.folder().path().toString())) {
            assertThat(report.await(60)).as(report.out() + report.err()).isZero();
        }
        for (Map.Entry<Path, String> file : before.entrySet()) {
            assertThat(file.getKey()).content().isEqualTo(file.getValue());
        }
    }

    @Test
    void nothingIsLeft() {
        assertThat(jar.children()).isEmpty();
        assertThat(jar.leftovers()).noneMatch(name -> name.startsWith("kgb-"));
    }
}
