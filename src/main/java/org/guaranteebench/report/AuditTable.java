package org.guaranteebench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.grid.Cell;

/** {@code audit.csv}. Its columns are a contract: docs/AUDITS.md. */
public final class AuditTable {
    private AuditTable() {}

    /** One row a twin, in the order given; the counters of one that was not observed are empty. */
    public static void write(Path file, List<AuditRow> rows) throws IOException {
        List<String> columns = new ArrayList<>(List.of("run", "scenario", "fault"));
        columns.addAll(Csv.parameterColumns(rows.stream().map(AuditRow::cell).toList()));
        columns.addAll(List.of("level", "control"));
        Arrays.stream(Counter.values()).map(Counter::column).forEach(columns::add);
        columns.addAll(List.of("verdict", "evidence", "statement", "lag", "arm", "repetition", "whose"));
        Csv.write(file, columns, rows.stream().map(AuditTable::row).toList());
    }

    private static Map<String, String> row(AuditRow audit) {
        Cell cell = audit.cell();
        Map<String, String> row = new LinkedHashMap<>();
        row.put("run", audit.run());
        row.put("scenario", audit.scenario());
        row.put("fault", audit.fault());
        row.putAll(cell.values());
        row.put("level", cell.level().toString());
        row.put("control", Boolean.toString(audit.control()));
        audit.twin().counters().ifPresent(counters -> {
            for (Counter counter : Counter.values()) {
                row.put(counter.column(), Long.toString(counters.of(counter)));
            }
        });
        row.put("verdict", audit.verdict().words());
        row.put("evidence", audit.twin().fault().words());
        row.put("statement", audit.verdict().statement());
        audit.lag().ifPresent(lag -> row.put("lag", Long.toString(lag)));
        row.put("arm", cell.arm());
        row.put("repetition", Integer.toString(audit.repetition()));
        row.put("whose", audit.whose());
        return row;
    }
}
