package org.guaranteebench.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.guaranteebench.store.EmbeddedStore;
import org.guaranteebench.store.LoginFile;
import org.guaranteebench.store.Store;
import org.guaranteebench.store.StoreTarget;
import org.guaranteebench.store.Tables;

/**
 * The database of the trials that store their results, as long as one cluster lives: the user's, or one of the suite's
 * own. Where there is none, only those trials fail. One thread.
 */
final class TrialStore implements AutoCloseable {
    /** Then the trials that need it fail at once. */
    private static final int MOST_FAILED_STARTS = 2;

    /** Hears what decides the cost of a commit, as the database tells it. */
    interface Listener {
        void storeIsUp(Map<String, String> settings) throws IOException;
    }

    private final StoreChoice choice;
    private final Path data;
    private final Path logs;
    private final String run;
    private final Listener listener;

    private Store store;
    private LoginFile usersLogin;
    private int failedStarts;
    private String failure;

    /**
     * @param data an existing directory for the data of a store of the suite's own
     * @param logs where its logs are kept when it fails to start
     */
    TrialStore(StoreChoice choice, Path data, Path logs, String run, Listener listener) {
        this.choice = choice;
        this.data = data;
        this.logs = logs;
        this.run = run;
        this.listener = listener;
    }

    /**
     * Where a trial stores. Starts the store if it is not there, or no more.
     *
     * @param trial its name, of which the tables have what distinguishes it within the run
     *     <p>Errors: {@link IOException} in one line.
     */
    StoreTarget require(String trial) throws IOException {
        if (store != null && store.fault().isPresent()) {
            if (store instanceof EmbeddedStore own) {
                own.keepLogs(logs);
            }
            close();
        }
        if (store == null) {
            start();
        }
        Path login = store instanceof EmbeddedStore own ? own.loginFile() : usersLogin.path();
        return new StoreTarget(login, new Tables(run, trial.replace(TrialTopics.PREFIX + run + "-", "")));
    }

    private void start() throws IOException {
        if (failedStarts == MOST_FAILED_STARTS) {
            throw new IOException(failure);
        }
        try {
            if (choice.users().isPresent()) {
                store = Store.check(choice.users().get());
                usersLogin = new LoginFile(choice.users().get());
            } else {
                store = EmbeddedStore.start(data, logs);
            }
        } catch (IOException | RuntimeException e) {
            failedStarts++;
            failure = e instanceof IOException ? e.getMessage() : Causes.oneLine(e);
            throw e;
        }
        failedStarts = 0;
        listener.storeIsUp(store.settings());
    }

    /** How a store of the suite's own ended without being asked to; empty while there is none. */
    Optional<String> fault() {
        return store == null ? Optional.empty() : store.fault();
    }

    /** Drops what a trial has left, so that no trial's rows are in the next one's way. */
    void dropTables(PrintStream log) {
        if (store == null) {
            return;
        }
        try {
            store.dropTables(run);
        } catch (IOException e) {
            log.println(e.getMessage());
        }
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
            store = null;
        }
        if (usersLogin != null) {
            usersLogin.close();
            usersLogin = null;
        }
    }
}
