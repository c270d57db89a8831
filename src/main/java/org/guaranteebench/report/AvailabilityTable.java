package org.guaranteebench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.guaranteebench.audit.availability.Recovery;

/** {@code availability.csv}. Its columns are a contract: docs/AUDITS.md. */
public final class AvailabilityTable {
    private AvailabilityTable() {}

    /** One row a level and kill, in the order given. */
    public static void write(Path file, List<Recovery> recoveries) throws IOException {
        List<String> columns = new ArrayList<>(List.of("run"));
        columns.addAll(
                Csv.parameterColumns(recoveries.stream().map(Recovery::cell).toList()));
        columns.addAll(List.of(
                "level",
                "kill",
                "broker",
                "record",
                "gap_ms",
                "retried",
                "records",
                "unsettled",
                "ack_p50_us",
                "ack_p90_us",
                "ack_max_us",
                "controller",
                "coordinator",
                "evidence",
                "arm"));
        Csv.write(file, columns, recoveries.stream().map(AvailabilityTable::row).toList());
    }

    private static Map<String, String> row(Recovery recovery) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("run", recovery.run());
        row.putAll(recovery.cell().values());
        row.put("level", recovery.cell().level().toString());
        row.put("kill", Integer.toString(recovery.kill()));
        row.put("broker", Integer.toString(recovery.broker()));
        row.put("record", Long.toString(recovery.record()));
        row.put("gap_ms", Csv.number(recovery.gapMillis()));
        row.put("retried", Long.toString(recovery.retried()));
        row.put("records", Long.toString(recovery.records()));
        row.put("unsettled", Long.toString(recovery.unsettled()));
        row.put("ack_p50_us", number(recovery.p50Micros()));
        row.put("ack_p90_us", number(recovery.p90Micros()));
        row.put("ack_max_us", number(recovery.maxMicros()));
        row.put("controller", Boolean.toString(recovery.controller()));
        row.put("coordinator", Boolean.toString(recovery.coordinator()));
        row.put("evidence", recovery.evidence());
        row.put("arm", recovery.cell().arm());
        return row;
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? Csv.number(value.getAsDouble()) : "";
    }
}
