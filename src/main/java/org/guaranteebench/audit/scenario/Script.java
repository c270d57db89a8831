package org.guaranteebench.audit.scenario;

import java.io.IOException;
import org.guaranteebench.grid.Cell;

/** What happens in one twin. Stateless. */
public interface Script {
    /** The configuration that is audited. */
    Cell cell();

    /** Whose guarantee it is, in a few words: {@code commit before processing}. */
    String words();

    /** Name of the read-back whose counters decide: an isolation level, {@code processed} or {@code table}. */
    String decisive();

    /**
     * Plays it from the creation of topics to the end of all clients. Blocks. When it returns nothing more is written
     * to any topic, and all ledgers are closed or their writers dead.
     *
     * <p>Errors: {@link IOException} in one line when it could not be played to its end; the twin is then not observed.
     */
    Played play(Scene scene) throws IOException, InterruptedException;
}
