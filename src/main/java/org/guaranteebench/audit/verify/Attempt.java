package org.guaranteebench.audit.verify;

import java.util.List;
import java.util.Set;
import org.guaranteebench.audit.ledger.Event;
import org.guaranteebench.audit.verify.Line.Kind;

/**
 * All lines about one attempt.
 *
 * @param outcome what its process noted of its transaction
 */
record Attempt(List<Line> lines, Set<Event> outcome) {
    private static final int TO_ABORT = 2;

    boolean intended() {
        return lines.get(0).kind() == Kind.INTENT;
    }

    boolean bySource() {
        return intended() && lines.get(0).source();
    }

    boolean aborted() {
        if (!inTransaction() || outcome.contains(Event.TRANSACTION_COMMITTED)) {
            return false;
        }
        boolean asked = outcome.contains(Event.TRANSACTION_COMMITTING) || outcome.contains(Event.TRANSACTION_UNKNOWN);
        return outcome.contains(Event.TRANSACTION_ABORTED)
                || !asked
                || lines.get(0).fate() == TO_ABORT;
    }

    boolean failed() {
        return !aborted() && count(Kind.ACKED) == 0 && count(Kind.FAILED) >= count(Kind.INTENT);
    }

    boolean acknowledged() {
        return !aborted()
                && !failed()
                && (inTransaction() ? outcome.contains(Event.TRANSACTION_COMMITTED) : count(Kind.ACKED) > 0);
    }

    boolean open() {
        return !aborted() && !failed() && !acknowledged();
    }

    /** Records of it, as they were intended. */
    List<Line> reads() {
        return lines.stream()
                .filter(line -> line.kind() == Kind.READ
                        && intended()
                        && line.fate() == lines.get(0).fate())
                .toList();
    }

    /** Records that claim to be of it, and of which nobody knew. */
    List<Line> strangers() {
        return lines.stream()
                .filter(line -> line.kind() == Kind.READ
                        && !(intended() && line.fate() == lines.get(0).fate()))
                .toList();
    }

    boolean inTransaction() {
        return lines.get(0).inTransaction();
    }

    private long count(Kind kind) {
        return lines.stream().filter(line -> line.kind() == kind).count();
    }
}
