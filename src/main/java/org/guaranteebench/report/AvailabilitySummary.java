package org.guaranteebench.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.guaranteebench.audit.availability.Kill;
import org.guaranteebench.audit.availability.LevelAvailability;
import org.guaranteebench.audit.availability.Recovery;
import org.guaranteebench.audit.availability.RecoveryPercentile;

/**
 * What kills of a leader cost each level, for people: how the gaps are distributed over kills, and the responses over
 * the records of all recoveries. At most 100 columns.
 */
public final class AvailabilitySummary {
    private static final int WIDTH = 100;
    private static final String RESPONSES = "%-22s%10s%10s%10s%10s%10s%12s%n";
    private static final String GAPS = "%-22s%10s%10s%10s%10s%10s%12s%12s%n";
    private static final double NANOS_PER_MILLI = 1e6;

    private final List<Kill> kills;
    private final List<LevelAvailability> levels;

    public AvailabilitySummary(List<Recovery> recoveries) {
        TreeMap<Integer, Kill> byNumber = new TreeMap<>();
        recoveries.forEach(recovery -> byNumber.put(recovery.kill().number(), recovery.kill()));
        kills = List.copyOf(byNumber.values());
        levels = LevelAvailability.of(recoveries);
    }

    public void print(PrintWriter out) {
        if (kills.isEmpty()) {
            return;
        }
        out.println();
        for (Kill kill : kills) {
            kill.reason()
                    .ifPresent(reason ->
                            out.println(Wrap.indent("kill " + kill.number() + " does not count: " + reason, 2, WIDTH)
                                    .strip()));
        }
        List<Kill> counted = kills.stream().filter(Kill::counts).toList();
        if (counted.isEmpty()) {
            return;
        }
        out.println("the leader was killed: " + amount(counted.size()) + ", of the quorum's leader, too: "
                + counted.stream().filter(Kill::controller).count() + ", of the transactions' coordinator: "
                + counted.stream().filter(Kill::coordinator).count());
        if (counted.size() < LevelAvailability.FEWEST_KILLS) {
            out.println(amount(counted.size()) + ": too few for a distribution");
        }
        out.printf(GAPS, "longest gap, ms", "min", "q1", "median", "q3", "max", "retried", "unsettled");
        levels.forEach(level -> out.printf(GAPS, gaps(level)));
        out.println();
        out.printf(RESPONSES, "response, ms", "p50", "p90", "p99", "p99.9", "max", "records");
        levels.forEach(level -> out.printf(RESPONSES, responses(level)));
        out.println("gap: between two acknowledgements; response: from when a record was due, of all records of all");
        out.println(
                "recoveries. With transactions, what is committed counts as acknowledged; with acks=0, where nobody");
        out.println("answers, what was written to a socket.");
    }

    private static String amount(int kills) {
        return kills + (kills == 1 ? " kill" : " kills");
    }

    private static Object[] gaps(LevelAvailability level) {
        return new Object[] {
            level.cell().arm(),
            number(level.shortestGapMillis(), 1),
            number(level.quartileMillis(1), 1),
            number(level.quartileMillis(2), 1),
            number(level.quartileMillis(3), 1),
            number(level.longestGapMillis(), 1),
            number(OptionalDouble.of(level.retried()), 1),
            number(OptionalDouble.of(level.unsettled()), 1)
        };
    }

    private static Object[] responses(LevelAvailability level) {
        List<Object> fields = new ArrayList<>(List.of(level.cell().arm()));
        for (RecoveryPercentile point : RecoveryPercentile.values()) {
            fields.add(number(point.of(level.responses()), NANOS_PER_MILLI));
        }
        fields.add(number(OptionalDouble.of(level.responses().getTotalCount()), 1));
        return fields.toArray();
    }

    private static String number(OptionalDouble value, double unit) {
        return value.isPresent() ? String.format(Locale.ROOT, "%,.0f", value.getAsDouble() / unit) : "-";
    }
}
