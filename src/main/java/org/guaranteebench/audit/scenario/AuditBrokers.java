package org.guaranteebench.audit.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.guaranteebench.audit.proxy.KafkaProxy;

/** Brokers with a proxy before each listener, that may be killed and paused. */
public interface AuditBrokers {
    /** Of the proxies before the clients' listeners. */
    String bootstrap();

    List<Integer> nodes();

    /** Between clients and a node. */
    KafkaProxy beforeClients(int node);

    /** Between other brokers and a node: replication, and what else brokers say to each other. */
    KafkaProxy beforeReplicas(int node);

    /** SIGKILL. Returns when the node is dead, with its process id and status in words. */
    String kill(int node) throws IOException, InterruptedException;

    /** Starts a killed node on its old data; returns when it is back in the cluster. */
    void restart(int node) throws IOException, InterruptedException;

    /** SIGSTOP, or a paused container. */
    void pause(int node) throws IOException, InterruptedException;

    void resume(int node) throws IOException, InterruptedException;

    Leadership leadership(String topic, int partition) throws IOException, InterruptedException;

    /** Waits until another node than {@code not} leads. Errors: {@link IOException} when none does in time. */
    Leadership awaitOtherLeader(String topic, int partition, int not, Duration patience)
            throws IOException, InterruptedException;

    /** Waits until all nodes are in sync again. Errors: as above. */
    void awaitInSync(String topic, int partition, Duration patience) throws IOException, InterruptedException;

    /** Records between a group's committed positions and the end of a topic; a partition without one counts whole. */
    OptionalLong lag(String group, String topic, int partitions) throws IOException, InterruptedException;

    /**
     * Who leads a partition.
     *
     * @param leader its node, −1 for none
     * @param epoch of the leader, −1 where it is unknown
     */
    record Leadership(int leader, int epoch, List<Integer> inSync) {}
}
