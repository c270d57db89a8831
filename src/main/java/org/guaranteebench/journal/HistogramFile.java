package org.guaranteebench.journal;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** One trial's distributions as an HdrHistogram log: V2 encoding, nanoseconds, one tagged line each. */
public final class HistogramFile {
    /** Tag, start, length, maximum, and the histogram itself. */
    private static final int FIELDS = 5;

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

    /**
     * Adds each distribution of a log as {@link #write} makes them to the sum that has its name.
     *
     * <p>Errors: {@link IOException} in one line when the file is damaged or empty; some may have been added.
     */
    public static void addTo(Map<String, HistogramSum> sums, Path file) throws IOException {
        boolean any = false;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#") && !line.startsWith("\"")) {
                    String[] fields = line.split(",", FIELDS);
                    sums.computeIfAbsent(
                                    fields[0].substring(fields[0].lastIndexOf(':') + 1), name -> new HistogramSum())
                            .add(Base64.getDecoder().decode(fields[FIELDS - 1]));
                    any = true;
                }
            }
        } catch (RuntimeException | IOException e) {
            // Decoding tells damage by whatever it happens to stumble over.
            throw new IOException(file + ": damaged histogram log (" + e + ")", e);
        }
        if (!any) {
            throw new IOException(file + ": no histogram in it");
        }
    }

    static String tag(String arm, String distribution) {
        return (arm + ":" + distribution).replaceAll("[\\s,]+", "-");
    }
}
