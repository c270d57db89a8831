package org.guaranteebench.bench.stage;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.guaranteebench.store.Advance;
import org.guaranteebench.store.ExactlyOnceSession;
import org.guaranteebench.store.Result;

/** Where results and positions go in one transaction of a database. */
public interface PositionSink {
    /** Next offset by partition. */
    Map<Integer, Long> positions() throws SQLException;

    void commit(List<Result> batch, List<Advance> advances) throws SQLException;

    static PositionSink of(ExactlyOnceSession session) {
        return new PositionSink() {
            @Override
            public Map<Integer, Long> positions() throws SQLException {
                return session.positions();
            }

            @Override
            public void commit(List<Result> batch, List<Advance> advances) throws SQLException {
                session.commit(batch, advances);
            }
        };
    }
}
