package org.guaranteebench.audit.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.audit.scenario.Scenario;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verify.Difference;
import org.guaranteebench.audit.verify.Verification;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.run.ProcessBrokers;

/** Twins as an audit plays and judges them, one at a time, for tests of scenarios. One cluster; one thread. */
public final class Rehearsal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RunFolder folder;
    private final ReplaceableBrokers brokers;
    private final TwinPlayer player;
    private int played;

    /** @param home an empty directory */
    public Rehearsal(int nodes, int records, Path home) throws IOException {
        folder = RunFolder.create(home.resolve("results"), "20250102-030405-abcd");
        brokers = new ReplaceableBrokers(
                new ProcessBrokers(nodes, "a test"),
                Files.createDirectory(home.resolve("data")),
                folder.logs(),
                new ReplaceableBrokers.Listener() {
                    @Override
                    public void starting(String what) {}

                    @Override
                    public void started(ProxiedBrokers up) {}
                });
        player = new TwinPlayer(folder, brokers, records, PATIENCE);
    }

    /** One twin as it was seen, with its files. */
    public record Seen(Observation observation, AuditFolder folder) {
        public Counters counters() {
            return observation.twin().counters().orElseThrow(() -> new AssertionError(observation.facts()));
        }

        public String evidence() {
            return observation.facts().evidence().words();
        }
    }

    /** The weak twin, then the strong one. The recount must agree on both. */
    public Ruling play(Scenario scenario) throws IOException, InterruptedException {
        played++;
        return Ruling.of(
                play(scenario, played, true).observation(),
                play(scenario, played, false).observation());
    }

    public Seen weak(Scenario scenario) throws IOException, InterruptedException {
        return play(scenario, ++played, true);
    }

    public Seen strong(Scenario scenario) throws IOException, InterruptedException {
        return play(scenario, ++played, false);
    }

    private Seen play(Scenario scenario, int repetition, boolean control) throws IOException, InterruptedException {
        TwinPlan plan = new TwinPlan(scenario, repetition, control);
        Observation seen = player.play(plan);
        System.out.println(seen);
        if (!seen.facts().failure().isEmpty()) {
            throw new AssertionError(seen.facts());
        }
        List<Difference> differences = Verification.of(plan.folder(folder));
        if (!differences.isEmpty()) {
            throw new AssertionError("the oracle and the recount differ: " + differences);
        }
        return new Seen(seen, plan.folder(folder));
    }

    @Override
    public void close() {
        brokers.close();
    }
}
