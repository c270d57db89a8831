package org.guaranteebench.audit.proxy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A rule that was armed at a proxy, its count, and the proof that it fired. Thread-safe. */
public final class Fault {
    private final Rule rule;
    private final EventLog log;
    private final AtomicLong seen = new AtomicLong();
    private final List<ProxyEvent.Fired> fired = new ArrayList<>();

    Fault(Rule rule, EventLog log) {
        this.rule = rule;
        this.log = log;
    }

    public Rule rule() {
        return rule;
    }

    /** Requests counted so far: those that the rule speaks of, whether or not it strikes them. */
    public long seen() {
        return seen.get();
    }

    /** How often the rule has done what it says, in the order of time. */
    public synchronized List<ProxyEvent.Fired> fired() {
        return List.copyOf(fired);
    }

    /**
     * Waits until the rule has fired once.
     *
     * @return false when it had not when the patience ended
     */
    public synchronized boolean awaitFired(Duration patience) throws InterruptedException {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (fired.isEmpty()) {
            long left = giveUp - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    /** The number of one more request. */
    long count() {
        return seen.incrementAndGet();
    }

    synchronized void fire(int connection, RequestHead request, long nth, long bytes, String content) {
        fired.add(log.add(at -> new ProxyEvent.Fired(at, connection, rule, request, nth, bytes, content)));
        notifyAll();
    }
}
