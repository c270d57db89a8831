package org.guaranteebench.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Results and the positions of their consumer in one transaction, which is refused when a position is not where the
 * consumer expects it. Kafka's own committed offsets play no part: whoever is assigned a partition seeks to the position
 * in {@link #positions}, and whoever has lost it without knowing is refused at its next commit.
 *
 * <p>One thread per object; several sessions may share a pool and their tables.
 */
public final class ExactlyOnceSession {
    private final ConnectionPool pool;
    private final ResultTable results;
    private final PositionTable positions;

    public ExactlyOnceSession(ConnectionPool pool, Tables tables) {
        this.pool = pool;
        results = new ResultTable(pool, tables);
        positions = new PositionTable(tables);
    }

    /** Both tables, with position 0 in each of {@code partitions}. Once for all sessions. */
    public void create(int partitions) throws SQLException {
        results.create();
        Transaction.commit(pool.source(), connection -> {
            positions.create(connection, partitions);
            return null;
        });
    }

    /** Both tables; does nothing where there are none. */
    public void drop() throws SQLException {
        results.drop();
        Transaction.commit(pool.source(), connection -> {
            positions.drop(connection);
            return null;
        });
    }

    /** Next offset by partition, as committed: where to seek when partitions are assigned. */
    public Map<Integer, Long> positions() throws SQLException {
        return Transaction.commit(pool.source(), positions::read);
    }

    /**
     * Stores a batch and moves the positions behind it, both or neither.
     *
     * @param advances one for each partition of the batch. What is expected is the position before the poll, which the
     *     consumer keeps itself: read from the table now it would fence nobody.
     *     <p>Errors: {@link FencedException} when a position is elsewhere. Then, and after a {@link SQLException}, nothing
     *     of the batch is there; only a lost connection leaves open whether it is, and {@link #positions} tells.
     */
    public void commit(List<Result> batch, List<Advance> advances) throws SQLException {
        Transaction.commit(pool.source(), connection -> {
            // First, so that whoever is fenced has not written anything, and waits for nobody but its rival.
            positions.advance(connection, advances);
            results.insert(connection, batch);
            return null;
        });
    }

    /** For accounting. */
    public ResultTable results() {
        return results;
    }
}
