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
 * What a stage promises, and its load. The four guarantees are the upstream producer's and the isolation level the
 * stage's own consumer's; what the stage's producer does follows from what the stage promises.
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
        return Workload.of(values);
    }
}
