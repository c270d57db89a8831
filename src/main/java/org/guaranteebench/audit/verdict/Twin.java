package org.guaranteebench.audit.verdict;

import java.util.Optional;

/**
 * What was observed of one twin.
 *
 * @param counters empty when it did not come to that
 * @param fault of a twin without counters, why
 */
public record Twin(Optional<Counters> counters, FaultEvidence fault) {
    public static Twin observed(Counters counters, FaultEvidence fault) {
        return new Twin(Optional.of(counters), fault);
    }

    /** One that could not be run or judged. */
    public static Twin failed(String reason) {
        return new Twin(Optional.empty(), FaultEvidence.missing(reason));
    }
}
