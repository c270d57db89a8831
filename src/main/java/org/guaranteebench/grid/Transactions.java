package org.guaranteebench.grid;

import java.time.Duration;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a producer commits: never (no transactions), after a number of records, or after an interval.
 *
 * <p>The text form is what users write and what CSV files hold: {@code none}, {@code 100}, {@code 100ms}, {@code 1s}.
 */
public sealed interface Transactions extends Comparable<Transactions> {
    /** At a few thousand records/s more would not fit into {@link #LONGEST_INTERVAL}. */
    int MOST_RECORDS = 100_000;

    /** Half of the client's default {@code transaction.timeout.ms}, after which the coordinator aborts. */
    Duration LONGEST_INTERVAL = Duration.ofSeconds(30);

    /** No transactional id: a record is final when it is acknowledged. */
    record None() implements Transactions {
        @Override
        public String toString() {
            return "none";
        }
    }

    /** Commit after every {@code count} records. */
    record Records(int count) implements Transactions {
        @Override
        public String toString() {
            return Integer.toString(count);
        }
    }

    /** Commit when {@code length} has passed since the transaction's first record. */
    record Interval(Duration length) implements Transactions {
        @Override
        public String toString() {
            long millis = length.toMillis();
            return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
        }
    }

    Transactions NONE = new None();

    /** None, then record counts, then intervals, each from small to large: the order of tables and plots. */
    @Override
    default int compareTo(Transactions other) {
        return Comparator.comparingInt(Transactions::kind)
                .thenComparingLong(Transactions::size)
                .compare(this, other);
    }

    private static int kind(Transactions transactions) {
        return transactions instanceof None ? 0 : transactions instanceof Records ? 1 : 2;
    }

    private static long size(Transactions transactions) {
        if (transactions instanceof Records records) {
            return records.count();
        }
        return transactions instanceof Interval interval ? interval.length().toMillis() : 0;
    }

    default boolean enabled() {
        return !(this instanceof None);
    }

    /** Errors: {@link IllegalArgumentException} that names the value and the allowed forms. */
    static Transactions parse(String text) {
        if ("none".equals(text)) {
            return NONE;
        }
        Matcher matcher = Pattern.compile("([1-9][0-9]{0,8})(ms|s)?").matcher(text);
        if (!matcher.matches()) {
            throw refused(text);
        }
        int number = Integer.parseInt(matcher.group(1));
        String unit = matcher.group(2);
        if (unit == null) {
            if (number > MOST_RECORDS) {
                throw refused(text);
            }
            return new Records(number);
        }
        Duration length = "s".equals(unit) ? Duration.ofSeconds(number) : Duration.ofMillis(number);
        if (length.compareTo(LONGEST_INTERVAL) > 0) {
            throw refused(text);
        }
        return new Interval(length);
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                "transactions=" + text + ": allowed are none, a number of records up to 100000 (1, 100,"
                        + " 10000) or an interval between commits up to 30s (100ms, 1s)");
    }
}
