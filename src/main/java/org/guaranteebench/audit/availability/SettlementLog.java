package org.guaranteebench.audit.availability;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/** Notes the settlements of one level as they come, and tells how far they are now and then. Thread-safe. */
final class SettlementLog implements AutoCloseable {
    /** Records between two times that it is told. */
    static final int STEP = 20;

    private final BufferedWriter out;
    private final LongConsumer progress;

    /** Answered, while one before them is not. */
    private final TreeSet<Long> ahead = new TreeSet<>();

    private long unanswered;
    private long told;

    /**
     * @param progress hears, at every {@value #STEP}th sequence at least, up to which each record is settled or has
     *     failed, when all of them that are settled are in the file
     */
    SettlementLog(Path file, LongConsumer progress) throws IOException {
        this.out = Files.newBufferedWriter(file);
        this.progress = progress;
        out.write(Settlement.HEADER + "\n");
    }

    /** Returns when it is in the file. */
    synchronized void settled(Settlement settlement) {
        try {
            out.write(settlement.line());
            out.write('\n');
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answered(settlement.sequence());
    }

    /** It will not be settled any more, as far as its producer knows. */
    synchronized void failed(long sequence) {
        answered(sequence);
    }

    private void answered(long sequence) {
        if (sequence >= unanswered) {
            ahead.add(sequence);
        }
        while (ahead.remove(unanswered)) {
            unanswered++;
        }
        if (unanswered > told + STEP) {
            told = unanswered - 1;
            progress.accept(told);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
