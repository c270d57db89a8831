package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalChoiceTest {
    private static final String ID = "NwHgTBDvR1aPdYqPVxsZ1A";
    private static final String BOOTSTRAP = "127.0.0.1:1";

    private static Brokers at(String bootstrap) {
        return new ExternalChoice(
                        bootstrap,
                        ID,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())
                .decide();
    }

    /** With one of the numbers given. */
    private static Brokers with(String flag, String value) {
        return new ExternalChoice(
                        BOOTSTRAP,
                        ID,
                        Optional.empty(),
                        only("--replication-factor", flag, value),
                        only("--max-rate", flag, value),
                        only("--max-bytes", flag, value),
                        only("--max-time", flag, value))
                .decide();
    }

    private static Optional<String> only(String wanted, String flag, String value) {
        return wanted.equals(flag) ? Optional.of(value) : Optional.empty();
    }

    private static Brokers withFile(Path file) {
        return new ExternalChoice(
                        BOOTSTRAP,
                        ID,
                        Optional.of(file),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())
                .decide();
    }

    @Test
    void aClusterOfSomebodyElsesIsTakenAsItIs() {
        Brokers brokers = at(BOOTSTRAP);
        assertThat(brokers.description())
                .isEqualTo("external cluster " + ID + " at " + BOOTSTRAP + ", replication factor 3");
        assertThat(brokers.reason()).isEqualTo("asked for");
        assertThat(brokers.replaceable()).isFalse();
        assertThat(brokers.dataOnThisMachine()).isFalse();
        assertThat(brokers.clientFile()).isEmpty();
        assertThat(brokers.secrets().none()).isTrue();
    }

    @Test
    void whatIsNotSaidIsModest() {
        Brokers brokers = at(BOOTSTRAP);
        assertThat(brokers.replication()).isEqualTo(3);
        assertThat(brokers.caps()).isEqualTo(new Caps(50_000_000, 150_000_000_000L, 3600));
    }

    @Test
    void whatIsSaidReplacesOneDefaultAndNoOther() {
        assertThat(with("--replication-factor", "2").replication()).isEqualTo(2);
        assertThat(with("--replication-factor", "2").caps())
                .isEqualTo(at(BOOTSTRAP).caps());
        assertThat(with("--max-rate", "2.5").caps()).isEqualTo(new Caps(2_500_000, 150_000_000_000L, 3600));
        assertThat(with("--max-bytes", "0.25").caps()).isEqualTo(new Caps(50_000_000, 250_000_000, 3600));
        assertThat(with("--max-time", "1.5").caps()).isEqualTo(new Caps(50_000_000, 150_000_000_000L, 90));
    }

    @ParameterizedTest
    @CsvSource({
        "--replication-factor, 1",
        "--replication-factor, 9",
        "--max-rate, 0.001",
        "--max-rate, 100000",
        "--max-bytes, 0.001",
        "--max-bytes, 1000000",
        "--max-time, 0.1",
        "--max-time, 10000"
    })
    void theBoundsThemselvesAreAllowed(String flag, String value) {
        assertThat(with(flag, value)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "--replication-factor, 0, 1 to 9",
        "--replication-factor, 10, 1 to 9",
        "--replication-factor, 2.5, 1 to 9",
        "--replication-factor, x, 1 to 9",
        "--max-rate, 0, 0.001 to 100000",
        "--max-rate, 0.0009, 0.001 to 100000",
        "--max-rate, 100000.1, 0.001 to 100000",
        "--max-rate, -5, 0.001 to 100000",
        "--max-rate, 1e3, 0.001 to 100000",
        "--max-rate, NaN, 0.001 to 100000",
        "--max-rate, '', 0.001 to 100000",
        "--max-rate, 5MB, 0.001 to 100000",
        "--max-bytes, 0.0001, 0.001 to 1000000",
        "--max-bytes, 1000001, 0.001 to 1000000",
        "--max-bytes, 99999999999999999999, 0.001 to 1000000",
        "--max-time, 0, 0.1 to 10000",
        "--max-time, 0.09, 0.1 to 10000",
        "--max-time, 10001, 0.1 to 10000",
        "--max-time, 1h, 0.1 to 10000"
    })
    void whatIsBeyondTheBoundsIsRefusedWithThem(String flag, String value, String bounds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(flag, value))
                .withMessage(flag + " " + value + ": allowed are " + bounds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:9092",
                "10.0.0.1:9092,10.0.0.2:9092,10.0.0.3:9092",
                "broker-1.kafka_internal.example:65535",
                "[::1]:9092",
                "[fe80::1%eth0]:9092",
                "localhost:9092,[2001:db8::1]:9092,10.0.0.1:1"
            })
    void aListOfHostsAndPortsIsWhereAClusterMayBe(String bootstrap) {
        assertThat(at(bootstrap).description()).contains(" at " + bootstrap + ",");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "localhost:",
                ":9092",
                "localhost:x",
                "localhost:0",
                "localhost:65536",
                "localhost:100000",
                "localhost:9092,",
                ",localhost:9092",
                "localhost:9092, localhost:9093",
                "localhost:9092;localhost:9093",
                "PLAINTEXT://localhost:9092",
                "2001:db8::1:9092",
                "[::1]",
                "[::1:9092",
                "[garbage",
                "[]:9092",
                "localhost:9092,[::1]",
                "localhost:9092\n"
            })
    void whatIsNoListOfHostsAndPortsIsRefused(String bootstrap) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> at(bootstrap))
                .withMessage("--bootstrap-server " + bootstrap + ": allowed is host:port,…");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = BOOTSTRAP)
    void withoutItsIdNoClusterIsTouched(String bootstrap) {
        ExternalChoice choice = new ExternalChoice(
                bootstrap,
                bootstrap == null ? ID : null,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertThatIllegalArgumentException()
                .isThrownBy(choice::decide)
                .withMessage("--broker external: needs --bootstrap-server HOST:PORT,… and --cluster-id ID"
                        + " (kafka-cluster.sh cluster-id tells it)");
    }

    @Test
    void theClientConfigurationIsReadAtOnceAndItsSecretsAreKnown(@TempDir Path home) throws IOException {
        Path file = Files.writeString(
                home.resolve("client.properties"), "security.protocol=SSL\nssl.key.password=Canary-Cage-77\n");
        Brokers brokers = withFile(file);
        assertThat(brokers.clientFile())
                .hasValueSatisfying(read -> assertThat(read.path()).isEqualTo(file));
        assertThat(brokers.secrets().hide("Canary-Cage-77")).isEqualTo("[hidden]");
        assertThat(brokers.description()).doesNotContain("Canary");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> withFile(home.resolve("nowhere")))
                .withMessage("--client-config " + home.resolve("nowhere") + ": no such file");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 2", "5, 3"})
    void itsTopicsWantAMajorityInSyncAndGoAtOnceWhenTheyAreDeleted(String replication, String inSync) {
        assertThat(with("--replication-factor", replication).topicSettings())
                .isEqualTo(
                        Map.of("min.insync.replicas", inSync, "file.delete.delay.ms", "0", "retention.ms", "7200000"));
    }

    @Test
    void aClusterThatWasNotCheckedIsNotMeasured(@TempDir Path home) {
        assertThatIllegalStateException().isThrownBy(() -> at(BOOTSTRAP).start(home, home));
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void nobodyIsAskedBeforeTheCheck() {
        assertThatThrownBy(() -> at("no host of this name:1")).hasMessageContaining("allowed is host:port");
        assertThat(at("no-such-host.invalid:9092").description()).contains("no-such-host.invalid:9092");
    }
}
