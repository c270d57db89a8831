package org.guaranteebench.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What became of a trial's source records, counted where the results went and not by the stage.
 *
 * @param source records that were sent to the stage
 * @param results found
 * @param lost source records without a result
 * @param duplicated results beyond the first of a source record
 * @param skipped source records on which processing failed, and which the stage's promise gives up
 */
record Account(long source, long results, long lost, long duplicated, long skipped) {
    Map<String, Long> metrics() {
        Map<String, Long> metrics = new LinkedHashMap<>();
        metrics.put("source_records", source);
        metrics.put("results", results);
        metrics.put("lost", lost);
        metrics.put("duplicated", duplicated);
        metrics.put("skipped", skipped);
        return metrics;
    }

    /**
     * Nothing crashes in a trial, so that each source record has one result whatever the stage promises; what it skips it
     * knows.
     *
     * <p>Errors: {@link IllegalStateException} in one line that says how many are lost and how many came twice.
     */
    void requireTrue() {
        if (lost != skipped || duplicated != 0) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "of %d source records %d were lost and %d skipped; of %d results %d were duplicates",
                    source,
                    lost - skipped,
                    skipped,
                    results,
                    duplicated));
        }
    }
}
