package org.guaranteebench.audit.availability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;
import org.guaranteebench.grid.Cell;

/**
 * What one level saw of all kills of its leader that count.
 *
 * @param run of the audit
 * @param cell configuration of the producer
 * @param notCounted kills beside them
 * @param gapsMillis one a kill, ascending, ms
 * @param retried records that the client sent again
 * @param records that were due during the recoveries
 * @param unsettled of them
 * @param responses of the others, those of all kills together, ns
 */
public record LevelAvailability(
        String run,
        Cell cell,
        int notCounted,
        List<Double> gapsMillis,
        long retried,
        long records,
        long unsettled,
        Histogram responses) {
    /** With fewer a quartile would be hardly more than the shortest or longest gap. */
    public static final int FEWEST_KILLS = 10;

    /** One a level, in the order in which levels first occur. */
    public static List<LevelAvailability> of(List<Recovery> recoveries) {
        Map<Cell, List<Recovery>> levels = new LinkedHashMap<>();
        recoveries.forEach(recovery -> levels.computeIfAbsent(recovery.cell(), cell -> new ArrayList<>())
                .add(recovery));
        return levels.values().stream().map(LevelAvailability::ofLevel).toList();
    }

    private static LevelAvailability ofLevel(List<Recovery> kills) {
        List<Recovery> counted =
                kills.stream().filter(recovery -> recovery.kill().counts()).toList();
        List<Outage> outages =
                counted.stream().flatMap(recovery -> recovery.outage().stream()).toList();
        Histogram responses = Outage.noResponses();
        outages.forEach(outage -> responses.add(outage.responses()));
        return new LevelAvailability(
                kills.get(0).run(),
                kills.get(0).cell(),
                kills.size() - counted.size(),
                outages.stream().map(Outage::gapMillis).sorted().toList(),
                counted.stream().mapToLong(Recovery::retried).sum(),
                outages.stream().mapToLong(Outage::records).sum(),
                outages.stream().mapToLong(Outage::unsettled).sum(),
                responses);
    }

    /** That count. */
    public int kills() {
        return gapsMillis.size();
    }

    /** Whether there are enough kills for quartiles of the gap. */
    public boolean distributed() {
        return kills() >= FEWEST_KILLS;
    }

    public OptionalDouble shortestGapMillis() {
        return gapsMillis.stream().mapToDouble(Double::doubleValue).min();
    }

    public OptionalDouble longestGapMillis() {
        return gapsMillis.stream().mapToDouble(Double::doubleValue).max();
    }

    /**
     * Of the empirical distribution; where that has a step at the quarter, the middle of the step. Empty for fewer than
     * {@value #FEWEST_KILLS} kills. Source: Hyndman and Fan, Sample Quantiles in Statistical Packages, 1996, definition 2.
     *
     * @param quarter 1, 2 for the median, 3
     */
    public OptionalDouble quartileMillis(int quarter) {
        if (!distributed()) {
            return OptionalDouble.empty();
        }
        int quarters = kills() * quarter;
        int above = quarters / 4;
        return OptionalDouble.of(
                quarters % 4 == 0 ? (gapsMillis.get(above - 1) + gapsMillis.get(above)) / 2 : gapsMillis.get(above));
    }
}
