package org.guaranteebench.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.guaranteebench.audit.availability.SyntheticKills;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.jvm.Directories;
import org.guaranteebench.report.SyntheticRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was computed while it was measured agrees with the settlements; whatever is changed afterwards is named. */
class AvailabilityVerificationTest {
    @TempDir
    private Path home;

    private RunFolder folder;

    @BeforeEach
    void measured() throws IOException {
        folder = new SyntheticRun().save(home.resolve("run"));
        new SyntheticKills(folder, 11, 4).save();
    }

    private List<String> differences() {
        return AvailabilityVerification.of(folder).orElseThrow().differences();
    }

    /** Writes another text into one field, and asserts that exactly this is named. */
    private void assertNamed(Path table, int row, String column, String text) throws IOException {
        String before = Files.readString(table);
        List<String> lines = new ArrayList<>(List.of(before.split("\r\n")));
        int at = List.of(lines.get(0).split(",")).indexOf(column);
        assertThat(at).as(column).isNotNegative();
        // No field before the evidence is quoted.
        String[] fields = lines.get(row).split(",", -1);
        assertThat(fields[at]).isNotEqualTo(text);
        fields[at] = text;
        lines.set(row, String.join(",", fields));
        Files.writeString(table, String.join("\r\n", lines) + "\r\n");
        assertThat(differences())
                .as(column)
                .anyMatch(line ->
                        Pattern.compile("\\b" + column + "\\b").matcher(line).find());
        Files.writeString(table, before);
    }

    @Test
    void whatNobodyTouchedAgrees() {
        assertThat(differences()).isEmpty();
        assertThat(AvailabilityVerification.of(folder).orElseThrow())
                .isEqualTo(new ScenarioCheck(
                        "availability", "10 kills of 2 levels recomputed from 51,982 settlements", List.of()));
    }

    @Test
    void everyFigureOfAKillThatWasWrittenOverIsNamed() throws IOException {
        for (String column : List.of("gap_ms", "records", "unsettled", "ack_p50_us", "ack_p99_us", "ack_max_us")) {
            assertNamed(folder.availabilityCsv(), 3, column, "7");
            assertNamed(folder.availabilityCsv(), 3, column, "");
        }
        assertNamed(folder.availabilityCsv(), 3, "killed_ns", "1");
        assertNamed(folder.availabilityCsv(), 3, "end_ns", "");
    }

    @Test
    void everyFigureOverAllKillsThatWasWrittenOverIsNamed() throws IOException {
        for (String column : List.of(
                "kills",
                "not_counted",
                "gap_min_ms",
                "gap_q1_ms",
                "gap_median_ms",
                "gap_q3_ms",
                "gap_max_ms",
                "retried",
                "records",
                "unsettled",
                "ack_p50_us",
                "ack_p90_us",
                "ack_p99_us",
                "ack_p999_us",
                "ack_max_us")) {
            assertNamed(folder.availabilityLevelsCsv(), 2, column, "7");
            assertNamed(folder.availabilityLevelsCsv(), 2, column, "");
        }
    }

    @Test
    void aTableThatIsHalfAPercentOffIsNamed() throws IOException {
        String table = Files.readString(folder.availabilityLevelsCsv());
        int at = List.of(table.split("\r\n")[0].split(",")).indexOf("ack_p99_us");
        String p99 = table.split("\r\n")[1].split(",")[at];
        assertNamed(folder.availabilityLevelsCsv(), 1, "ack_p99_us", Double.toString(Double.parseDouble(p99) * 1.005));
    }

    @Test
    void aKillThatCountsWithoutProofIsNamed() throws IOException {
        String table = Files.readString(folder.availabilityCsv());
        Files.writeString(folder.availabilityCsv(), table.replaceFirst("status 137", "status 1"));
        assertThat(differences())
                .contains(
                        "kill 1: leader-ack: counts, and its evidence shows no SIGKILL",
                        "kill 1: evidence is not the same for all levels");
        Files.writeString(folder.availabilityCsv(), table);
        List<String> lines = List.of(table.split("\r\n"));
        int at = List.of(lines.get(0).split(",")).indexOf("epoch_after");
        String[] fields = lines.get(1).split(",", -1);
        fields[at] = "1";
        Files.writeString(folder.availabilityCsv(), table.replace(lines.get(1), String.join(",", fields)));
        assertThat(differences()).containsExactly("kill 1: leader-ack: counts, and nobody led in a higher epoch");
    }

    @Test
    void aRowThatIsMissingIsNamedInBothTables() throws IOException {
        String table = Files.readString(folder.availabilityCsv());
        String row = table.split("\r\n")[5] + "\r\n";
        Files.writeString(folder.availabilityCsv(), table.replace(row, ""));
        assertThat(differences())
                .contains("kill 3: availability.csv has no row about leader-ack")
                .anyMatch(line -> line.startsWith("leader-ack: kills is \"10\" in availability-levels.csv"));
        Files.writeString(folder.availabilityCsv(), table);
        String levels = Files.readString(folder.availabilityLevelsCsv());
        Files.writeString(folder.availabilityLevelsCsv(), levels.replace(levels.split("\r\n")[1] + "\r\n", ""));
        assertThat(differences()).containsExactly("availability-levels.csv has no row about leader-ack");
    }

    @Test
    void settlementsThatWereRemovedMovedOrForgedAreNamed() throws IOException {
        Path file = folder.availability().resolve("leader-ack.csv");
        String text = Files.readString(file);
        String line = text.lines()
                .filter(settlement -> settlement.startsWith("2100,"))
                .findFirst()
                .orElseThrow();
        Files.writeString(file, text.replace(line + "\n", ""));
        assertThat(differences())
                .anyMatch(difference -> difference.startsWith("kill 1: leader-ack: unsettled is \"1\""));
        Files.writeString(file, text.replace(line, line.replaceFirst("2100", "2101")));
        assertThat(differences()).containsExactly(file + ": line 2102 was due at another time than its sequence says");
        Files.writeString(file, text.replace(line, line + "\n" + line));
        assertThat(differences()).containsExactly(file + ": line 2103 settles record 2100 once more");
        Files.writeString(file, text.replace(line, line + ",0"));
        assertThat(differences()).containsExactly(file + ": line 2102 is no settlement");
    }

    @Test
    void withoutSettlementsThereIsNothingToComputeFrom() {
        Directories.delete(folder.availability());
        assertThat(differences())
                .containsExactly(folder.availability() + ": is missing, there is nothing to compute from");
    }

    @Test
    void anAuditWithoutKillsHasNothingToVerify() throws IOException {
        assertThat(AvailabilityVerification.of(new SyntheticRun().save(home.resolve("other"))))
                .isEmpty();
    }
}
