package org.guaranteebench.audit.availability;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.report.AvailabilityTable;

/**
 * Kills that a test makes up: one every twenty seconds, two levels, of which the second is without answers for a second
 * more. Kill k has a gap of about 5 s + k × 100 ms.
 */
public final class SyntheticKills {
    private static final long MS = 1_000_000;
    private static final long START = -7_000_000_000_003L;
    private static final long PERIOD = 20_000 * MS;
    private static final List<Cell> LEVELS = List.of(Cell.LADDER.get(1), Cell.LADDER.get(4));

    private final RunFolder folder;
    private final List<Recovery> recoveries = new ArrayList<>();

    /** @param notCounted number of a kill that does not count; 0 for none */
    public SyntheticKills(RunFolder folder, int kills, int notCounted) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.audit());
        Files.createDirectories(folder.availability());
        List<List<Settlement>> levels = new ArrayList<>();
        for (int level = 0; level < LEVELS.size(); level++) {
            List<Settlement> settlements = settlements(kills, level);
            levels.add(settlements);
            Files.writeString(
                    AvailabilityMain.file(folder.availability(), LEVELS.get(level)),
                    Settlement.HEADER + "\n"
                            + settlements.stream()
                                    .map(settlement -> settlement.line() + "\n")
                                    .collect(Collectors.joining()));
        }
        for (int number = 1; number <= kills; number++) {
            Kill kill = kill(number, number == notCounted);
            for (int level = 0; level < LEVELS.size(); level++) {
                Optional<Outage> outage = kill.counts()
                        ? Optional.of(Outage.of(
                                levels.get(level),
                                START,
                                AvailabilityMain.INTERVAL_NANOS,
                                kill.killedNanos(),
                                kill.endNanos().orElseThrow()))
                        : Optional.empty();
                recoveries.add(new Recovery(
                        folder.run(),
                        LEVELS.get(level),
                        kill,
                        number,
                        kill.counts() ? OptionalInt.of(number + 1) : OptionalInt.empty(),
                        number,
                        outage));
            }
        }
    }

    private static long killed(int number) {
        return START + number * PERIOD + 3 * MS;
    }

    private static long back(int number, int level) {
        return killed(number) + (5_000 + number * 100L + level * 1_000L) * MS;
    }

    private static Kill kill(int number, boolean fails) {
        return new Kill(
                number,
                1,
                42,
                killed(number),
                fails ? OptionalLong.empty() : OptionalLong.of(back(number, 1) + 2_000 * MS),
                number % 2 == 0,
                false,
                "broker 1 (process 4711) ended with status 137, which is SIGKILL; then broker 2 led",
                fails ? Optional.of("nobody led") : Optional.empty());
    }

    private static List<Settlement> settlements(int kills, int level) {
        List<Settlement> settlements = new ArrayList<>();
        long records = (kills + 2) * PERIOD / AvailabilityMain.INTERVAL_NANOS;
        for (int i = 0; i < records; i++) {
            long due = START + i * AvailabilityMain.INTERVAL_NANOS;
            long settled = due + 2 * MS + i % 7 * 1_000;
            for (int number = 1; number <= kills; number++) {
                if (settled > killed(number) && settled < back(number, level)) {
                    settled = back(number, level) + i % 100 * 1_000L;
                }
            }
            // Now and then one is never heard of.
            if (i % 2_701 != 2_700) {
                settlements.add(new Settlement(i, due, settled));
            }
        }
        return settlements;
    }

    public List<Recovery> recoveries() {
        return List.copyOf(recoveries);
    }

    /** Writes both tables. */
    public SyntheticKills save() throws IOException {
        AvailabilityTable.write(folder.availabilityCsv(), recoveries);
        AvailabilityTable.writeLevels(folder.availabilityLevelsCsv(), recoveries);
        return this;
    }
}
