package org.guaranteebench.audit.availability;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Notes the settlements of one level as they come, and tells how far they are now and then. Thread-safe. */
final class SettlementLog implements AutoCloseable {
    /** Records between two times that it is told. */
    static final int STEP = 20;

    private final BufferedWriter out;
    private final LongConsumer progress;
    private long highest = -1;
    private long told;

    /**
     * @param progress hears of every {@value #STEP}th sequence, at least, once all up to it that are settled are in the
     *     file
     */
    SettlementLog(Path file, LongConsumer progress) throws IOException {
        this.out = Files.newBufferedWriter(file);
        this.progress = progress;
        out.write(Settlement.HEADER + "\n");
    }

    synchronized void settled(Settlement settlement) {
        try {
            out.write(settlement.line());
            out.write('\n');
            highest = Math.max(highest, settlement.sequence());
            if (highest >= told + STEP) {
                out.flush();
                told = highest;
                progress.accept(highest);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
