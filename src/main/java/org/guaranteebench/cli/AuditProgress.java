package org.guaranteebench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.guaranteebench.audit.availability.Kill;
import org.guaranteebench.audit.availability.Recovery;
import org.guaranteebench.audit.campaign.AuditListener;
import org.guaranteebench.audit.campaign.Observation;
import org.guaranteebench.audit.campaign.Ruling;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.Expectation;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.report.AuditRow;
import org.guaranteebench.report.AuditTable;
import org.guaranteebench.report.AvailabilityTable;

/** Where the audit is, a line per twin; after each its table is written anew. */
final class AuditProgress implements AuditListener {
    private final PrintWriter out;
    private final RunFolder folder;
    private final List<AuditRow> rows = new ArrayList<>();
    private final List<Recovery> recoveries = new ArrayList<>();

    AuditProgress(PrintWriter out, RunFolder folder) {
        this.out = out;
        this.folder = folder;
    }

    @Override
    public void phase(String what) {
        print(what);
    }

    @Override
    public void warning(String text) {
        print("warning: " + text);
    }

    @Override
    public void observed(Observation twin, int number, int total) {
        String result = twin.twin()
                .counters()
                .map(AuditProgress::words)
                .orElseGet(() -> "not observed: " + twin.facts().failure());
        print(String.format(
                Locale.ROOT,
                "%3d/%d %s %s: %s (%.1f s)",
                number,
                total,
                twin.facts().scenario(),
                twin.facts().twin(),
                result,
                twin.facts().seconds()));
    }

    private static String words(Counters counters) {
        String damage = Expectation.DAMAGES.stream()
                .filter(counter -> counters.of(counter) > 0)
                .map(counter -> amount(counter, counters))
                .collect(Collectors.joining(", "));
        String unknown = counters.indeterminate() == 0
                ? ""
                : String.format(Locale.ROOT, "%,d unknown to the client, ", counters.indeterminate());
        return amount(Counter.SENT, counters) + ", " + amount(Counter.ACKED, counters) + ", " + unknown
                + (damage.isEmpty() ? "no damage" : damage);
    }

    private static String amount(Counter counter, Counters counters) {
        return String.format(Locale.ROOT, "%,d %s", counters.of(counter), counter.words());
    }

    @Override
    public void ruled(Ruling ruling) throws IOException {
        rows.addAll(AuditRow.of(ruling));
        AuditTable.write(folder.auditCsv(), rows);
    }

    @Override
    public void recovered(List<Recovery> levels) throws IOException {
        recoveries.addAll(levels);
        AvailabilityTable.write(folder.availabilityCsv(), recoveries);
        AvailabilityTable.writeLevels(folder.availabilityLevelsCsv(), recoveries);
        Kill kill = levels.get(0).kill();
        String words = kill.reason()
                .map(reason -> " does not count: " + reason)
                .orElseGet(() -> ", without acknowledgements: "
                        + levels.stream().map(AuditProgress::gap).collect(Collectors.joining(", ")));
        print("kill " + kill.number() + words);
    }

    private static String gap(Recovery level) {
        return String.format(
                Locale.ROOT,
                "%s %,.0f ms",
                level.cell().level(),
                level.outage().orElseThrow().gapMillis());
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }
}
