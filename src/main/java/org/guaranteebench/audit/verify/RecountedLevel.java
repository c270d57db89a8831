package org.guaranteebench.audit.verify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** All kills of one level, recounted. Not thread-safe. */
final class RecountedLevel {
    private static final String KILLS = "availability.csv";
    private static final String LEVELS = "availability-levels.csv";

    /** Fewer have no quartiles. */
    private static final int FEWEST_KILLS = 10;

    /** Of histograms with three digits, and of six digits in a table. */
    private static final double RESOLUTION = 1.1e-3;

    private static final double ROUNDING = 1e-5;

    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_MILLI = 1e6;

    private static final Map<String, Integer> PERCENTILES =
            Map.of("ack_p50_us", 500, "ack_p90_us", 900, "ack_p99_us", 990, "ack_p999_us", 999, "ack_max_us", 1000);

    private final List<RecountedOutage> outages = new ArrayList<>();
    private long retried;
    private long notCounted;

    /** Counts a kill. Returns what its row says otherwise. */
    List<String> add(Map<String, String> row, RawSettlements raw) {
        String where = "kill " + row.get("kill") + ": " + row.get("level") + ": ";
        List<String> differences = new ArrayList<>();
        if (!text(row, "reason").isEmpty()) {
            notCounted++;
            return differences;
        }
        if (!whole(row, "killed_ns") || !whole(row, "end_ns") || !whole(row, "retried")) {
            differences.add(where + "killed_ns, end_ns and retried must be numbers in " + KILLS);
            return differences;
        }
        long killed = Long.parseLong(text(row, "killed_ns"));
        RecountedOutage outage = RecountedOutage.of(raw, killed, Long.parseLong(text(row, "end_ns")));
        outages.add(outage);
        retried += Long.parseLong(text(row, "retried"));
        Comparison comparison = new Comparison(where, KILLS, row, differences);
        comparison.number("gap_ms", OptionalDouble.of(outage.gap() / NANOS_PER_MILLI), ROUNDING);
        comparison.count("records", outage.records());
        comparison.count("unsettled", outage.unsettled());
        comparison.percentiles(outage.responses());
        return differences;
    }

    /** Returns what the row about all kills says otherwise. */
    List<String> compare(Map<String, String> row) {
        List<String> differences = new ArrayList<>();
        Comparison comparison = new Comparison(text(row, "level") + ": ", LEVELS, row, differences);
        comparison.count("kills", outages.size());
        comparison.count("not_counted", notCounted);
        comparison.number("gap_min_ms", gap(0, 1), ROUNDING);
        comparison.number("gap_q1_ms", quartile(1), ROUNDING);
        comparison.number("gap_median_ms", quartile(2), ROUNDING);
        comparison.number("gap_q3_ms", quartile(3), ROUNDING);
        comparison.number("gap_max_ms", gap(1, 1), ROUNDING);
        comparison.count("retried", retried);
        comparison.count(
                "records", outages.stream().mapToLong(RecountedOutage::records).sum());
        comparison.count(
                "unsettled",
                outages.stream().mapToLong(RecountedOutage::unsettled).sum());
        comparison.percentiles(
                outages.stream().flatMap(outage -> outage.responses().stream()).toList());
        return differences;
    }

    private OptionalDouble quartile(int quarter) {
        return outages.size() < FEWEST_KILLS ? OptionalDouble.empty() : gap(quarter, 4);
    }

    /** Mean of the smallest gap of which at least this share is not above it, and the largest of which it is not below. */
    private OptionalDouble gap(int numerator, int denominator) {
        int size = outages.size();
        double[] gaps =
                outages.stream().mapToDouble(RecountedOutage::gap).sorted().toArray();
        if (size == 0) {
            return OptionalDouble.empty();
        }
        int low = Math.max(0, (size * numerator + denominator - 1) / denominator - 1);
        int high = Math.min(size - 1, size * numerator / denominator);
        return OptionalDouble.of((gaps[low] + gaps[high]) / 2 / NANOS_PER_MILLI);
    }

    private static String text(Map<String, String> row, String column) {
        return row.getOrDefault(column, "");
    }

    private static boolean whole(Map<String, String> row, String column) {
        return text(row, column).matches("-?[0-9]{1,18}");
    }

    /** Of one row. */
    private record Comparison(String where, String table, Map<String, String> row, List<String> differences) {
        void count(String column, long found) {
            if (!text(row, column).equals(Long.toString(found))) {
                differ(column, Long.toString(found));
            }
        }

        /** @param tolerance relative */
        void number(String column, OptionalDouble found, double tolerance) {
            String text = text(row, column);
            if (found.isEmpty() || !text.matches("[0-9]+(\\.[0-9]+)?")) {
                if (found.isPresent() || !text.isEmpty()) {
                    differ(column, found.isPresent() ? String.valueOf(found.getAsDouble()) : "");
                }
            } else if (Math.abs(Double.parseDouble(text) - found.getAsDouble()) > tolerance * found.getAsDouble()) {
                differ(column, String.valueOf(found.getAsDouble()));
            }
        }

        /** Those of which the table has a column. */
        void percentiles(Collection<Long> responses) {
            PERCENTILES.entrySet().stream()
                    .filter(percentile -> row.containsKey(percentile.getKey()))
                    .sorted(Map.Entry.comparingByValue())
                    .forEach(percentile -> {
                        OptionalDouble nanos = RecountedOutage.percentile(responses, percentile.getValue());
                        OptionalDouble micros =
                                nanos.isPresent() ? OptionalDouble.of(nanos.getAsDouble() / NANOS_PER_MICRO) : nanos;
                        number(percentile.getKey(), micros, RESOLUTION);
                    });
        }

        private void differ(String column, String found) {
            differences.add(where + column + " is \"" + text(row, column) + "\" in " + table + ", and found to be \""
                    + found + "\"");
        }
    }
}
