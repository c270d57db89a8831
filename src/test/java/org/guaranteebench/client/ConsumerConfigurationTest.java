package org.guaranteebench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.guaranteebench.grid.Commit;
import org.guaranteebench.grid.GroupProtocol;
import org.guaranteebench.grid.Isolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumerConfigurationTest {
    private static final ForkTarget TARGET = new ForkTarget("localhost:19092", "topic", "kgb-run-tx");

    @TempDir
    private Path tmp;

    private static Reader reader(GroupProtocol protocol, String commit) {
        return Reader.member(Isolation.READ_COMMITTED, protocol, "kgb-group", Commit.parse(commit));
    }

    private static Map<String, Object> properties(Reader reader) {
        return ConsumerConfiguration.of(TARGET, reader, 2, Map.of());
    }

    static Stream<Reader> readers() {
        return Stream.of(Isolation.values())
                .flatMap(isolation -> Stream.of(GroupProtocol.values())
                        .flatMap(protocol -> Stream.concat(
                                Stream.of(Reader.assigned(isolation, protocol)),
                                Stream.of("none", "auto", "before", "batch-sync", "every-10")
                                        .map(commit ->
                                                Reader.member(isolation, protocol, "g", Commit.parse(commit))))));
    }

    @ParameterizedTest
    @EnumSource
    void isolationAndProtocolAreAlwaysSaidExplicitly(Isolation isolation) {
        for (GroupProtocol protocol : GroupProtocol.values()) {
            assertThat(properties(Reader.assigned(isolation, protocol)))
                    .containsEntry("isolation.level", isolation.toString())
                    .containsEntry("group.protocol", protocol.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "none, false",
        "auto, true",
        "before, false",
        "batch-async, false",
        "batch-sync, false",
        "every-10, false",
        "record-sync, false"
    })
    void onlyOneStrategyLeavesCommittingToTheClient(String commit, boolean auto) {
        assertThat(properties(reader(GroupProtocol.CLASSIC, commit))).containsEntry("enable.auto.commit", auto);
    }

    @Test
    void theTimerOfAutomaticCommitsFitsATrialOfSeconds() {
        assertThat(properties(reader(GroupProtocol.CLASSIC, "auto"))).containsEntry("auto.commit.interval.ms", "1000");
    }

    @Test
    void whoReadsWhatAndFromWhere() {
        assertThat(properties(reader(GroupProtocol.CONSUMER, "none")))
                .containsEntry("bootstrap.servers", "localhost:19092")
                .containsEntry("client.id", "kgb-consumer-2")
                .containsEntry("group.id", "kgb-group")
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("allow.auto.create.topics", false);
    }

    @Test
    void aReaderWithoutAGroupHasNoneAndStoresNoPosition() {
        assertThat(properties(Reader.assigned(Isolation.READ_COMMITTED, GroupProtocol.CLASSIC)))
                .doesNotContainKey("group.id")
                .containsEntry("enable.auto.commit", false);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Reader(
                        Isolation.READ_COMMITTED, GroupProtocol.CLASSIC, Optional.empty(), Commit.parse("auto")))
                .withMessage("commit=auto: only a member of a group stores its position");
    }

    @ParameterizedTest
    @MethodSource("readers")
    void kafkaReadsThemAsTheReaderAsks(Reader reader) {
        Map<String, Object> properties = properties(reader);

        assertThatCode(() -> ConsumerConfiguration.requireEffective(properties, reader))
                .doesNotThrowAnyException();
        assertThat(new ConsumerConfig(properties).getBoolean("check.crcs")).isTrue();
        assertThat(ConsumerConfiguration.rejection(reader, Map.of())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("readers")
    void tuningDoesNotVaryWithTheReader(Reader reader) {
        Set<String> guarantees = Set.of("isolation.level", "group.protocol", "group.id", "enable.auto.commit");
        Map<String, Object> tuning = properties(reader);
        tuning.keySet().removeAll(guarantees);
        Map<String, Object> reference = properties(reader(GroupProtocol.CLASSIC, "none"));
        reference.keySet().removeAll(guarantees);

        assertThat(tuning).isEqualTo(reference);
    }

    @Test
    void theSuitesOwnSettingsYieldToTheUsers() {
        Reader reader = reader(GroupProtocol.CLASSIC, "auto");
        for (String name : ConsumerConfiguration.suiteSettings().keySet()) {
            assertThat(ConsumerConfiguration.of(TARGET, reader, 0, Map.of(name, "54321")))
                    .containsEntry(name, "54321");
        }
    }

    @Test
    void theUsersOwnPropertiesCannotUndoAGuarantee() {
        Reader reader = reader(GroupProtocol.CLASSIC, "batch-sync");
        Map<String, String> sabotage = Map.of(
                "isolation.level", "read_uncommitted",
                "enable.auto.commit", "true",
                "group.id", "theirs",
                "group.protocol", "consumer",
                "auto.offset.reset", "latest",
                "bootstrap.servers", "elsewhere:1");

        assertThat(ConsumerConfiguration.of(TARGET, reader, 2, sabotage)).isEqualTo(properties(reader));
    }

    @Test
    void theUsersClientFileComesFirstAndIsForConsumersToo() throws IOException {
        Path file = tmp.resolve("client.properties");
        Files.writeString(file, "security.protocol=SASL_SSL\nsend.buffer.bytes=77\n");
        ForkTarget target = new ForkTarget("b:1", "t", "x", Optional.of(file), 0);
        Reader reader = reader(GroupProtocol.CLASSIC, "none");

        assertThat(ConsumerConfiguration.of(target, reader, 0, Map.of("send.buffer.bytes", "78")))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("send.buffer.bytes", "78");
        Set<String> shared = new TreeSet<>(AdminClientConfig.configNames());
        shared.retainAll(ProducerConfig.configNames());
        assertThat(ConsumerConfig.configNames())
                .as("a client file is checked against admin clients and producers")
                .containsAll(
                        shared.stream().filter(name -> !name.equals("retries")).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "isolation.level, read_uncommitted, read_uncommitted, read_committed",
        "group.protocol, consumer, consumer, classic",
        "group.id, theirs, theirs, kgb-group",
        "enable.auto.commit, true, true, false",
        "auto.offset.reset, latest, latest, earliest"
    })
    void anyDifferenceIsNamedWithWantedAndEffectiveValue(
            String property, String given, String effective, String wanted) {
        Reader reader = reader(GroupProtocol.CLASSIC, "batch-sync");
        Map<String, Object> properties = properties(reader);
        properties.put(property, given);

        assertThatIllegalStateException()
                .isThrownBy(() -> ConsumerConfiguration.requireEffective(properties, reader))
                .withMessage(
                        "the client's effective " + property + " is " + effective + ", the reader asks for " + wanted);
    }

    @Test
    void kafkasOwnDefaultsWouldFailAReaderThatCommitsByItself() {
        Reader reader = reader(GroupProtocol.CLASSIC, "batch-sync");
        Map<String, Object> properties = properties(reader);
        properties.remove("enable.auto.commit");

        assertThatIllegalStateException()
                .isThrownBy(() -> ConsumerConfiguration.requireEffective(properties, reader))
                .withMessage("the client's effective enable.auto.commit is true, the reader asks for false");
    }

    static Stream<Arguments> combinations() {
        return Stream.of(
                        Map.<String, String>of(),
                        Map.of("session.timeout.ms", "10000"),
                        Map.of("heartbeat.interval.ms", "1000"),
                        Map.of("heartbeat.interval.ms", "90000"),
                        Map.of("heartbeat.interval.ms", "45000"),
                        Map.of("partition.assignment.strategy", "org.apache.kafka.clients.consumer.RangeAssignor"),
                        Map.of("group.remote.assignor", "uniform"),
                        Map.of("fetch.max.wait.ms", "0"),
                        Map.of("max.poll.records", "1"))
                .flatMap(consumer -> readers().map(reader -> Arguments.of(reader, consumer)));
    }

    /** What is called invalid, held against Kafka's own consumer. */
    @ParameterizedTest
    @MethodSource("combinations")
    void aCombinationIsRejectedExactlyWhenTheClientRefusesIt(Reader reader, Map<String, String> consumer) {
        assertThat(ConsumerConfiguration.rejection(reader, consumer).isPresent())
                .isEqualTo(kafkaRefuses(reader, consumer));
    }

    private static boolean kafkaRefuses(Reader reader, Map<String, String> consumer) {
        ForkTarget nowhere = new ForkTarget("127.0.0.1:1", "none", "none");
        try {
            new KafkaConsumer<byte[], byte[]>(ConsumerConfiguration.of(nowhere, reader, 0, consumer))
                    .close(CloseOptions.timeout(Duration.ZERO));
            return false;
        } catch (KafkaException | IllegalArgumentException e) {
            return true;
        }
    }

    @Test
    void theProtocolsRefusalsComeInKafkasWords() {
        assertThat(ConsumerConfiguration.rejection(
                        reader(GroupProtocol.CONSUMER, "none"), Map.of("session.timeout.ms", "10000")))
                .hasValue("session.timeout.ms cannot be set when group.protocol=CONSUMER");
    }

    @ParameterizedTest
    @CsvSource({
        "isolation.level, read_committed, -p isolation",
        "enable.auto.commit, true, '-p commit, of a stage -p semantics'",
        "group.id, mine, 'the suite, which has a fresh group for each trial'",
        "group.protocol, consumer, -p group.protocol"
    })
    void aPropertyWithAParameterOfItsOwnIsRefusedWithThatParameter(String name, String value, String owner) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConsumerConfiguration.checkProperty(name, value))
                .withMessage("consumer." + name + "=" + value + ": is set by " + owner);
    }

    /** What is checked and what is set must not drift apart. */
    @Test
    void everythingThatTheSuiteSetsForGoodIsRefused() {
        Set<String> set =
                new TreeSet<>(properties(reader(GroupProtocol.CLASSIC, "auto")).keySet());
        set.removeAll(ConsumerConfiguration.suiteSettings().keySet());

        assertThat(set)
                .hasSize(10)
                .allSatisfy(name -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> ConsumerConfiguration.checkProperty(name, "1"))
                        .withMessageContaining(": is set by "));
    }

    @ParameterizedTest
    @CsvSource({"max.poll.records, 50", "fetch.min.bytes, 1", "auto.commit.interval.ms, 100", "check.crcs, false"})
    void aPropertyThatTheSuiteDoesNotOwnIsAllowed(String name, String value) {
        assertThatCode(() -> ConsumerConfiguration.checkProperty(name, value)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"max.pol.records", "acks"})
    void anUnknownPropertyIsRefusedWithTheKnownOnes(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConsumerConfiguration.checkProperty(name, "1"))
                .withMessage("consumer." + name + ": not a consumer property; allowed are "
                        + new TreeSet<>(ConsumerConfig.configNames()));
    }

    @Test
    void aSecuritySettingIsRefusedWithoutRepeatingItsValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConsumerConfiguration.checkProperty("sasl.jaas.config", "canary"))
                .withMessage("consumer.sasl.jaas.config: security settings are refused here, parameters are stored"
                        + " with the results");
    }
}
