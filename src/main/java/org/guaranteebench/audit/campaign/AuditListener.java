package org.guaranteebench.audit.campaign;

import java.io.IOException;
import java.util.List;
import org.guaranteebench.audit.availability.Recovery;

/** Hears what an audit is doing. Called by the audit's thread. */
public interface AuditListener {
    /** Something that takes a while and is no twin: {@code starting 3 brokers}. */
    void phase(String what);

    void warning(String text);

    /** @param number of this twin, from 1, of {@code total} */
    void observed(Observation twin, int number, int total);

    /**
     * After both twins of a scenario.
     *
     * <p>Errors: {@link IOException} when it cannot be written down, which ends the audit.
     */
    void ruled(Ruling ruling) throws IOException;

    /**
     * After each kill of a leader under load.
     *
     * @param levels in the order of the ladder
     *     <p>Errors: as above.
     */
    void recovered(List<Recovery> levels) throws IOException;
}
