package org.guaranteebench.bench.stage;

import java.sql.SQLException;
import java.util.List;
import org.guaranteebench.store.Result;

/** Where a batch of results goes in one transaction of a database: {@link org.guaranteebench.store.ResultTable}. */
@FunctionalInterface
public interface ResultSink {
    void upsert(List<Result> batch) throws SQLException;
}
