package org.guaranteebench.audit.campaign;

import java.io.IOException;
import java.nio.file.Path;
import org.guaranteebench.run.OwnBrokers;

/**
 * The brokers of a whole audit: started when they are first needed, and anew after a twin that has left them broken or
 * did not come to its end. One thread.
 */
final class ReplaceableBrokers implements AutoCloseable {
    /** Then the rest of the audit fails at once and not after a minute of waiting for each twin. */
    private static final int MOST_FAILED_STARTS = 2;

    /** Hears of each start. */
    interface Listener {
        void starting(String what);

        void started(ProxiedBrokers brokers) throws IOException;
    }

    private final OwnBrokers choice;
    private final Path data;
    private final Path logs;
    private final Listener listener;

    private ProxiedBrokers brokers;
    private int starts;
    private int failedStarts;
    private boolean doubtful;

    /**
     * @param data where brokers keep theirs
     * @param logs where their logs are kept when something failed, in a folder for each start
     */
    ReplaceableBrokers(OwnBrokers choice, Path data, Path logs, Listener listener) {
        this.choice = choice;
        this.data = data;
        this.logs = logs;
        this.listener = listener;
    }

    /** Brokers that are all there. Blocks while they start. Errors: {@link IOException} in one line. */
    ProxiedBrokers require() throws IOException {
        if (brokers != null && (doubtful || brokers.fault().isPresent())) {
            brokers.cluster().keepLogs(logs());
            close();
        }
        if (brokers == null) {
            start();
        }
        return brokers;
    }

    private void start() throws IOException {
        if (failedStarts == MOST_FAILED_STARTS) {
            throw new IOException("the brokers failed to start " + MOST_FAILED_STARTS + " times in a row, see " + logs);
        }
        failedStarts++;
        starts++;
        listener.starting(choice.phase());
        brokers = ProxiedBrokers.start(choice, data, logs());
        doubtful = false;
        listener.started(brokers);
        failedStarts = 0;
    }

    /** Something failed on them; whether they had a part in it is not known. */
    void doubt() {
        doubtful = true;
    }

    private Path logs() {
        return logs.resolve("incarnation-" + starts);
    }

    @Override
    public void close() {
        if (brokers != null) {
            brokers.close();
            brokers = null;
        }
    }
}
