package org.guaranteebench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guaranteebench.client.ClientFile;
import org.guaranteebench.client.ConsumerConfiguration;
import org.guaranteebench.client.ProducerConfiguration;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.cluster.Cluster;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.Precision;
import org.guaranteebench.journal.RejectionRule;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.RunInfo;

/** Keeps {@code run.json} true while a run goes on: what is not known at its start is added when it is. One thread. */
final class Conditions {
    private final RunPlan plan;
    private final RunFolder folder;
    private final RunListener listener;
    private final String started = now();
    private final Map<String, String> suite = Environment.suite();
    private final Map<String, String> versions = Environment.versions();
    private final List<Flag> warnings = new ArrayList<>();
    private Optional<Precision> precision = Optional.empty();
    private Map<String, String> topology = new LinkedHashMap<>();
    private Map<String, String> brokerProperties = Map.of();

    Conditions(RunPlan plan, RunFolder folder, RunListener listener) {
        this.plan = plan;
        this.folder = folder;
        this.listener = listener;
    }

    /** About the run as a whole; in the file at its next writing, at the listener's at once. */
    void warn(String code, String text) {
        warnings.add(new Flag(code, text));
        listener.warning(text);
    }

    /** In the file at its next writing. */
    void precisionIs(Precision state) {
        precision = Optional.of(state);
    }

    void clusterIsUp(Cluster cluster, TopicAdmin admin) throws IOException {
        topology = new LinkedHashMap<>(cluster.topology());
        topology.put("chosen", plan.request().brokers().reason());
        brokerProperties = cluster.brokerProperties();
        versions.put("broker", cluster.version());
        versions.put(
                "transaction.version",
                admin.transactionVersion().map(Object::toString).orElse("unknown"));
        write();
    }

    void storeIsUp(Map<String, String> settings) throws IOException {
        settings.forEach((name, value) -> topology.put("store." + name, value));
        topology.put("store", plan.request().store().description());
        write();
    }

    void write() throws IOException {
        write("");
    }

    void finish() throws IOException {
        write(now());
    }

    private void write(String finished) throws IOException {
        Cell cell = plan.baselines().values().iterator().next();
        Map<String, Map<String, String>> baselines = new LinkedHashMap<>();
        plan.baselines().forEach((benchmark, baseline) -> baselines.put(benchmark, baseline.values()));
        Brokers brokers = plan.request().brokers();
        Map<String, String> client = new LinkedHashMap<>(ProducerConfiguration.suiteSettings());
        if (plan.reads()) {
            ConsumerConfiguration.suiteSettings().forEach((name, value) -> client.put("consumer." + name, value));
        }
        brokers.clientFile().map(ClientFile::told).ifPresent(client::putAll);
        if (brokers.caps().bytesPerSecond() > 0) {
            client.put("max-rate.bytes", Long.toString(brokers.caps().bytesPerSecond()));
        }
        // The engine's volumes are on a file system that nobody here knows.
        Optional<Path> data =
                topology.getOrDefault("data", "").startsWith("volume") ? Optional.empty() : plan.dataDirectory();
        new RunInfo(
                        RunInfo.FORMAT,
                        folder.run(),
                        started,
                        finished,
                        plan.request().arguments(),
                        plan.request().seed(),
                        precision.filter(Precision::over).map(Precision::blocks).orElse(plan.blocks()),
                        new RunInfo.Baseline(
                                cell.acks().toString(),
                                Boolean.toString(cell.idempotence()),
                                cell.transactions().toString(),
                                cell.isolation().toString()),
                        baselines,
                        suite,
                        versions,
                        Environment.host(data),
                        topology,
                        brokerProperties,
                        client,
                        List.copyOf(warnings),
                        precision.orElse(null),
                        plan.request().rejection().map(RejectionRule::toString).orElse(null))
                .write(folder.runJson());
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
