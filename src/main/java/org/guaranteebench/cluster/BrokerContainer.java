package org.guaranteebench.cluster;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.AsyncDockerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.PortBinding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One broker as a container of an image that keeps the contract of {@code apache/kafka}: properties come as {@code
 * KAFKA_…} variables, the default command starts the broker as the container's first process, and the log goes to
 * standard output. Used by one thread, {@code kill} and {@code cpuTime} by any.
 */
final class BrokerContainer {
    static final int CLIENT_PORT = 9092;
    static final int REPLICATION_PORT = 9093;
    static final int CONTROLLER_PORT = 9094;

    /** Where {@code apache/kafka} has a volume for it. */
    static final String DATA = "/var/lib/kafka/data";

    private static final int DEATH_SECONDS = 10;
    private static final int SHORT_ID = 12;

    /** 128 and the signal's number. */
    private static final int KILLED = 128 + 9;

    private static final int LOG_SECONDS = 10;
    private static final Pattern JDK = Pattern.compile("version \"([^\"]+)\"");

    private final DockerClient client;
    private final int node;
    private final String id;

    private ContainerCpu cpu;
    private Duration cpuOfThePast = Duration.ZERO;
    private volatile boolean stopWanted;

    private BrokerContainer(DockerClient client, int node, String id) {
        this.client = client;
        this.node = node;
        this.id = id;
    }

    /**
     * Makes the container; {@link #start} starts it.
     *
     * @param published addresses and ports at which it is reached from outside
     * @param labels by which it is known to be the suite's
     */
    static BrokerContainer create(
            DockerClient client,
            String image,
            String network,
            int node,
            List<PortBinding> published,
            Mount data,
            String clusterId,
            Map<String, String> properties,
            Map<String, String> labels) {
        String id = client.createContainerCmd(image)
                .withHostName(name(node))
                .withAliases(name(node))
                .withLabels(labels)
                .withEnv(environment(clusterId, properties))
                .withExposedPorts(
                        published.stream().map(PortBinding::getExposedPort).toList())
                .withHostConfig(HostConfig.newHostConfig()
                        .withNetworkMode(network)
                        .withPortBindings(published)
                        .withMounts(List.of(data)))
                .exec()
                .getId();
        return new BrokerContainer(client, node, id);
    }

    /** Its name for the others on the network. */
    static String name(int node) {
        return "node-" + node;
    }

    /** How {@code kafka.docker.KafkaDockerWrapper} reads properties from variables, backwards. */
    static String variable(String property) {
        return "KAFKA_"
                + property.replace("_", "__")
                        .replace("-", "___")
                        .replace(".", "_")
                        .toUpperCase(Locale.ROOT);
    }

    private static List<String> environment(String clusterId, Map<String, String> properties) {
        return Stream.concat(
                        Stream.of(
                                "CLUSTER_ID=" + clusterId,
                                "KAFKA_HEAP_OPTS=" + String.join(" ", BrokerJvm.HEAP),
                                "KAFKA_JVM_PERFORMANCE_OPTS="
                                        + Stream.of(
                                                        BrokerJvm.PERFORMANCE,
                                                        BrokerJvm.more(),
                                                        List.of(GcLog.option(DATA)))
                                                .flatMap(List::stream)
                                                .collect(Collectors.joining(" "))),
                        properties.entrySet().stream().map(e -> variable(e.getKey()) + "=" + e.getValue()))
                .toList();
    }

    void start() {
        stopWanted = false;
        client.startContainerCmd(id).exec();
        Long pid = state().getPidLong();
        synchronized (this) {
            cpu = ContainerCpu.of(client, id, pid == null ? 0 : pid);
        }
    }

    int node() {
        return node;
    }

    String id() {
        return id;
    }

    boolean running() {
        return Boolean.TRUE.equals(state().getRunning());
    }

    /** How it ended without being asked to; empty while it lives or when it was stopped on purpose. */
    Optional<String> unexpectedEnd() {
        if (stopWanted) {
            return Optional.empty();
        }
        try {
            ContainerState state = state();
            return Boolean.TRUE.equals(state.getRunning())
                    ? Optional.empty()
                    : Optional.of("broker " + node + " ended with status " + state.getExitCodeLong()
                            + (Boolean.TRUE.equals(state.getOOMKilled()) ? ", out of memory" : ""));
        } catch (NotFoundException e) {
            return Optional.of("the container of broker " + node + " was removed");
        }
    }

    synchronized Duration cpuTime() {
        return cpu == null ? cpuOfThePast : cpuOfThePast.plus(cpu.used());
    }

    synchronized Duration cpuLag() {
        return cpu == null ? Duration.ZERO : cpu.lag();
    }

    /** Returns when it is dead. How it ended, with the container's id, the process's and the status. */
    String kill() {
        stopWanted = true;
        foldCpu();
        ContainerState before = state();
        client.killContainerCmd(id).exec();
        if (Boolean.TRUE.equals(before.getPaused())) {
            thaw();
        }
        int status = client.waitContainerCmd(id)
                .exec(new WaitContainerResultCallback())
                .awaitStatusCode(DEATH_SECONDS, TimeUnit.SECONDS);
        return "broker " + node + " (container " + id.substring(0, SHORT_ID) + ", process " + before.getPidLong()
                + ") ended with status " + status + (status == KILLED ? ", which is SIGKILL" : "");
    }

    void pause() {
        client.pauseContainerCmd(id).exec();
    }

    void resume() {
        client.unpauseContainerCmd(id).exec();
    }

    void remove() {
        stopWanted = true;
        foldCpu();
        Leftovers.remove(client, id);
    }

    /** What the broker has said so far. */
    List<String> log() {
        return lines(client.logContainerCmd(id).withStdOut(true).withStdErr(true), "the container's log");
    }

    /** Version of the Java that the image's broker runs on; {@code unknown} where it cannot be asked. */
    String jdk() {
        try {
            String question = client.execCreateCmd(id)
                    .withCmd("java", "-version")
                    .withAttachStdout(true)
                    .withAttachStderr(true)
                    .exec()
                    .getId();
            return lines(client.execStartCmd(question), "java -version").stream()
                    .map(JDK::matcher)
                    .filter(Matcher::find)
                    .map(matcher -> matcher.group(1))
                    .findFirst()
                    .orElse("unknown");
        } catch (DockerException e) {
            return "unknown";
        }
    }

    private static List<String> lines(AsyncDockerCmd<?, Frame> command, String what) {
        StringBuilder text = new StringBuilder();
        var callback = new ResultCallback.Adapter<Frame>() {
            @Override
            public void onNext(Frame frame) {
                text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
            }
        };
        try {
            command.exec(callback).awaitCompletion(LOG_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DockerException e) {
            return List.of(what + " cannot be read: " + DockerErrors.oneLine(e));
        }
        return text.toString().lines().toList();
    }

    /** A signal reaches a frozen process only when it goes on, and engines differ in who sees to that. */
    private void thaw() {
        try {
            resume();
        } catch (DockerException e) {
            // This engine has seen to it.
        }
    }

    private synchronized void foldCpu() {
        if (cpu != null) {
            cpuOfThePast = cpuOfThePast.plus(cpu.used());
            cpu.close();
            cpu = null;
        }
    }

    private ContainerState state() {
        return client.inspectContainerCmd(id).exec().getState();
    }
}
