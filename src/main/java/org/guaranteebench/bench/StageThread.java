package org.guaranteebench.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Advances a stage in a thread of its own, beside the one that loads it. */
final class StageThread implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final CountDownLatch ready = new CountDownLatch(1);
    private final Thread thread = new Thread(this::advance, "stage of " + StageClients.threadsEnd());
    private TrialStage stage;
    private volatile boolean closing;
    private volatile RuntimeException failure;

    /** Is there, to be metered, and waits for its stage. */
    StageThread() {
        thread.setDaemon(true);
        thread.start();
    }

    void advance(TrialStage its) {
        stage = its;
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
        } catch (RuntimeException e) {
            failure = e;
        }
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
            if (failure != null) {
                throw new IllegalStateException("the stage failed: " + failure, failure);
            }
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

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
