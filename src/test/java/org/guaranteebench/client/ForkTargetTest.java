package org.guaranteebench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkTargetTest {
    private static final ForkTarget TARGET =
            new ForkTarget("localhost:19092,localhost:19093", "kgb-run-01-02", "kgb-run-01-02-tx");

    private static final ForkTarget CAPPED = new ForkTarget(
            "localhost:19092",
            "kgb-run-01-02",
            "kgb-run-01-02-tx",
            Optional.of(Path.of("/etc/my = clients/a.properties")),
            5_000_000_000L);

    private static void start(List<String> arguments) {
        for (String argument : arguments) {
            assertThat(argument).startsWith("-Dkgb.");
            int equals = argument.indexOf('=');
            System.setProperty(argument.substring(2, equals), argument.substring(equals + 1));
        }
    }

    @AfterEach
    void clear() {
        for (String argument : CAPPED.jvmArguments()) {
            System.clearProperty(argument.substring(2, argument.indexOf('=')));
        }
    }

    @Test
    void theForkReadsWhatTheParentGaveIt() {
        start(TARGET.jvmArguments());

        assertThat(ForkTarget.ofThisJvm()).isEqualTo(TARGET);
    }

    @Test
    void theWayInAndTheCapTravelToo() {
        start(CAPPED.jvmArguments());

        assertThat(ForkTarget.ofThisJvm()).isEqualTo(CAPPED);
    }

    @Test
    void aForkOnTheSuitesOwnBrokersIsToldOfNeither() {
        assertThat(TARGET.jvmArguments()).hasSize(3);
        assertThat(TARGET.clientFile()).isEmpty();
        assertThat(TARGET.mostBytesPerSecond()).isZero();
    }

    /** JMH prints and stores the arguments of its forks. */
    @Test
    void ofTheClientConfigurationOnlyThePathIsToldAndNothingThatStandsInIt(@TempDir Path home) throws IOException {
        Path file = Files.writeString(
                home.resolve("client.properties"),
                "security.protocol=SASL_SSL\nsasl.jaas.config=PlainLoginModule required password=\"Canary-Cage-77\";\n");
        ForkTarget target = new ForkTarget(
                "localhost:19092", "t", "tx", Optional.of(ClientFile.read(file).path()), 0);

        assertThat(target.jvmArguments()).hasSize(4).contains("-Dkgb.client.config=" + file);
        assertThat(target.jvmArguments().toString()).doesNotContain("Canary", "password", "SASL");
        assertThat(target.toString()).doesNotContain("Canary", "password", "SASL");
    }

    @Test
    void aForkThatTheSuiteDidNotStartSaysHowToStartIt() {
        start(TARGET.jvmArguments().subList(0, 1));

        assertThatIllegalStateException()
                .isThrownBy(ForkTarget::ofThisJvm)
                .withMessageStartingWith("no -Dkgb.topic: start the benchmark with java -jar benchmarks.jar");
    }

    @Test
    void resultsGoBesideTheirSource() {
        assertThat(TARGET.outTopic()).isEqualTo(TARGET.topic() + "-out");
    }
}
