package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.guaranteebench.audit.availability.Recovery;
import org.guaranteebench.grid.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvailabilityTableTest {
    @TempDir
    private Path home;

    private static Recovery recovery(Cell cell, int kill, double gapMillis, long retried, OptionalDouble max) {
        return new Recovery(
                SyntheticRun.ID,
                cell,
                kill,
                1,
                420,
                gapMillis,
                retried,
                1250,
                0,
                OptionalDouble.of(4321.5),
                OptionalDouble.empty(),
                max,
                true,
                false,
                "broker 1 (process 4711) ended with status 137, which is SIGKILL; then broker 2 led");
    }

    private static List<Recovery> recoveries() {
        return List.of(
                recovery(SyntheticRun.LEADER_ACK, 1, 9400.25, 3, OptionalDouble.of(9_390_000)),
                recovery(SyntheticRun.TRANSACTIONAL, 1, 12_345, 0, OptionalDouble.of(12_300_000)),
                recovery(SyntheticRun.LEADER_ACK, 2, 10_400, 5, OptionalDouble.of(10_390_000)),
                recovery(SyntheticRun.TRANSACTIONAL, 2, 11_345, 0, OptionalDouble.empty()));
    }

    @Test
    void theTableIsTheSameByteForByteInEveryLocale() throws IOException {
        Path file = home.resolve("availability.csv");
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            AvailabilityTable.write(file, recoveries().subList(0, 2));
        } finally {
            Locale.setDefault(before);
        }
        assertThat(Files.readString(file))
                .isEqualTo(
                        "run,acks,idempotence,transactions,isolation,level,kill,broker,record,gap_ms,retried,records,"
                                + "unsettled,ack_p50_us,ack_p90_us,ack_max_us,controller,coordinator,evidence,arm\r\n"
                                + "20250102-030405-abcd,1,false,none,read_uncommitted,leader-ack,1,1,420,9400.25,3,1250,0,"
                                + "4321.5,,9390000,true,false,"
                                + "\"broker 1 (process 4711) ended with status 137, which is SIGKILL; then broker 2 led\","
                                + "leader-ack\r\n"
                                + "20250102-030405-abcd,all,true,100ms,read_uncommitted,transactional,1,1,420,12345,0,1250,0,"
                                + "4321.5,,12300000,true,false,"
                                + "\"broker 1 (process 4711) ended with status 137, which is SIGKILL; then broker 2 led\","
                                + "transactional 100ms\r\n");
    }

    @Test
    void theSummaryHasTheMedianAndTheRangeOfEachLevel() {
        StringWriter text = new StringWriter();
        new AvailabilitySummary(recoveries()).print(new PrintWriter(text, true));
        assertThat(text.toString()
                        .lines()
                        .map(line -> line.replaceAll(" +", " ").strip()))
                .contains(
                        "when the leader is killed: median of 2 kills (range)",
                        "leader-ack 9,900 (9,400-10,400) 4 (3-5) 9,890 (9,390-10,390)")
                .anyMatch(line -> line.startsWith("transactional 100ms 11,845 (11,345-12,345) 0 (0-0)")
                        && line.endsWith("12,300 (12,300-12,300)"));
        assertThat(text.toString().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void withoutAKillNothingIsSaid() {
        StringWriter text = new StringWriter();
        new AvailabilitySummary(List.of()).print(new PrintWriter(text, true));
        assertThat(text.toString()).isEmpty();
    }
}
