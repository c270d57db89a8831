package org.guaranteebench.bench;

import org.guaranteebench.grid.Cell;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The guarantees that a producer alone decides. Isolation is the reader's and stands with each benchmark. */
@State(Scope.Benchmark)
public class GuaranteeParameters {
    @Param({"0", "1", "all"})
    public String acks;

    @Param({"false", "true"})
    public String idempotence;

    @Param({"none", "1", "100", "10000", "100ms", "1s"})
    public String transactions;

    Cell cell(String isolation) {
        return Cell.of(acks, idempotence, transactions, isolation);
    }
}
