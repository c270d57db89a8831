package org.guaranteebench.run;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.guaranteebench.client.ClientFile;
import org.guaranteebench.client.ForkTarget;
import org.guaranteebench.client.LogFormat;
import org.guaranteebench.client.PreloadedLog;
import org.guaranteebench.cluster.Cluster;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.LogPlan;
import org.guaranteebench.grid.Workload;

/**
 * The logs that a block's arms read and nobody writes any more: written and checked when the first arm wants one, gone
 * with the block. One thread.
 */
final class PreparedLogs {
    private record Contents(LogPlan plan, LogFormat format) {
        static Contents of(Arm arm) {
            Workload workload = arm.workload();
            return new Contents(
                    LogPlan.of(arm.cell().treatment(), workload),
                    new LogFormat(
                            workload.recordSize(), workload.keySize(), workload.batchSize(), workload.compression()));
        }
    }

    private final Cluster cluster;
    private final TrialTopics topics;
    private final Brokers brokers;
    private final String prefix;
    private final Map<Contents, String> written = new LinkedHashMap<>();
    private int number;

    /** @param prefix of the topics' names, different in each life of a cluster */
    PreparedLogs(Cluster cluster, TrialTopics topics, Brokers brokers, String prefix) {
        this.cluster = cluster;
        this.topics = topics;
        this.brokers = brokers;
        this.prefix = prefix;
    }

    /**
     * The topic that holds what the arm reads. May take seconds.
     *
     * <p>Errors: {@link IOException} in one line: not written, or not as planned.
     */
    String require(Arm arm) throws IOException {
        Contents contents = Contents.of(arm);
        String there = written.get(contents);
        if (there != null) {
            return there;
        }
        number++;
        String topic = String.format(Locale.ROOT, "%s-log-%02d", prefix, number);
        topics.create(topic, contents.plan().partitions());
        ForkTarget target = new ForkTarget(
                cluster.bootstrap(),
                topic,
                topic,
                brokers.clientFile().map(ClientFile::path),
                brokers.caps().bytesPerSecond());
        try {
            new PreloadedLog(target, contents.plan(), contents.format()).write();
        } catch (IOException | RuntimeException e) {
            topics.delete(topic);
            throw e;
        }
        written.put(contents, topic);
        return topic;
    }

    /** Whoever wants what was in these topics gets a new one; does nothing for topics that are no logs. */
    void forget(Collection<String> gone) {
        written.values().removeAll(gone);
    }

    /** Errors: {@link IOException} when a topic cannot be deleted; the others are tried nevertheless. */
    void drop() throws IOException {
        IOException last = null;
        for (String topic : written.values()) {
            try {
                topics.delete(topic);
            } catch (IOException | RuntimeException e) {
                last = new IOException("topic " + topic + " was not deleted: " + Causes.oneLine(e), e);
            }
        }
        written.clear();
        if (last != null) {
            throw last;
        }
    }
}
