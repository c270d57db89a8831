package org.guaranteebench.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Advances a stage in a thread of its own, beside the one that loads it. */
final class StageThread implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    /** What it advances. */
    interface Work {
        /** Called by this thread alone. */
        boolean advance();

        /** Source records with which the stage is done. Any thread. */
        long done();

        /** Those of them that have no result. Any thread. */
        long skipped();
    }

    private final CountDownLatch ready = new CountDownLatch(1);
    private final Thread thread = new Thread(this::advance, "stage of " + StageClients.threadsEnd());
    private Work stage;
    private Runnable release;
    private volatile boolean closing;
    private volatile Throwable failure;

    /** Is there, to be metered, and waits for its stage. */
    StageThread() {
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * @param release frees the loading thread from whatever it waits for, so that a stage that fails ends the trial then
     *     and not when the patience of the load's client does; called in this thread
     */
    void advance(Work its, Runnable release) {
        stage = its;
        this.release = release;
        ready.countDown();
    }

    private void advance() {
        try {
            ready.await();
            while (!closing) {
                stage.advance();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            // Errors, too: a thread that went without a word would look like a stage that makes no progress.
            failure = e;
            release.run();
        }
    }

    /** What to report when {@code other} was thrown elsewhere: the stage's failure, of which it is a consequence. */
    RuntimeException blame(RuntimeException other) {
        return failure == null ? other : failed();
    }

    private IllegalStateException failed() {
        return new IllegalStateException("the stage failed: " + failure, failure);
    }

    /**
     * Waits until the stage is done with so many records and their results are seen, as long as there is progress.
     *
     * <p>Errors: {@link IllegalStateException} in one line when there is none any more, or the stage failed.
     */
    void await(long sent, Witness witness) {
        long progress = -1;
        long giveUp = 0;
        while (stage.done() < sent || witness.seen() < sent - stage.skipped()) {
            requireNoFailure();
            long now = stage.done() + witness.seen();
            if (now != progress) {
                progress = now;
                giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            } else if (System.nanoTime() > giveUp) {
                witness.account(sent, stage.skipped()).requireTrue();
                throw new IllegalStateException("of " + sent + " source records the stage was done with " + stage.done()
                        + " when it had made no progress for " + PATIENCE_SECONDS + " s");
            }
            LockSupport.parkNanos(200_000);
        }
    }

    /** Errors: {@link IllegalStateException} in one line when the stage failed after all. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        requireNoFailure();
    }

    private void requireNoFailure() {
        if (failure != null) {
            throw failed();
        }
    }
}
