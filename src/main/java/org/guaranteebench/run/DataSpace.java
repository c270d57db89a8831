package org.guaranteebench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Whether the brokers' disk has room for another trial. That it has none is no trial's failure. */
final class DataSpace {
    /** Room for logs, indexes and the brokers' own topics beside the largest trial. */
    private static final long SPARE_BYTES = 1_000_000_000L;

    /** Upper estimate of what the brokers have filled of that before a run's last trial, which needs as much as its first. */
    private static final long OWN_FILES_BYTES = 500_000_000L;

    private DataSpace() {}

    /** What must be free beside the largest trial where the brokers are to start, so that no trial finds too little. */
    static long spareAtStart() {
        return SPARE_BYTES + OWN_FILES_BYTES;
    }

    /** Why the next trial cannot be begun, in one line; empty where it can, and where the data is not on this machine. */
    static Optional<String> missing(Optional<Path> data, Estimate estimate) {
        return data.flatMap(path -> missing(path, needed(estimate)));
    }

    /** The same where so many bytes are free. */
    static Optional<String> missing(Path data, long free, Estimate estimate) {
        return missing(data, free, needed(estimate));
    }

    private static long needed(Estimate estimate) {
        return estimate.largestTrialBytes() + SPARE_BYTES;
    }

    static Optional<String> missing(Path data, long needed) {
        long free;
        try {
            free = Files.getFileStore(data).getUsableSpace();
        } catch (IOException e) {
            return Optional.of(data + ": cannot be used (" + e + ")");
        }
        return missing(data, free, needed);
    }

    private static Optional<String> missing(Path data, long free, long needed) {
        return free >= needed
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%s has %d MB free, a trial may need %d",
                        data,
                        free / 1_000_000,
                        needed / 1_000_000));
    }
}
