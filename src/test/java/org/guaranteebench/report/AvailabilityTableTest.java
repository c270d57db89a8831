package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import org.guaranteebench.audit.availability.Kill;
import org.guaranteebench.audit.availability.Outage;
import org.guaranteebench.audit.availability.Recovery;
import org.guaranteebench.audit.availability.SyntheticKills;
import org.guaranteebench.grid.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvailabilityTableTest {
    @TempDir
    private Path home;

    private static Kill kill(int number, Optional<String> reason) {
        return new Kill(
                number,
                1,
                420,
                -5_000_000_000L,
                reason.isEmpty() ? OptionalLong.of(7_000_000_123L) : OptionalLong.empty(),
                true,
                false,
                "broker 1 (process 4711) ended with status 137, which is SIGKILL; then broker 2 led",
                reason);
    }

    /** Records 1 to 100, that took as many milliseconds, and two that were never settled. */
    private static Outage outage(long gapNanos) {
        Histogram responses = new Histogram(3_600_000_000_000L, 3);
        for (int i = 1; i <= 100; i++) {
            responses.recordValue(i * 1_000_000L);
        }
        return new Outage(gapNanos, 102, responses);
    }

    private static Recovery recovery(Cell cell, Kill kill, long gapNanos, long retried) {
        Optional<Outage> outage = kill.counts() ? Optional.of(outage(gapNanos)) : Optional.empty();
        OptionalInt next = kill.counts() ? OptionalInt.of(3) : OptionalInt.empty();
        return new Recovery(SyntheticRun.ID, cell, kill, 2, next, retried, outage);
    }

    private static List<Recovery> recoveries() {
        Kill first = kill(1, Optional.empty());
        Kill second = kill(2, Optional.of("not after 60 s: another than broker 1 leads"));
        return List.of(
                recovery(SyntheticRun.LEADER_ACK, first, 9_400_250_000L, 3),
                recovery(SyntheticRun.TRANSACTIONAL, first, 12_345_000_000L, 0),
                recovery(SyntheticRun.LEADER_ACK, second, 0, 7));
    }

    private interface Writing {
        void to(Path file) throws IOException;
    }

    private String written(Writing writing) throws IOException {
        Path file = home.resolve("table.csv");
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            writing.to(file);
        } finally {
            Locale.setDefault(before);
        }
        return Files.readString(file);
    }

    @Test
    void theTableIsTheSameByteForByteInEveryLocale() throws IOException {
        String evidence = "\"broker 1 (process 4711) ended with status 137, which is SIGKILL; then broker 2 led\"";
        assertThat(written(file -> AvailabilityTable.write(file, recoveries())))
                .isEqualTo(
                        "run,acks,idempotence,transactions,isolation,level,kill,broker,record,killed_ns,end_ns,gap_ms,"
                                + "retried,records,unsettled,ack_p50_us,ack_p90_us,ack_p99_us,ack_max_us,epoch_before,"
                                + "epoch_after,controller,coordinator,evidence,reason,arm\r\n"
                                + "20250102-030405-abcd,1,false,none,read_uncommitted,leader-ack,1,1,420,-5000000000,7000000123,"
                                + "9400.25,3,102,2,50004,90046.5,,100008,2,3,true,false," + evidence
                                + ",,leader-ack\r\n"
                                + "20250102-030405-abcd,all,true,100ms,read_uncommitted,transactional,1,1,420,-5000000000,"
                                + "7000000123,12345,0,102,2,50004,90046.5,,100008,2,3,true,false," + evidence
                                + ",,transactional 100ms\r\n"
                                + "20250102-030405-abcd,1,false,none,read_uncommitted,leader-ack,2,1,420,-5000000000,,,7,,,,,,,"
                                + "2,,true,false," + evidence
                                + ",not after 60 s: another than broker 1 leads,leader-ack\r\n");
    }

    @Test
    void theTableOfLevelsIsTheSameByteForByteInEveryLocale() throws IOException {
        assertThat(written(file -> AvailabilityTable.writeLevels(file, recoveries())))
                .isEqualTo("run,acks,idempotence,transactions,isolation,level,kills,not_counted,gap_min_ms,gap_q1_ms,"
                        + "gap_median_ms,gap_q3_ms,gap_max_ms,retried,records,unsettled,ack_p50_us,ack_p90_us,"
                        + "ack_p99_us,ack_p999_us,ack_max_us,arm\r\n"
                        + "20250102-030405-abcd,1,false,none,read_uncommitted,leader-ack,1,1,9400.25,,,,9400.25,3,102,2,"
                        + "50004,90046.5,,,100008,leader-ack\r\n"
                        + "20250102-030405-abcd,all,true,100ms,read_uncommitted,transactional,1,0,12345,,,,12345,0,102,2,"
                        + "50004,90046.5,,,100008,transactional 100ms\r\n");
    }

    private static List<String> printed(List<Recovery> recoveries) {
        StringWriter text = new StringWriter();
        new AvailabilitySummary(recoveries).print(new PrintWriter(text, true));
        assertThat(text.toString().lines()).allMatch(line -> line.length() <= 100);
        return text.toString()
                .lines()
                .map(line -> line.replaceAll(" +", " ").strip())
                .toList();
    }

    @Test
    void fewKillsHaveARangeAndNoQuartilesAndOneThatDoesNotCountIsNamed() {
        assertThat(printed(recoveries()))
                .contains(
                        "kill 2 does not count: not after 60 s: another than broker 1 leads",
                        "1 kill: too few for a distribution",
                        "longest gap, ms min q1 median q3 max retried unsettled",
                        "leader-ack 9,400 - - - 9,400 3 2",
                        "leader-ack 50 90 - - 100 100");
    }

    @Test
    void tenKillsHaveTheDistributionOfGapsAndOfAllResponses() throws IOException {
        List<Recovery> kills = new SyntheticKills(new SyntheticRun().save(home.resolve("run")), 10, 0).recoveries();
        assertThat(printed(kills))
                .contains("the leader was killed: 10 kills, of the quorum's leader, too: 5, of the transactions'"
                        + " coordinator: 0")
                .noneMatch(line -> line.contains("too few"))
                .anyMatch(line -> line.matches("leader-ack 5,10. 5,30. 5,55. 5,80. 6,00. 55 \\d+"))
                .anyMatch(line -> line.matches("transactional 100ms( \\d,\\d{3}){5} \\d,\\d{3}"));
    }

    @Test
    void withoutAKillNothingIsSaid() {
        assertThat(printed(List.of())).isEmpty();
    }
}
