package org.guaranteebench.audit.readback;

import java.util.List;

/**
 * @param run as in its {@link org.guaranteebench.audit.payload.AuditKey}
 * @param isolation level of the reader, {@code read_committed} or {@code read_uncommitted}; of what is no log, that of
 *     whoever read the log for it
 * @param source what was read, in words: {@code topic kgb-1}, {@code table results}
 * @param ends for each partition from 0, the offset that reading stopped before
 */
public record ReadBackHeader(long run, String isolation, String source, List<Long> ends) {
    public ReadBackHeader {
        ends = List.copyOf(ends);
    }
}
