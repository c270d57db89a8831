package org.guaranteebench.audit.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.audit.process.ClientProcess;

/** Where one twin is played. Used by one thread. */
public interface Scene {
    /** Of this twin; its key is written. */
    AuditFolder folder();

    AuditBrokers brokers();

    /** Messages that its sources are to send, at least 100. */
    int records();

    /** How long to wait for anything that must happen before it is taken for stuck. */
    Duration patience();

    /** A name for a topic, group or transactional id that nobody else has: {@code kgb-<run>-f5-weak-<purpose>}. */
    String named(String purpose);

    /** Creates a topic with as many copies as the cluster has nodes; partition p is led by node 1 + p mod nodes. */
    void createTopic(String topic, int partitions) throws IOException;

    /** A number that no other process of this twin has, from 0 on. */
    int nextIncarnation();

    /**
     * Starts a client that does not outlive the twin, whatever happens.
     *
     * @param main class that is run
     * @param arguments for it
     */
    ClientProcess start(String name, Class<?> main, List<String> arguments) throws IOException;

    /** Where clients' standard errors go. */
    Path logs();
}
