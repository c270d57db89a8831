package org.guaranteebench.audit.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.guaranteebench.journal.RunFolder;

/**
 * Computes an audit's gaps, percentiles and counts of each kill and over all of them once more, from the settlements of
 * each level, and holds them against both tables. How often clients sent again is in no other file: of that only the sum
 * is checked.
 */
public final class AvailabilityVerification {
    private static final String NAME = "availability";
    private static final String ENDING = ".csv";

    private final RunFolder folder;
    private final Map<String, RawSettlements> settlements = new LinkedHashMap<>();
    private final List<String> differences = new ArrayList<>();

    private AvailabilityVerification(RunFolder folder) {
        this.folder = folder;
    }

    /**
     * Empty where no leader was killed.
     *
     * <p>Errors: none but those of a bug; what cannot be read is a difference.
     */
    public static Optional<ScenarioCheck> of(RunFolder folder) {
        if (!Files.exists(folder.availabilityCsv()) && !Files.exists(folder.availabilityLevelsCsv())) {
            return Optional.empty();
        }
        AvailabilityVerification verification = new AvailabilityVerification(folder);
        String found = "";
        try {
            found = verification.check();
        } catch (IOException e) {
            verification.differences.add(e.getMessage());
        }
        return Optional.of(new ScenarioCheck(NAME, found, verification.differences));
    }

    private String check() throws IOException {
        readSettlements();
        List<Map<String, String>> rows = Table.rows(folder.availabilityCsv());
        KillRows kills = new KillRows(rows, settlements.keySet());
        differences.addAll(kills.differences());
        Map<String, RecountedLevel> levels = new LinkedHashMap<>();
        for (Map<String, String> row : rows) {
            String level = row.getOrDefault("level", "");
            RawSettlements raw = settlements.get(level);
            if (raw == null) {
                differences.add("availability.csv has a row about " + level + ", of which no settlements are here");
            } else {
                RecountedLevel recounted = levels.computeIfAbsent(level, name -> new RecountedLevel());
                differences.addAll(recounted.add(row, raw));
            }
        }
        checkLevels(levels);
        return String.format(
                Locale.ROOT,
                "%d kill%s of %d levels recomputed from %,d settlements",
                kills.counted(),
                kills.counted() == 1 ? "" : "s",
                levels.size(),
                settlements.values().stream()
                        .mapToLong(raw -> raw.settled().size())
                        .sum());
    }

    private void readSettlements() throws IOException {
        if (!Files.isDirectory(folder.availability())) {
            throw new IOException(folder.availability() + ": is missing, there is nothing to compute from");
        }
        try (Stream<Path> files = Files.list(folder.availability())) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                settlements.put(name.substring(0, name.length() - ENDING.length()), RawSettlements.read(file));
            }
        }
    }

    private void checkLevels(Map<String, RecountedLevel> levels) throws IOException {
        Map<String, RecountedLevel> missing = new LinkedHashMap<>(levels);
        for (Map<String, String> row : Table.rows(folder.availabilityLevelsCsv())) {
            String level = row.getOrDefault("level", "");
            RecountedLevel recounted = missing.remove(level);
            if (recounted == null) {
                differences.add("availability-levels.csv has a row about " + level + " too many");
            } else {
                differences.addAll(recounted.compare(row));
            }
        }
        missing.keySet().forEach(level -> differences.add("availability-levels.csv has no row about " + level));
    }
}
