package org.guaranteebench.report;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.guaranteebench.audit.availability.Recovery;

/** What kills of a leader cost each level, for people: the median over kills, and in brackets the range. */
public final class AvailabilitySummary {
    private static final String LINE = "%-22s%-25s%-20s%-33s%n";

    private final Map<String, List<Recovery>> byArm;

    public AvailabilitySummary(List<Recovery> recoveries) {
        byArm = recoveries.stream()
                .collect(Collectors.groupingBy(
                        recovery -> recovery.cell().arm(), LinkedHashMap::new, Collectors.toList()));
    }

    public void print(PrintWriter out) {
        if (byArm.isEmpty()) {
            return;
        }
        int kills = byArm.values().iterator().next().size();
        out.printf("%nwhen the leader is killed: median of %d kill%s (range)%n", kills, kills == 1 ? "" : "s");
        out.printf(LINE, "", "without acks", "records", "slowest ack");
        out.printf(LINE, "", "ms", "retried", "ms after it was due");
        byArm.forEach((arm, recoveries) -> out.printf(
                LINE,
                arm,
                range(recoveries, Recovery::gapMillis),
                range(recoveries, Recovery::retried),
                range(recoveries, recovery -> recovery.maxMicros().orElse(Double.NaN) / 1e3)));
        out.println("With transactions, what is committed counts as acknowledged; with acks=0, where nobody answers,");
        out.println("what was written to a socket.");
    }

    private static String range(List<Recovery> recoveries, ToDoubleFunction<Recovery> figure) {
        double[] values = recoveries.stream()
                .mapToDouble(figure)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        if (values.length == 0) {
            return "-";
        }
        int middle = values.length / 2;
        double median = values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
        return String.format(Locale.ROOT, "%,.0f (%,.0f-%,.0f)", median, values[0], values[values.length - 1]);
    }
}
