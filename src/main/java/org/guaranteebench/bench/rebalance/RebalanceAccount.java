package org.guaranteebench.bench.rebalance;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a group whose members came and went made of a trial's records, warm-up included.
 *
 * @param joins of the member that comes and goes, each awaited until the group was settled
 * @param leaves likewise
 * @param source records that were sent
 * @param lost those of them that nobody was given
 * @param redelivered deliveries of records that had been delivered before
 */
public record RebalanceAccount(long joins, long leaves, long source, long lost, long redelivered) {
    public Map<String, Long> metrics() {
        Map<String, Long> metrics = new LinkedHashMap<>();
        metrics.put("joins", joins);
        metrics.put("leaves", leaves);
        metrics.put("source_records", source);
        metrics.put("lost", lost);
        metrics.put("redelivered", redelivered);
        return metrics;
    }

    /**
     * Each record is delivered at least once, and who came left again, unless the trial ended first.
     *
     * <p>Errors: {@link IllegalStateException} in one line that says what does not hold.
     */
    public void requireTrue() {
        if (lost != 0 || joins < leaves || joins > leaves + 1) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "of %d source records %d were not delivered; a member joined %d times and left %d times",
                    source,
                    lost,
                    joins,
                    leaves));
        }
    }
}
