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

    private DataSpace() {}

    /** Why the next trial cannot be begun, in one line; empty where it can, and where the data is not on this machine. */
    static Optional<String> missing(Optional<Path> data, Estimate estimate) {
        return data.flatMap(path -> missing(path, estimate.largestTrialBytes() + SPARE_BYTES));
    }

    static Optional<String> missing(Path data, long needed) {
        long free;
        try {
            free = Files.getFileStore(data).getUsableSpace();
        } catch (IOException e) {
            return Optional.of(data + ": cannot be used (" + e + ")");
        }
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
