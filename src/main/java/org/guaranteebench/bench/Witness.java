package org.guaranteebench.bench;

import java.sql.SQLException;
import org.guaranteebench.store.ResultTable;

/** Counts results where they went. */
sealed interface Witness permits Witness.OfTable, TopicWitness {

    /** Different source records whose results are there so far; of a table, that the stage says are. Any thread. */
    long seen();

    /**
     * Looks at everything that is there, when no more will come.
     *
     * @param source records sent
     * @param skipped of them
     */
    Account account(long source, long skipped);

    /** Of rows, which are there when the stage is told so. */
    record OfTable(ResultTable table, TrialStage stage) implements Witness {
        @Override
        public long seen() {
            return stage.finished();
        }

        @Override
        public Account account(long source, long skipped) {
            try {
                return new Account(source, table.count(), table.missing(source), table.duplicates(), skipped);
            } catch (SQLException e) {
                throw new IllegalStateException("the results could not be counted: " + e.getMessage(), e);
            }
        }
    }
}
