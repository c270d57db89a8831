package org.guaranteebench.audit.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guaranteebench.client.TopicAdmin;
import org.guaranteebench.cluster.OwnedCluster;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.journal.Flag;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.run.Environment;

/** Keeps an audit's {@code run.json} true: what is not known at its start is added when it is. One thread. */
final class AuditConditions {
    private final AuditRequest request;
    private final RunFolder folder;
    private final Path data;
    private final AuditListener listener;
    private final String started = now();
    private final Map<String, String> suite = Environment.suite();
    private final Map<String, String> versions = Environment.versions();
    private final List<Flag> warnings = new ArrayList<>();
    private Map<String, String> topology = Map.of();
    private Map<String, String> brokerProperties = Map.of();

    /** @param data where brokers keep theirs */
    AuditConditions(AuditRequest request, RunFolder folder, Path data, AuditListener listener) {
        this.request = request;
        this.folder = folder;
        this.data = data;
        this.listener = listener;
    }

    /** In the file at its next writing, at the listener's at once. */
    void warn(String code, String text) {
        warnings.add(new Flag(code, text));
        listener.warning(text);
    }

    void brokersAreUp(OwnedCluster cluster) throws IOException {
        topology = new LinkedHashMap<>(cluster.topology());
        topology.put("chosen", request.brokers().reason());
        brokerProperties = cluster.brokerProperties();
        versions.put("broker", cluster.version());
        try (TopicAdmin admin = new TopicAdmin(cluster.bootstrap())) {
            versions.put(
                    "transaction.version",
                    admin.transactionVersion().map(Object::toString).orElse("unknown"));
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
        write("");
    }

    void begin() throws IOException {
        write("");
    }

    void finish() throws IOException {
        write(now());
    }

    /** An audit has no blocks and no baseline; the format asks for both. */
    private void write(String finished) throws IOException {
        Cell cell = Cell.DEFAULT_BASELINE;
        new RunInfo(
                        RunInfo.FORMAT,
                        folder.run(),
                        started,
                        finished,
                        request.arguments(),
                        0,
                        0,
                        new RunInfo.Baseline(
                                cell.acks().toString(),
                                Boolean.toString(cell.idempotence()),
                                cell.transactions().toString(),
                                cell.isolation().toString()),
                        Map.of(),
                        suite,
                        versions,
                        Environment.host(Optional.of(data)),
                        topology,
                        brokerProperties,
                        Map.of("records", Integer.toString(request.records())),
                        List.copyOf(warnings))
                .write(folder.runJson());
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
