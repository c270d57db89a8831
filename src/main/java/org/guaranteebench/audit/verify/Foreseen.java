package org.guaranteebench.audit.verify;

import static java.util.Map.entry;
import static org.guaranteebench.audit.verdict.Counter.ABORTED_READ;
import static org.guaranteebench.audit.verdict.Counter.DUPLICATED;
import static org.guaranteebench.audit.verdict.Counter.LOST;
import static org.guaranteebench.audit.verdict.Counter.REORDERED;
import static org.guaranteebench.audit.verdict.Counter.TORN;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Expectation;
import org.guaranteebench.audit.verdict.TwinFacts;

/**
 * What docs/AUDITS.md says of a scenario, from before anybody played it.
 *
 * @param damage that the weak twin must show
 * @param promised what the strong twin must not show
 * @param decides the read-back whose counters decide; empty for that of each twin's own reader
 */
record Foreseen(Set<Counter> damage, Set<Counter> promised, Optional<String> decides) {
    private static final Set<Counter> ALL_FOUR = Set.of(LOST, DUPLICATED, ABORTED_READ, TORN);

    private static final Map<String, Foreseen> TABLE = Map.ofEntries(
            entry("F1", new Foreseen(Set.of(LOST), Set.of(LOST), Optional.of("processed"))),
            entry("F2", new Foreseen(Set.of(DUPLICATED), ALL_FOUR, Optional.of("read_committed"))),
            entry(
                    "F3",
                    new Foreseen(
                            Set.of(DUPLICATED), Set.of(LOST, DUPLICATED, REORDERED), Optional.of("read_uncommitted"))),
            entry("F4", new Foreseen(Set.of(DUPLICATED), ALL_FOUR, Optional.empty())),
            entry("F5", new Foreseen(Set.of(LOST), Set.of(LOST), Optional.of("read_uncommitted"))),
            entry("F6", new Foreseen(Set.of(ABORTED_READ), ALL_FOUR, Optional.empty())),
            entry("F7", new Foreseen(Set.of(DUPLICATED), ALL_FOUR, Optional.empty())),
            entry("F8", new Foreseen(Set.of(LOST), ALL_FOUR, Optional.of("read_committed"))),
            entry("F9", new Foreseen(Set.of(LOST), Set.of(LOST), Optional.of("read_uncommitted"))),
            entry("F10", new Foreseen(Set.of(DUPLICATED), ALL_FOUR, Optional.of("read_committed"))));

    static Optional<Foreseen> of(String scenario) {
        return Optional.ofNullable(TABLE.get(scenario));
    }

    /** What of it the twin was not held to, in a line; empty when all is as foreseen. */
    Optional<String> difference(TwinFacts twin) {
        Expectation held = twin.expectation();
        String reader = decides.orElse(twin.configuration().isolation().toString());
        if (!held.scenario().equals(twin.scenario())
                || !held.damage().equals(damage)
                || !held.promised().equals(promised)
                || !held.tolerated().isEmpty()) {
            return Optional.of(
                    "was held to " + held + ", and foreseen are damage " + damage + " and the promise of " + promised);
        }
        return twin.decisive().equals(reader)
                ? Optional.empty()
                : Optional.of("was decided by " + twin.decisive() + ", and foreseen is " + reader);
    }
}
