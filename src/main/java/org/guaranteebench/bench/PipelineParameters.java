package org.guaranteebench.bench;

import java.util.Map;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.Parameter;
import org.guaranteebench.grid.Treatment;
import org.guaranteebench.grid.Workload;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What a stage promises, and its load. The first three guarantees are the upstream producer's and the isolation level is
 * the stage's own consumer's. The stage's producer follows from what the stage promises: {@code acks=all} always,
 * idempotent unless that is {@code at-least-once}, transactional if it is {@code exactly-once}. So against {@code
 * at-least-once-idempotent} the weaker promises differ in when they commit and for what they wait, and in nothing else.
 */
@State(Scope.Benchmark)
public class PipelineParameters {
    @Param("all")
    public String acks;

    @Param("true")
    public String idempotence;

    @Param("none")
    public String transactions;

    @Param({"read_uncommitted", "read_committed"})
    public String isolation;

    @Param({
        "at-most-once",
        "auto-commit",
        "at-least-once",
        "at-least-once-idempotent",
        "effectively-once",
        "exactly-once",
        "exactly-once-external"
    })
    public String semantics;

    @Param("classic")
    public String groupProtocol;

    @Param("500")
    public String batch;

    @Param("0")
    public String processing;

    @Param("0")
    public String failures;

    @Param("")
    public String consumer;

    Cell cell() {
        return Cell.of(
                acks,
                idempotence,
                transactions,
                isolation,
                new Treatment(Map.of(
                        Parameter.SEMANTICS.spelling(), semantics,
                        Parameter.GROUP_PROTOCOL.spelling(), groupProtocol)));
    }

    /** @param common what all benchmarks have */
    Workload workload(Workload common) {
        Map<String, String> values = common.values();
        values.put(Parameter.BATCH.spelling(), batch);
        values.put(Parameter.PROCESSING.spelling(), processing);
        values.put(Parameter.FAILURES.spelling(), failures);
        values.put(Workload.CONSUMER_FIELD, consumer);
        return Workload.of(values);
    }
}
