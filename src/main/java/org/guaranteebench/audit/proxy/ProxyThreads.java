package org.guaranteebench.audit.proxy;

import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The threads of one proxy: after the end none is started and none runs. Thread-safe. */
final class ProxyThreads {
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final String prefix;
    private final List<Thread> threads = new ArrayList<>();
    private boolean ended;

    ProxyThreads(String prefix) {
        this.prefix = prefix;
    }

    /** Errors: {@link ClosedChannelException} after the end. */
    synchronized Thread start(String name, Runnable work) throws ClosedChannelException {
        if (ended) {
            throw new ClosedChannelException();
        }
        threads.removeIf(thread -> !thread.isAlive());
        Thread thread = new Thread(work, prefix + name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return thread;
    }

    /** Waits for all, whose channels must have been closed. */
    void end() {
        List<Thread> last;
        synchronized (this) {
            ended = true;
            last = List.copyOf(threads);
        }
        try {
            for (Thread thread : last) {
                thread.join(PATIENCE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
