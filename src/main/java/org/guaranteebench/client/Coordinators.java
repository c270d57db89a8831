package org.guaranteebench.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;

/** A trial's view of the coordinators of its transactions and of its group. One thread. */
public final class Coordinators implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final Admin admin;

    public Coordinators(ForkTarget target) {
        Map<String, Object> properties = new HashMap<>();
        target.clientFile()
                .ifPresent(path -> properties.putAll(ClientFile.read(path).forClient()));
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, target.bootstrap());
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "kgb-coordinators");
        admin = Admin.create(properties);
    }

    /**
     * Waits until the last transaction of an id is in this state.
     *
     * <p>Errors: {@link IllegalStateException} in one line when it is not within seconds.
     */
    public void requireState(String transactionalId, TransactionState wanted) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            TransactionState state;
            try {
                state = get(admin.describeTransactions(List.of(transactionalId)).description(transactionalId))
                        .state();
            } catch (ExecutionException e) {
                throw new IllegalStateException("the transactions of " + transactionalId + ": " + e.getCause(), e);
            }
            if (state == wanted) {
                return;
            }
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("the last transaction of " + transactionalId + " is " + state + " and"
                        + " not " + wanted + " after " + PATIENCE_SECONDS + " s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    /**
     * Sets how often members of a group of the protocol {@code consumer} are told to give a sign of life, and lets
     * brokers assign anew as often as members come and go; of the classic protocol both are the members' own.
     *
     * <p>Errors: {@link IllegalStateException} in one line when the cluster refuses, as it does below its own minimum.
     *
     * @param millis between two signs of life
     */
    public void setHeartbeat(String group, int millis) {
        try {
            set(group, "consumer.heartbeat.interval.ms", Integer.toString(millis));
        } catch (ExecutionException e) {
            throw new IllegalStateException("heartbeat=" + millis + " was refused: " + e.getCause(), e);
        }
        try {
            // Brokers from 4.3 on assign at most once a second, which a group that is at rest never notices.
            set(group, "consumer.assignment.interval.ms", "0");
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof InvalidConfigurationException)) {
                throw new IllegalStateException("the group's settings were refused: " + e.getCause(), e);
            }
        }
    }

    private void set(String group, String name, String value) throws ExecutionException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
        get(admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all());
    }

    private static <T> T get(KafkaFuture<T> future) throws ExecutionException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
