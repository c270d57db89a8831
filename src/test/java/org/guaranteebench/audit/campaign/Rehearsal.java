package org.guaranteebench.audit.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.audit.scenario.Scenario;
import org.guaranteebench.audit.verify.RunVerification;
import org.guaranteebench.audit.verify.ScenarioCheck;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.report.AuditRow;
import org.guaranteebench.report.AuditTable;
import org.guaranteebench.run.ProcessBrokers;

/** Scenarios as an audit plays, judges and writes them down, one at a time, for their tests. One cluster; one thread. */
public final class Rehearsal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path home;
    private final int records;
    private final ReplaceableBrokers brokers;
    private int played;

    /** @param home an empty directory */
    public Rehearsal(int nodes, int records, Path home) throws IOException {
        this.home = home;
        this.records = records;
        brokers = new ReplaceableBrokers(
                new ProcessBrokers(nodes, "a test"),
                Files.createDirectory(home.resolve("data")),
                home.resolve("logs"),
                new ReplaceableBrokers.Listener() {
                    @Override
                    public void starting(String what) {}

                    @Override
                    public void started(ProxiedBrokers up) {}
                });
    }

    /**
     * Both twins, and the folder of an audit that played nothing else.
     *
     * @param scenario its folder's name
     */
    public record Played(Ruling ruling, RunFolder folder, String scenario) {
        /** @param twin {@code weak} or {@code strong} */
        public AuditFolder twin(String twin) {
            return new AuditFolder(folder.audit().resolve(scenario).resolve(twin));
        }
    }

    /** The weak twin, then the strong one. Verification must agree with all that is written down. */
    public Played play(Scenario scenario) throws IOException, InterruptedException {
        Played rehearsed = playUnverified(scenario);
        for (ScenarioCheck check : RunVerification.of(rehearsed.folder())) {
            if (!check.agrees()) {
                throw new AssertionError(rehearsed.ruling() + " is not verified: " + check);
            }
        }
        return rehearsed;
    }

    /** Likewise, for scenarios that verification does not know. */
    public Played playUnverified(Scenario scenario) throws IOException, InterruptedException {
        played++;
        RunFolder folder = RunFolder.create(home.resolve("results-" + played), "20250102-030405-abcd");
        TwinPlayer player = new TwinPlayer(folder, brokers, records, PATIENCE);
        Ruling ruling = Ruling.of(
                player.play(new TwinPlan(scenario, played, true)), player.play(new TwinPlan(scenario, played, false)));
        AuditTable.write(folder.auditCsv(), AuditRow.of(ruling));
        ruling.twins().forEach(twin -> System.out.println(twin + " " + ruling.verdictOf(twin)));
        List<Path> playings;
        try (var list = Files.list(folder.audit())) {
            playings = list.toList();
        }
        return new Played(ruling, folder, playings.get(0).getFileName().toString());
    }

    @Override
    public void close() {
        brokers.close();
    }
}
