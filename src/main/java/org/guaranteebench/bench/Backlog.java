package org.guaranteebench.bench;

import java.util.concurrent.TimeUnit;

/** Input that waits for a stage: written before each iteration, of which it should last to the end. One thread. */
final class Backlog {
    /** Before anybody knows how fast the stage is. */
    private static final long FEWEST = 8_000;

    /** The stage may become so much faster from one iteration to the next. */
    private static final int RESERVE = 2;

    private static final long PATIENCE_SECONDS = 10;

    private final TrialProducer source;
    private final TrialStage stage;
    private long doneBefore;
    private long startedAt;
    private long toppingUpNanos;
    private double recordsPerNano;
    private long toppedUp;

    Backlog(TrialProducer source, TrialStage stage) {
        this.source = source;
        this.stage = stage;
    }

    /**
     * Writes what is missing to twice the records that an iteration uses up at the speed of the last one.
     *
     * @param nanos that the coming iteration will take
     */
    void prepare(long nanos) {
        long wanted = Math.max(FEWEST, (long) (RESERVE * recordsPerNano * nanos));
        toppedUp = 0;
        doneBefore = stage.done();
        write(wanted - (source.sent() - doneBefore));
        toppingUpNanos = 0;
        startedAt = System.nanoTime();
    }

    /** The iteration is over. */
    void used() {
        long nanos = System.nanoTime() - startedAt - toppingUpNanos;
        recordsPerNano = (double) (stage.done() - doneBefore) / nanos;
    }

    /** The stage has found nothing: unless it still waits for answers, its iteration goes on with new input. */
    void topUpIfDry() {
        if (stage.done() >= source.sent()) {
            long began = System.nanoTime();
            write(FEWEST);
            toppedUp += FEWEST;
            toppingUpNanos += System.nanoTime() - began;
        }
    }

    /** Records that had to be written since the last {@link #prepare}. */
    long toppedUp() {
        return toppedUp;
    }

    private void write(long records) {
        for (long i = 0; i < records; i++) {
            source.send(System.nanoTime(), source::acknowledged);
        }
        source.transactor().finishEarly();
        source.awaitQuiescence();
    }

    /** Has the stage process what is left, as long as it makes progress. */
    void drain() {
        long progress = stage.done();
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (progress < source.sent() && System.nanoTime() < giveUp) {
            stage.advance();
            if (stage.done() != progress) {
                progress = stage.done();
                giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            }
        }
    }
}
