package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.guaranteebench.Jar;
import org.guaranteebench.cluster.SecureCluster;

/** The command line of a short run on a cluster that is not the suite's, and what such a run leaves there. */
record ExternalCommand(List<String> arguments) {
    /** In which a refusal must come. */
    static final int ANSWER_SECONDS = 60;

    private static final int SHORT_MILLIS = 2_000;

    /** One cell and its control: two trials of a second each, one copy of each record. */
    static ExternalCommand at(String bootstrap, SecureCluster cluster) {
        return new ExternalCommand(List.of("run", "ProduceThroughput"))
                .with("--broker", "external")
                .with("--bootstrap-server", bootstrap)
                .with("--cluster-id", cluster.clusterId())
                .with("--replication-factor", "1")
                .with("--blocks", "1")
                .with("--seed", "1")
                .with("-wf", "0")
                .with("-wi", "0")
                .with("-i", "1")
                .with("-r", "1s")
                .with("-p", "acks=all")
                .with("-p", "idempotence=true")
                .with("-p", "transactions=none");
    }

    ExternalCommand with(String flag, String value) {
        List<String> longer = new ArrayList<>(arguments);
        longer.addAll(List.of(flag, value));
        return new ExternalCommand(List.copyOf(longer));
    }

    ExternalCommand with(Path clientConfig) {
        return with("--client-config", clientConfig.toString());
    }

    /** Another benchmark than the one in {@link #at}. */
    ExternalCommand measuring(String benchmark) {
        return new ExternalCommand(arguments.stream()
                .map(argument -> argument.equals("ProduceThroughput") ? benchmark : argument)
                .toList());
    }

    /** For a flag that is there once. */
    ExternalCommand without(String flag) {
        List<String> shorter = new ArrayList<>(arguments);
        int at = shorter.indexOf(flag);
        shorter.subList(at, at + 2).clear();
        return new ExternalCommand(List.copyOf(shorter));
    }

    ExternalCommand replacing(String flag, String value) {
        return without(flag).with(flag, value);
    }

    /** Replaces the values of {@code transactions}, of which {@code none} stands alone in {@link #at}. */
    ExternalCommand transactions(String values) {
        return new ExternalCommand(arguments.stream()
                .map(argument -> argument.equals("transactions=none") ? "transactions=" + values : argument)
                .toList());
    }

    Jar start(Path home) {
        return Jar.start(home, arguments.toArray(String[]::new));
    }

    /** Runs it, and sees that it is refused in one line that holds {@code parts}, and left no trace. */
    void assertRefused(Path home, SecureCluster cluster, String... parts) {
        Map<String, Uuid> before = cluster.topics();
        try (Jar jar = start(home)) {
            assertRefusedWithoutTrace(jar, home, parts);
        }
        assertThat(cluster.topics()).isEqualTo(before);
    }

    /** @param home where {@code jar} was started */
    static void assertRefusedWithoutTrace(Jar jar, Path home, String... parts) {
        assertRefused(jar, parts);
        assertThat(home.resolve("results")).doesNotExist();
        assertThat(jar.children()).isEmpty();
        assertThat(jar.leftovers()).isEmpty();
    }

    static void assertRefused(Jar jar, String... parts) {
        int status = jar.await(ANSWER_SECONDS);
        assertThat(jar.err().lines())
                .as(jar.out())
                .singleElement()
                .asString()
                .startsWith("error: ")
                .contains(parts);
        assertThat(status).isEqualTo(2);
    }

    /** All topics that are there at some time while {@code jar} runs. */
    static Map<String, Uuid> topicsDuring(Jar jar, SecureCluster cluster) throws InterruptedException {
        Map<String, Uuid> seen = new TreeMap<>();
        while (jar.handle().isAlive()) {
            seen.putAll(cluster.topics());
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return seen;
    }

    static Map<String, Uuid> topics(SecureCluster cluster, String prefix) {
        return cluster.topics().entrySet().stream()
                .filter(topic -> topic.getKey().startsWith(prefix))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** How many records a topic holds; none if it is not there. */
    static long records(SecureCluster cluster, String topic) {
        try {
            Map<TopicPartition, OffsetSpec> latest = cluster
                    .admin()
                    .describeTopics(List.of(topic), new DescribeTopicsOptions().timeoutMs(SHORT_MILLIS))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .stream()
                    .collect(Collectors.toMap(
                            partition -> new TopicPartition(topic, partition.partition()),
                            partition -> OffsetSpec.latest()));
            // Of a topic that is deleted meanwhile the client would ask for a minute.
            return cluster
                    .admin()
                    .listOffsets(latest, new ListOffsetsOptions().timeoutMs(SHORT_MILLIS))
                    .all()
                    .get()
                    .values()
                    .stream()
                    .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                    .sum();
        } catch (ExecutionException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A broker may learn of a deletion a moment after the client was told that it is done. */
    static void assertNoTopics(SecureCluster cluster, String prefix) throws InterruptedException {
        await(() -> topics(cluster, prefix).isEmpty(), 5, () -> "topics are left: " + topics(cluster, prefix));
    }

    /** As {@link #assertNoTopics}, and takes away what there is, so that a test does not fail for one before it. */
    static void assertAndLeaveNoTopics(SecureCluster cluster) throws Exception {
        try {
            assertNoTopics(cluster, "kgb-");
        } finally {
            cluster.admin().deleteTopics(topics(cluster, "kgb-").keySet()).all().get();
        }
    }

    /** Names of topics in a file of the run. */
    static Set<String> names(String run, String content) {
        return Pattern.compile("kgb-" + run + "-[A-Za-z0-9._-]+")
                .matcher(content)
                .results()
                .map(match -> match.group())
                .collect(Collectors.toSet());
    }

    static void await(BooleanSupplier condition, int seconds, Supplier<String> otherwise) throws InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUp) {
                throw new AssertionError("after " + seconds + " s " + otherwise.get());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
