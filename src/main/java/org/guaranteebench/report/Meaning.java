package org.guaranteebench.report;

import java.util.ArrayList;
import java.util.List;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Commit;
import org.guaranteebench.grid.Isolation;
import org.guaranteebench.grid.Predecessor;
import org.guaranteebench.grid.Semantics;
import org.guaranteebench.grid.Transactions;
import org.guaranteebench.grid.Treatment;

/** What the short name of a configuration stands for. */
final class Meaning {
    private Meaning() {}

    /** {@code acks=all, idempotence=true} of a producer; of a stage or a reader what it does. */
    static String of(Cell cell) {
        Treatment treatment = cell.treatment();
        if (treatment.semantics().isPresent()) {
            return promise(treatment.semantics().get())
                    + (cell.produced().equals(Cell.LADDER.get(3)) ? "" : "; reads what " + producer(cell) + " wrote");
        }
        if (treatment.readsPreparedLog()) {
            return reader(cell);
        }
        if (treatment.predecessor().isPresent()) {
            return predecessor(treatment.predecessor().get());
        }
        if (treatment.rebalances()) {
            return "group protocol " + treatment.groupProtocol().orElseThrow() + "; "
                    + commit(treatment.commit().orElseThrow());
        }
        return producer(cell) + (cell.isolation() == Isolation.READ_COMMITTED ? "; reader of committed records" : "");
    }

    private static String producer(Cell cell) {
        return "acks=" + cell.acks()
                + (cell.idempotence() ? ", idempotence" : "")
                + (cell.transactions().enabled() ? ", " + transactions(cell.transactions()) : "");
    }

    private static String transactions(Transactions transactions) {
        return transactions instanceof Transactions.Records records
                ? "a commit every " + Csv.grouped(records.count()) + " records"
                : "a commit " + transactions + " after a transaction's first record";
    }

    private static String promise(Semantics semantics) {
        return switch (semantics) {
            case AT_MOST_ONCE -> "commits its position before it processes";
            case AUTO_COMMIT -> "position committed by the client's timer";
            case AT_LEAST_ONCE -> "commits its position once its results are acknowledged";
            case AT_LEAST_ONCE_IDEMPOTENT -> "the same, with an idempotent producer";
            case EFFECTIVELY_ONCE -> "at least once into a table whose key is the record's position";
            case EXACTLY_ONCE -> "results and position in one Kafka transaction";
            case EXACTLY_ONCE_EXTERNAL -> "results and position in one database transaction";
        };
    }

    private static String reader(Cell cell) {
        Treatment treatment = cell.treatment();
        List<String> words = new ArrayList<>();
        words.add(
                treatment.plainLog()
                        ? "a log without transactions"
                        : treatment.aborted() == 0
                                ? "a log of committed transactions"
                                : "a log with " + treatment.aborted() + " % of its transactions aborted");
        words.add(cell.isolation().toString());
        treatment.commit().map(Meaning::commit).ifPresent(words::add);
        treatment.groupProtocol().ifPresent(protocol -> words.add("group protocol " + protocol));
        return String.join(", ", words);
    }

    private static String commit(Commit commit) {
        return switch (commit.kind()) {
            case NONE -> "no commits";
            case AUTO -> "commits by the client's timer";
            case BEFORE -> "commits before processing";
            case BATCH_ASYNC -> "commits after each poll, without waiting";
            case BATCH_SYNC -> "commits after each poll";
            case EVERY -> "commits every " + commit.records().orElseThrow() + " records";
            case RECORD_SYNC -> "commits after each record";
        };
    }

    private static String predecessor(Predecessor predecessor) {
        return switch (predecessor) {
            case NONE -> "an id that nobody had before";
            case COMMITTED -> "the one before had committed";
            case OPEN -> "the one before stopped within a transaction";
        };
    }
}
