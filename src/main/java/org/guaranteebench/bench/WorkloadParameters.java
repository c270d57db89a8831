package org.guaranteebench.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.guaranteebench.grid.Parameter;
import org.guaranteebench.grid.Workload;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The load that all arms of a comparison share. Defaults of the client's settings are those of Kafka 4. */
@State(Scope.Benchmark)
public class WorkloadParameters {
    @Param("1024")
    public String recordSize;

    @Param("16")
    public String keySize;

    @Param("6")
    public String partitions;

    @Param("5")
    public String lingerMs;

    @Param("16384")
    public String batchSize;

    @Param("5")
    public String maxInFlight;

    @Param("none")
    public String compression;

    @Param("")
    public String producer;

    Workload workload(OptionalInt rate) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(Parameter.RECORD_SIZE.spelling(), recordSize);
        values.put(Parameter.KEY_SIZE.spelling(), keySize);
        values.put(Parameter.PARTITIONS.spelling(), partitions);
        rate.ifPresent(r -> values.put(Parameter.RATE.spelling(), Integer.toString(r)));
        values.put(Parameter.LINGER_MS.spelling(), lingerMs);
        values.put(Parameter.BATCH_SIZE.spelling(), batchSize);
        values.put(Parameter.MAX_IN_FLIGHT.spelling(), maxInFlight);
        values.put(Parameter.COMPRESSION.spelling(), compression);
        values.put(Workload.PRODUCER_FIELD, producer);
        return Workload.of(values);
    }
}
