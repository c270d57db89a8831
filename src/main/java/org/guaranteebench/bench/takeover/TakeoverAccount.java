package org.guaranteebench.bench.takeover;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.guaranteebench.grid.Predecessor;

/**
 * What became of a trial's producers and records, counted by trying the ones and reading the others.
 *
 * @param takeovers calls of {@code initTransactions} that were timed, warm-up included
 * @param fenced predecessors that were refused when they tried to commit after it
 * @param source records that a reader of committed data must be given
 * @param lost those of them that it was not given
 * @param duplicated those that it was given again
 * @param aborted records that it was given although their transaction was not committed
 */
public record TakeoverAccount(long takeovers, long fenced, long source, long lost, long duplicated, long aborted) {
    public Map<String, Long> metrics() {
        Map<String, Long> metrics = new LinkedHashMap<>();
        metrics.put("takeovers", takeovers);
        metrics.put("fenced", fenced);
        metrics.put("source_records", source);
        metrics.put("lost", lost);
        metrics.put("duplicated", duplicated);
        metrics.put("aborted_read", aborted);
        return metrics;
    }

    /**
     * Each predecessor is fenced, each committed record is read once, and no other.
     *
     * <p>Errors: {@link IllegalStateException} in one line that says how many are not.
     */
    public void requireTrue(Predecessor predecessor) {
        long expected = predecessor == Predecessor.NONE ? 0 : takeovers;
        if (fenced != expected || lost != 0 || duplicated != 0 || aborted != 0) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "of %d predecessors %d were fenced; of %d committed records %d were not read, %d read again, and %d"
                            + " that were not committed were read",
                    expected,
                    fenced,
                    source,
                    lost,
                    duplicated,
                    aborted));
        }
    }
}
