package org.guaranteebench.audit.verify;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.guaranteebench.audit.ledger.Event;
import org.guaranteebench.audit.verdict.ClientFact;

/**
 * A group's lag right after the fault, by the ledgers alone: the ends of its input by the source's acknowledgements, its
 * positions by what the struck stage has noted.
 */
final class LagCheck {
    private LagCheck() {}

    /** In a line, if the lag is not what the ledgers say. Errors: {@link IOException} in one line that names a file. */
    static Optional<String> difference(RawTwin twin) throws IOException {
        if (twin.fault().clients().isEmpty()
                || !twin.fault().clients().get(0).role().equals("stage")) {
            return Optional.empty();
        }
        RawLedger struck = twin.ledger(twin.fault().clients().get(0));
        ClientFact last = twin.fault().clients().get(twin.fault().clients().size() - 1);
        long most = lag(twin, struck, twin.ledger(last).began());
        // A member's own timer may have committed what it could note only when it went on.
        long least = lag(twin, struck, Long.MAX_VALUE);
        Long told = twin.facts().lag();
        if (told != null && least <= told && told <= most) {
            return Optional.empty();
        }
        return Optional.of("the group's lag is " + told + ", and by the ledgers "
                + (least == most ? most : least + " to " + most));
    }

    /** @param until ns; what was noted later does not count */
    private static long lag(RawTwin twin, RawLedger struck, long until) throws IOException {
        Map<Integer, Long> ends = new TreeMap<>();
        for (RawLedger ledger : twin.ledgers()) {
            if (ledger.ofSource()) {
                ledger.each(entry -> {
                    if (entry.event() == Event.ACKED) {
                        ends.merge(entry.partition(), entry.offset() + 1, Math::max);
                    }
                });
            }
        }
        Set<Long> committed = new HashSet<>(Set.of(-1L));
        struck.each(entry -> {
            if (entry.event() == Event.TRANSACTION_COMMITTED) {
                committed.add(entry.transaction());
            }
        });
        Map<Integer, Long> positions = new TreeMap<>();
        struck.each(entry -> {
            if (entry.event() == Event.POSITION && committed.contains(entry.transaction()) && entry.time() <= until) {
                positions.merge(entry.partition(), entry.offset(), Math::max);
            }
        });
        return ends.entrySet().stream()
                .mapToLong(end -> end.getValue() - positions.getOrDefault(end.getKey(), 0L))
                .sum();
    }
}
