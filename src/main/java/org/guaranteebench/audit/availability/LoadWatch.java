package org.guaranteebench.audit.availability;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.guaranteebench.audit.process.ClientProcess;
import org.guaranteebench.grid.Cell;

/**
 * How far the client process is with each level, by what it says. A record is answered when it is settled or has failed.
 * One thread.
 *
 * <p>Errors: {@link IOException} in one line when the client has ended.
 */
final class LoadWatch {
    private static final long STEP_MILLIS = 5;

    /** Until what was settled in time is in the file. */
    private static final long WRITTEN_MILLIS = 500;

    private final ClientProcess client;
    private final Path log;
    private final Duration patience;
    private final long start;

    private LoadWatch(ClientProcess client, Path log, Duration patience, long start) {
        this.client = client;
        this.log = log;
        this.patience = patience;
        this.start = start;
    }

    /**
     * Blocks until its producers are connected.
     *
     * @param log of the client, to be named when it fails
     * @param patience for anything that must happen
     */
    static LoadWatch of(ClientProcess client, Path log, Duration patience) throws IOException, InterruptedException {
        return new LoadWatch(client, log, patience, Long.parseLong(client.awaitSaid("start", patience)));
    }

    /** When the records with sequence 0 were due, ns on the clock of this machine. */
    long start() {
        return start;
    }

    /** The sequence up to which each record is answered; −1 before the first. */
    long answered(Cell cell) {
        return client.said(AvailabilityMain.answered(cell)).map(Long::parseLong).orElse(-1L);
    }

    /** Records sent again so far, in the order of the ladder. */
    List<Long> retried() {
        return Cell.LADDER.stream()
                .map(cell -> client.said(AvailabilityMain.retried(cell))
                        .map(Long::parseLong)
                        .orElse(0L))
                .toList();
    }

    /** Returns when every level has answered all that is due until so many ns from now. */
    void awaitSteady(long nanos) throws IOException, InterruptedException {
        long sequence = sequence(System.nanoTime() + nanos);
        long giveUp = System.nanoTime() + patience.toNanos();
        for (Cell cell : Cell.LADDER) {
            if (!await(cell, sequence, giveUp)) {
                throw new IOException("records up to " + sequence + " of " + cell.level() + " were not answered within "
                        + patience.toSeconds() + " s before a kill, see " + log);
            }
        }
    }

    /**
     * Returns when every level has answered all that was due before the end of a recovery, or does not count any more.
     *
     * @param end ns
     */
    void awaitAnswered(long end) throws IOException, InterruptedException {
        long giveUp = end + Outage.SETTLING_NANOS;
        boolean all = true;
        for (Cell cell : Cell.LADDER) {
            all &= await(cell, sequence(end), giveUp);
        }
        if (!all) {
            TimeUnit.MILLISECONDS.sleep(WRITTEN_MILLIS);
        }
    }

    /** The last one that is due by then. */
    private long sequence(long nanos) {
        return Math.floorDiv(nanos - start, AvailabilityMain.INTERVAL_NANOS);
    }

    private boolean await(Cell cell, long sequence, long giveUp) throws IOException, InterruptedException {
        while (answered(cell) < sequence) {
            if (!client.alive()) {
                throw new IOException("the client ended, see " + log);
            }
            if (System.nanoTime() - giveUp > 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
        }
        return true;
    }
}
