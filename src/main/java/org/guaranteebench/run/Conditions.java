package org.guaranteebench.run;

import java.io.IOException;
import java.nio.file.Path;
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
import org.guaranteebench.journal.Segment;

/** Keeps {@code run.json} true while a run goes on: what is not known at its start is added when it is. One thread. */
final class Conditions {
    private final RunPlan plan;
    private final OpenSegment segment;
    private final int firstBlock;
    private final RunFolder folder;
    private final RunListener listener;
    private final String started;

    /** Chosen once: what is free in memory may change while brokers run. */
    private final Optional<Path> data;

    private final Map<String, String> suite = Environment.suite();
    private final Map<String, String> versions = Environment.versions();
    private final List<Flag> warnings = new ArrayList<>();
    private Optional<Precision> precision = Optional.empty();
    private Map<String, String> topology = new LinkedHashMap<>();
    private Map<String, String> brokerProperties = Map.of();

    /** @param segment what earlier ones found out is kept */
    Conditions(RunPlan plan, OpenSegment segment, int firstBlock, RunListener listener) {
        this.plan = plan;
        this.segment = segment;
        this.firstBlock = firstBlock;
        this.folder = segment.folder();
        this.listener = listener;
        this.data = plan.dataDirectory();
        this.started = segment.before().map(RunInfo::started).orElseGet(OpenSegment::now);
        segment.before().ifPresent(this::remember);
    }

    private void remember(RunInfo before) {
        warnings.addAll(before.warnings());
        topology.putAll(before.topology());
        brokerProperties = before.brokerProperties();
        before.versions().forEach(versions::putIfAbsent);
    }

    /** Where the segment's brokers keep their data; empty where that is not for the suite to choose. */
    Optional<Path> data() {
        return data;
    }

    /** About the run as a whole; in the file at its next writing, at the listener's at once. */
    void warn(String code, String text) {
        Flag flag = new Flag(code, text);
        // Of each segment the same may be to say.
        if (!warnings.contains(flag)) {
            warnings.add(flag);
        }
        listener.warning(text);
    }

    /** In the file at its next writing. */
    void precisionIs(Precision state) {
        precision = Optional.of(state);
    }

    /**
     * Errors: {@link ChangedBrokersException} when a resumed run has met other brokers; {@link UnwritableFolderException},
     * as of all that write.
     */
    void clusterIsUp(Cluster cluster, TopicAdmin admin) throws IOException {
        segment.before()
                .ifPresent(before ->
                        SameConditions.requireBrokers(before, cluster.topology(), Map.of("broker", cluster.version())));
        // What is known of the database stays until the next one is there.
        topology.keySet().removeIf(key -> !key.startsWith(SameConditions.STORE));
        topology.putAll(cluster.topology());
        topology.put("chosen", plan.request().brokers().reason());
        brokerProperties = cluster.brokerProperties();
        versions.put("broker", cluster.version());
        versions.put(
                "transaction.version",
                admin.transactionVersion().map(Object::toString).orElse("unknown"));
        write();
    }

    /** Errors as above, where it has met another database. */
    void storeIsUp(Map<String, String> settings) throws IOException {
        Map<String, String> store = new LinkedHashMap<>();
        settings.forEach((name, value) -> store.put(SameConditions.STORE + "." + name, value));
        store.put(SameConditions.STORE, plan.request().store().description());
        segment.before().ifPresent(before -> SameConditions.requireStore(before, store));
        topology.putAll(store);
        write();
    }

    void write() throws IOException {
        write("", "");
    }

    /** @param outcome as of {@link Segment} */
    void finish(String outcome) throws IOException {
        write(OpenSegment.now(), outcome);
    }

    private void write(String finished, String outcome) throws IOException {
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
        Optional<Path> here = topology.getOrDefault("data", "").startsWith("volume") ? Optional.empty() : data;
        RunInfo info = new RunInfo(
                        plan.searches() ? RunInfo.WITH_SEARCH : RunInfo.FORMAT,
                        folder.run(),
                        started,
                        finished,
                        plan.request().arguments(),
                        plan.request().seed(),
                        precision
                                .filter(Precision::decided)
                                .map(Precision::blocks)
                                .orElse(plan.blocks()),
                        new RunInfo.Baseline(
                                cell.acks().toString(),
                                Boolean.toString(cell.idempotence()),
                                cell.transactions().toString(),
                                cell.isolation().toString()),
                        baselines,
                        suite,
                        versions,
                        Environment.host(here),
                        topology,
                        brokerProperties,
                        client,
                        List.copyOf(warnings))
                .with(
                        precision.orElse(null),
                        plan.request().rejection().map(RejectionRule::toString).orElse(null))
                .with(segment.segments(firstBlock, finished, outcome));
        try {
            info.write(folder.runJson());
        } catch (IOException e) {
            throw new UnwritableFolderException(folder.runJson(), e);
        }
    }
}
