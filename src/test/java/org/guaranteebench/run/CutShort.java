package org.guaranteebench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.JournalFile;
import org.guaranteebench.journal.Metric;
import org.guaranteebench.journal.Precision;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Segment;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;

/** The folder of a run that was cut short in this JVM, made up by a test: three arms, the control included. */
final class CutShort {
    static final String ID = "20250102-030405-abcd";

    final RunPlan plan;

    private final Path out;
    private final String id;
    private final List<Trial> trials = new ArrayList<>();
    private final Map<String, String> suite = new LinkedHashMap<>(Environment.suite());
    private final Map<String, String> versions = new LinkedHashMap<>(Environment.versions());
    private final Map<String, String> host = new LinkedHashMap<>(Environment.host(Optional.empty()));
    private final Map<String, String> topology =
            new LinkedHashMap<>(Map.of("broker", "process", "nodes", "3", "chosen", "asked for"));
    private List<Metric> metrics = List.of(new Metric("throughput", "records/s", 1));
    private List<String> arguments = List.of("run");
    private String outcome = "";
    private Precision precision;

    CutShort(Path out, int blocks) {
        this(out, blocks, ID);
    }

    CutShort(Path out, int blocks, String id) {
        this(out, threeArms().blocks(blocks).plan(), id);
    }

    CutShort(Path out, RunPlan plan, String id) {
        this.out = out;
        this.id = id;
        this.plan = plan;
        versions.put("broker", "4.3.1");
    }

    static Request threeArms() {
        return new Request()
                .jmhLine("ProduceThroughput")
                .seed(5)
                .with("acks", "1", "all")
                .with("idempotence", "false")
                .with("transactions", "none");
    }

    /** So many trials of a block, in the plan's order. */
    CutShort measured(int block, int count) {
        return add(block, 1, count, Status.OK);
    }

    CutShort add(int block, int from, int to, Status status) {
        for (int position = from; position <= to; position++) {
            add(block, position, plan.order(block).get(position - 1), status);
        }
        return this;
    }

    CutShort add(int block, int position, Arm arm, Status status) {
        trials.add(Trial.measured(id, block, position, 1, arm, status, "", "", 1, metrics, List.of(), List.of(), ""));
        return this;
    }

    /** Of each trial that follows. */
    CutShort metrics(List<Metric> all) {
        metrics = all;
        return this;
    }

    /** As they were typed. */
    CutShort arguments(List<String> typed) {
        arguments = typed;
        return this;
    }

    /** Killed, unless it says how it ended. */
    CutShort outcome(String how) {
        outcome = how;
        return this;
    }

    /** As of {@link Precision#stopped()}. */
    CutShort precision(String stopped) {
        precision = new Precision(0.03, 3600, 10, 0.965, stopped, 12, 0.05, "all-isr / leader-ack", 30, 600);
        return this;
    }

    CutShort jar(String sha256) {
        suite.put("jar.sha256", sha256);
        return this;
    }

    CutShort jdk(String version) {
        versions.put("jdk", version);
        return this;
    }

    /** By key of {@code run.json}'s {@code host}. */
    CutShort host(String key, String value) {
        host.put(key, value);
        return this;
    }

    /** By key of {@code run.json}'s {@code topology}. */
    CutShort topology(String key, String value) {
        topology.put(key, value);
        return this;
    }

    CutShort client(String version) {
        versions.put("client", version);
        return this;
    }

    CutShort cpus(String count) {
        host.put("cpus", count);
        return this;
    }

    RunInfo info() {
        String ended = outcome.isEmpty() ? "" : "2025-01-02T04:00:00Z";
        return new RunInfo(
                        RunInfo.FORMAT,
                        id,
                        "2025-01-02T03:04:05Z",
                        ended,
                        arguments,
                        5,
                        plan.blocks(),
                        new RunInfo.Baseline("1", "false", "none", "read_uncommitted"),
                        Map.of(),
                        suite,
                        versions,
                        host,
                        topology,
                        Map.of("min.insync.replicas", "2"),
                        Map.of(),
                        List.of())
                .with(precision, null)
                .with(List.of(new Segment(1, 1, "2025-01-02T03:04:05Z", ended, "h", "", outcome)));
    }

    RunFolder save() throws IOException {
        RunFolder folder = RunFolder.create(out, id);
        info().write(folder.runJson());
        JournalFile.write(folder.journal(), trials);
        return folder;
    }
}
