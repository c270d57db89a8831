package org.guaranteebench.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** One trial's distributions as an HdrHistogram log: V2 encoding, nanoseconds, one tagged line each. */
public final class HistogramFile {
    private HistogramFile() {}

    /**
     * @param arm label; the tag is {@code arm:distribution} with what a tag cannot hold replaced by dashes
     * @param startedMillis of the trial, since the epoch
     * @param endedMillis likewise
     */
    public static void write(
            Path file, String run, String arm, Map<String, Histogram> histograms, long startedMillis, long endedMillis)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream stream = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            HistogramLogWriter writer = new HistogramLogWriter(stream);
            writer.outputComment("[run " + run + ", values in ns]");
            writer.outputLogFormatVersion();
            writer.outputStartTime(startedMillis);
            writer.outputLegend();
            histograms.forEach((distribution, histogram) -> {
                histogram.setTag(tag(arm, distribution));
                histogram.setStartTimeStamp(startedMillis);
                histogram.setEndTimeStamp(endedMillis);
                writer.outputIntervalHistogram(histogram);
            });
        }
        RunFolder.writeAtomically(file, bytes.toByteArray());
    }

    static String tag(String arm, String distribution) {
        return (arm + ":" + distribution).replaceAll("[\\s,]+", "-");
    }
}
