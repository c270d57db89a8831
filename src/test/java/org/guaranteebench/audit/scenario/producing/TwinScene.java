package org.guaranteebench.audit.scenario.producing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.audit.payload.AuditKey;
import org.guaranteebench.audit.process.ClientProcess;
import org.guaranteebench.audit.scenario.AuditBrokers;
import org.guaranteebench.audit.scenario.Scene;
import org.guaranteebench.client.TopicAdmin;

/** One twin in a folder of its own. Ends its clients. */
final class TwinScene implements Scene, AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Tests look at accounts and not at speed. */
    private static final List<String> JVM =
            List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-Dlog4j2.configurationFile=log4j2-parent.xml");

    private final AuditBrokers brokers;
    private final AuditFolder folder;
    private final int records;
    private final AuditKey key = AuditKey.random();
    private final List<ClientProcess> clients = new ArrayList<>();
    private int incarnations;

    TwinScene(AuditBrokers brokers, Path folder, int records) throws IOException {
        this.brokers = brokers;
        this.folder = new AuditFolder(Files.createDirectories(folder));
        this.records = records;
        key.write(this.folder.key());
    }

    long run() {
        return key.run();
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
        return PATIENCE;
    }

    @Override
    public String named(String purpose) {
        return "kgb-" + Long.toHexString(key.run()) + "-" + purpose;
    }

    @Override
    public void createTopic(String topic, int partitions) {
        try (TopicAdmin admin = new TopicAdmin(brokers.bootstrap())) {
            admin.create(topic, partitions, brokers.nodes().size(), brokers.nodes());
        }
    }

    @Override
    public int nextIncarnation() {
        return incarnations++;
    }

    @Override
    public ClientProcess start(String name, Class<?> main, List<String> arguments) throws IOException {
        ClientProcess client = ClientProcess.start(name, main, JVM, logs(), arguments);
        clients.add(client);
        return client;
    }

    @Override
    public Path logs() {
        return folder.path();
    }

    @Override
    public void close() {
        clients.forEach(ClientProcess::close);
    }
}
