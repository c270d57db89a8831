package org.guaranteebench.run;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.store.ExternalStore;
import org.guaranteebench.store.Login;

/**
 * Takes away the tables that a killed run left in a database of the user's: those with the run's id in their names. How
 * to get in must be said again, for the run has kept nothing of it but the address.
 */
public final class TableCleanup {
    private final RunFolder folder;
    private final StoreChoice store;
    private final Consumer<String> out;

    /** @param out hears a line about everything that is done or left */
    public TableCleanup(RunFolder folder, StoreChoice store, Consumer<String> out) {
        this.folder = folder;
        this.store = store;
        this.out = out;
    }

    /**
     * @return whether nothing of the run is left there
     *     <p>Errors: {@link IOException} or {@link IllegalArgumentException} in one line without a password when the
     *     database cannot be asked, or is not the run's.
     */
    public boolean execute() throws IOException {
        RunInfo run = RunInfo.read(folder.runJson());
        Optional<String> stored = Optional.ofNullable(run.topology().get("store"))
                .filter(where -> !where.equals(StoreChoice.OWN.description()));
        if (store.users().isPresent()) {
            drop(run.run(), store.users().get(), stored);
            return true;
        }
        if (stored.isPresent() && run.finished().isEmpty()) {
            out.accept("left whatever tables of this run are in " + stored.get() + ": they need " + StoreChoice.OPTION);
            return false;
        }
        return true;
    }

    private void drop(String run, Login login, Optional<String> stored) throws IOException {
        if (!stored.equals(Optional.of(store.description()))) {
            throw new IllegalArgumentException(StoreChoice.OPTION + " " + store.description() + ": the run stored "
                    + stored.map(where -> "in " + where).orElse("nothing in a database of yours")
                    + "; nothing was removed");
        }
        List<String> dropped = new ExternalStore(login, Map.of()).dropTables(run);
        dropped.forEach(table -> out.accept("removed table " + table + " in " + store.description()));
        if (dropped.isEmpty()) {
            out.accept("no table of this run is in " + store.description());
        }
    }
}
