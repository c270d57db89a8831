package org.guaranteebench.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a broker's JVM writes about its garbage collections, into its own directory. Lines are stamped with the clock of
 * {@link System#nanoTime()}, which all processes of a machine share, those in containers included.
 */
final class GcLog {
    static final String NAME = "gc.log";

    /** {@code [81234567890ns] GC(5) Pause Young (Normal) (G1 Evacuation Pause) 25M->3M(384M) 2.345ms}. */
    private static final Pattern PAUSE = Pattern.compile("\\[([0-9]+)ns].* Pause .* ([0-9]+\\.[0-9]+)ms");

    private static final double NANOS_PER_MILLI = 1e6;

    private GcLog() {}

    /** JEP 158: one file that begins anew with its JVM. */
    static String option(String directory) {
        return "-Xlog:gc:file=\"" + directory + "/" + NAME + "\":timenanos:filecount=0";
    }

    /**
     * How long pauses held the JVM that they held longest, between two moments; empty where no JVM's log can be read.
     *
     * @param cluster with a directory for each node, and the log in it
     */
    static Optional<Duration> longest(Path cluster, double from, double to) {
        Optional<Duration> longest = Optional.empty();
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(cluster, Files::isDirectory)) {
            for (Path node : logs) {
                Path log = node.resolve(NAME);
                if (Files.isReadable(log)) {
                    Duration paused = paused(Files.readString(log, StandardCharsets.UTF_8), from, to);
                    longest = Optional.of(
                            longest.filter(l -> l.compareTo(paused) >= 0).orElse(paused));
                }
            }
        } catch (IOException e) {
            // A directory that is going away; what cannot be known is not said.
            return Optional.empty();
        }
        return longest;
    }

    /** Of the pauses in the text, the part that lies between the two moments. A line is written when its pause ends. */
    static Duration paused(String text, double from, double to) {
        double nanos = 0;
        Matcher line = PAUSE.matcher(text);
        while (line.find()) {
            double end = Double.parseDouble(line.group(1));
            double begin = end - Double.parseDouble(line.group(2)) * NANOS_PER_MILLI;
            nanos += Math.max(0, Math.min(end, to) - Math.max(begin, from));
        }
        return Duration.ofNanos(Math.round(nanos));
    }
}
