package org.guaranteebench.audit.proxy;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes steps when they are due, in the order in which they were added. One thread adds, another one runs. It holds no
 * more than the client has requests in flight.
 */
final class DelayLine {
    interface Step {
        void take() throws IOException;
    }

    private record Due(long nanos, Step step, boolean last) {}

    private final BlockingQueue<Due> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger ahead = new AtomicInteger();

    /** @param nanos of {@link System#nanoTime()} */
    void add(long nanos, Step step) {
        add(new Due(nanos, step, false));
    }

    /** The line ends with this step, as soon as all others were taken. */
    void finish(Step step) {
        add(new Due(System.nanoTime(), step, true));
    }

    private void add(Due due) {
        ahead.incrementAndGet();
        queue.add(due);
    }

    /** Whether every step was taken. */
    boolean isEmpty() {
        return ahead.get() == 0;
    }

    /** Returns after the last step. */
    void run() throws IOException, InterruptedException {
        boolean last = false;
        while (!last) {
            Due due = queue.take();
            for (long left = due.nanos - System.nanoTime(); left > 0; left = due.nanos - System.nanoTime()) {
                LockSupport.parkNanos(left);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            due.step.take();
            ahead.decrementAndGet();
            last = due.last;
        }
    }
}
