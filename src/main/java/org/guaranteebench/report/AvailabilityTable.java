package org.guaranteebench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.guaranteebench.audit.availability.Kill;
import org.guaranteebench.audit.availability.LevelAvailability;
import org.guaranteebench.audit.availability.Outage;
import org.guaranteebench.audit.availability.Recovery;
import org.guaranteebench.audit.availability.RecoveryPercentile;
import org.guaranteebench.grid.Cell;

/** {@code availability.csv} and {@code availability-levels.csv}. Their columns are a contract: docs/AUDITS.md. */
public final class AvailabilityTable {
    private static final double NANOS_PER_MICRO = 1e3;

    private AvailabilityTable() {}

    /** One row a level and kill, in the order given. */
    public static void write(Path file, List<Recovery> recoveries) throws IOException {
        List<String> columns = columns(recoveries.stream().map(Recovery::cell).toList());
        columns.addAll(List.of(
                "kill",
                "broker",
                "record",
                "killed_ns",
                "end_ns",
                "gap_ms",
                "retried",
                "records",
                "unsettled",
                "ack_p50_us",
                "ack_p90_us",
                "ack_p99_us",
                "ack_max_us",
                "epoch_before",
                "epoch_after",
                "controller",
                "coordinator",
                "evidence",
                "reason",
                "arm"));
        Csv.write(file, columns, recoveries.stream().map(AvailabilityTable::row).toList());
    }

    /** One row a level: all kills that count together. */
    public static void writeLevels(Path file, List<Recovery> recoveries) throws IOException {
        List<LevelAvailability> levels = LevelAvailability.of(recoveries);
        List<String> columns =
                columns(levels.stream().map(LevelAvailability::cell).toList());
        columns.addAll(List.of(
                "kills",
                "not_counted",
                "gap_min_ms",
                "gap_q1_ms",
                "gap_median_ms",
                "gap_q3_ms",
                "gap_max_ms",
                "retried",
                "records",
                "unsettled",
                "ack_p50_us",
                "ack_p90_us",
                "ack_p99_us",
                "ack_p999_us",
                "ack_max_us",
                "arm"));
        Csv.write(file, columns, levels.stream().map(AvailabilityTable::row).toList());
    }

    private static List<String> columns(List<Cell> cells) {
        List<String> columns = new ArrayList<>(List.of("run"));
        columns.addAll(Csv.parameterColumns(cells));
        columns.add("level");
        return columns;
    }

    private static Map<String, String> row(String run, Cell cell) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("run", run);
        row.putAll(cell.values());
        row.put("level", cell.level().toString());
        row.put("arm", cell.arm());
        return row;
    }

    private static Map<String, String> row(Recovery recovery) {
        Map<String, String> row = row(recovery.run(), recovery.cell());
        Kill kill = recovery.kill();
        row.put("kill", Integer.toString(kill.number()));
        row.put("broker", Integer.toString(kill.broker()));
        row.put("record", Long.toString(kill.record()));
        row.put("killed_ns", Long.toString(kill.killedNanos()));
        kill.endNanos().ifPresent(end -> row.put("end_ns", Long.toString(end)));
        row.put("retried", Long.toString(recovery.retried()));
        recovery.outage().ifPresent(outage -> describe(outage, row));
        row.put("epoch_before", Integer.toString(recovery.epochBefore()));
        recovery.epochAfter().ifPresent(epoch -> row.put("epoch_after", Integer.toString(epoch)));
        row.put("controller", Boolean.toString(kill.controller()));
        row.put("coordinator", Boolean.toString(kill.coordinator()));
        row.put("evidence", kill.evidence());
        row.put("reason", kill.reason().orElse(""));
        return row;
    }

    private static void describe(Outage outage, Map<String, String> row) {
        row.put("gap_ms", Csv.number(outage.gapMillis()));
        row.put("records", Long.toString(outage.records()));
        row.put("unsettled", Long.toString(outage.unsettled()));
        for (RecoveryPercentile point : RecoveryPercentile.values()) {
            row.put(column(point), number(point.of(outage.responses()), NANOS_PER_MICRO));
        }
        // One kill has not so many records.
        row.remove(column(RecoveryPercentile.P999));
    }

    private static Map<String, String> row(LevelAvailability level) {
        Map<String, String> row = row(level.run(), level.cell());
        row.put("kills", Integer.toString(level.kills()));
        row.put("not_counted", Integer.toString(level.notCounted()));
        row.put("gap_min_ms", number(level.shortestGapMillis(), 1));
        row.put("gap_q1_ms", number(level.quartileMillis(1), 1));
        row.put("gap_median_ms", number(level.quartileMillis(2), 1));
        row.put("gap_q3_ms", number(level.quartileMillis(3), 1));
        row.put("gap_max_ms", number(level.longestGapMillis(), 1));
        row.put("retried", Long.toString(level.retried()));
        row.put("records", Long.toString(level.records()));
        row.put("unsettled", Long.toString(level.unsettled()));
        for (RecoveryPercentile point : RecoveryPercentile.values()) {
            row.put(column(point), number(point.of(level.responses()), NANOS_PER_MICRO));
        }
        return row;
    }

    private static String column(RecoveryPercentile point) {
        return "ack_" + point.label() + "_us";
    }

    private static String number(OptionalDouble value, double unit) {
        return value.isPresent() ? Csv.number(value.getAsDouble() / unit) : "";
    }
}
