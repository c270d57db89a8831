package org.guaranteebench.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What Ctrl-C does to work that is going on: stops it, waits until it has tidied up, and ends the JVM with status 130.
 * After {@link #over} it does nothing.
 */
final class Interruption {
    static final int STATUS = 130;

    private static final long TIDY_SECONDS = 20;

    private final Runnable stop;
    private final CountDownLatch done = new CountDownLatch(1);

    private Interruption(Runnable stop) {
        this.stop = stop;
    }

    /** @param stop returns soon; the work then ends in its own thread */
    static Interruption stops(Runnable stop) {
        Interruption interruption = new Interruption(stop);
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::interrupt, "interrupt"));
        return interruption;
    }

    /** Also runs at a normal end, and then finds nothing to do. */
    private void interrupt() {
        if (done.getCount() == 0) {
            return;
        }
        stop.run();
        try {
            done.await(TIDY_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Main.halt(STATUS);
    }

    /** All is done and written. */
    void over() {
        done.countDown();
    }
}
