package org.guaranteebench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.HistogramFile;

/** A file for each trial that has distributions, in a segment's folder. Immutable. */
record TrialHistograms(OpenSegment segment) {
    /**
     * Returns when they are on disk.
     *
     * @return the file's name for the journal; empty where there is none
     *     <p>Errors: {@link UnwritableFolderException}. The trial was measured all the same.
     */
    String write(int block, int position, Arm arm, TrialRunner.Outcome outcome) throws UnwritableFolderException {
        if (outcome.histograms().isEmpty()) {
            return "";
        }
        String name = String.format(
                Locale.ROOT,
                "%02d-%02d-%s-%s%s.hlog",
                block,
                position,
                arm.benchmark(),
                arm.label().replaceAll("[^A-Za-z0-9]+", "-").replaceAll("-$", ""),
                segment.suffix());
        Path file = segment.folder().histograms().resolve(name);
        long started = outcome.started().toEpochMilli();
        try {
            HistogramFile.write(
                    file,
                    segment.folder().run(),
                    arm.label(),
                    outcome.histograms(),
                    started,
                    started + Math.round(1e3 * outcome.seconds()));
        } catch (IOException e) {
            throw new UnwritableFolderException(file, e);
        }
        return name;
    }
}
