package org.guaranteebench.audit.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.audit.process.ClientProcess;
import org.guaranteebench.audit.scenario.AuditBrokers;
import org.guaranteebench.audit.scenario.Scene;

/** Where one twin is played. No client outlives it. One thread; {@link #endClients} by any. */
final class TwinScene implements Scene {
    private final AuditFolder folder;
    private final ProxiedBrokers brokers;
    private final String prefix;
    private final int records;
    private final Duration patience;
    private final List<ClientProcess> clients = new ArrayList<>();
    private final List<String> topicIds = new ArrayList<>();
    private int incarnations;

    /** @param prefix of all names that it makes up */
    TwinScene(AuditFolder folder, ProxiedBrokers brokers, String prefix, int records, Duration patience) {
        this.folder = folder;
        this.brokers = brokers;
        this.prefix = prefix;
        this.records = records;
        this.patience = patience;
    }

    @Override
    public AuditFolder folder() {
        return folder;
    }

    @Override
    public AuditBrokers brokers() {
        return brokers;
    }

    @Override
    public int records() {
        return records;
    }

    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public String named(String purpose) {
        return prefix.toLowerCase(Locale.ROOT) + "-" + purpose;
    }

    @Override
    public void createTopic(String topic, int partitions) throws IOException {
        try {
            List<Integer> nodes = brokers.nodes();
            topicIds.add(brokers.topics().create(topic, partitions, nodes.size(), nodes));
        } catch (IllegalStateException e) {
            throw new IOException("topic " + topic + ": " + e.getMessage(), e);
        }
    }

    @Override
    public int nextIncarnation() {
        return incarnations++;
    }

    @Override
    public ClientProcess start(String name, Class<?> main, List<String> arguments) throws IOException {
        ClientProcess client = ClientProcess.start(name, main, AuditJvms.client(records), logs(), arguments);
        synchronized (clients) {
            clients.add(client);
        }
        return client;
    }

    @Override
    public Path logs() {
        return folder.logs();
    }

    /** Their data would add up over an audit. Those that cannot be deleted go with the cluster. */
    void deleteTopics() {
        for (String id : topicIds) {
            if (brokers.fault().isPresent()) {
                return;
            }
            try {
                brokers.topics().delete(id);
            } catch (IllegalStateException e) {
                return;
            }
        }
    }

    /** Kills all clients. Idempotent. */
    void endClients() {
        synchronized (clients) {
            clients.forEach(ClientProcess::close);
        }
    }
}
