package org.guaranteebench.run;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.guaranteebench.journal.SearchTrial;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;

/**
 * Whether a run starts no more trials, and why: it was stopped, its time is over, or a cluster that others use is to be
 * left alone, or its brokers' disk is full, or they do not start for its search. {@link #stop} may come from any thread, all else belongs to one.
 */
final class Ending {
    /** On a cluster that others use: then the reason lies there, and more load would not help it. */
    static final int MOST_FAILURES_IN_A_ROW = 3;

    private static final double NANOS_PER_SECOND = 1e9;

    private final double mostSeconds;
    private final boolean ownBrokers;
    private final LongSupplier nanos;
    private final long begin;
    private volatile boolean stopped;
    private int failuresInARow;
    private String noRoom = "";
    private String noBrokers = "";

    /**
     * @param mostSeconds from now on
     * @param ownBrokers nobody else's, which any number of failures may meet
     * @param nanos clock
     */
    Ending(double mostSeconds, boolean ownBrokers, LongSupplier nanos) {
        this.mostSeconds = mostSeconds;
        this.ownBrokers = ownBrokers;
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
    }

    void stop() {
        stopped = true;
    }

    boolean stopped() {
        return stopped;
    }

    /** More trials need more room than the brokers' disk has; a run can go on when it has. */
    void noRoom(String why) {
        noRoom = why;
    }

    /** Without them a search finds nothing out; a run can go on when they start. */
    void noBrokers(String why) {
        noBrokers = "no brokers for the search: " + why;
    }

    /** One that was not started says nothing of the cluster. */
    void saw(Trial trial) {
        if (trial.status() == Status.INTERRUPTED) {
            return;
        }
        boolean failed =
                trial.status() == Status.FAILED || trial.status() == Status.SEARCH && new SearchTrial(trial).failed();
        failuresInARow = failed ? failuresInARow + 1 : 0;
    }

    /** Why the next trial is not started; empty while it is. */
    Optional<String> reason() {
        if (stopped) {
            return Optional.of("the run was stopped before it");
        }
        if (timeIsOver()) {
            return Optional.of("--max-time was over before it");
        }
        if (!noRoom.isEmpty()) {
            return Optional.of(noRoom);
        }
        if (!noBrokers.isEmpty()) {
            return Optional.of(noBrokers);
        }
        return tooManyFailed()
                ? Optional.of(MOST_FAILURES_IN_A_ROW
                        + " trials before it failed in a row: a cluster that others use is then left alone")
                : Optional.empty();
    }

    /** The same of the whole segment, for the one that goes on behind it. */
    String outcome() {
        if (!stopped && timeIsOver()) {
            return "--max-time was over";
        }
        if (!stopped && !noRoom.isEmpty()) {
            return "no room for the brokers' data";
        }
        if (!stopped && !noBrokers.isEmpty()) {
            return "no brokers for the search";
        }
        return !stopped && tooManyFailed() ? MOST_FAILURES_IN_A_ROW + " trials failed in a row" : "stopped by a signal";
    }

    private boolean timeIsOver() {
        return (nanos.getAsLong() - begin) / NANOS_PER_SECOND > mostSeconds;
    }

    private boolean tooManyFailed() {
        return !ownBrokers && failuresInARow >= MOST_FAILURES_IN_A_ROW;
    }
}
