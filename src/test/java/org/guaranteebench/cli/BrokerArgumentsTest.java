package org.guaranteebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerArgumentsTest {
    private static final String EXTERNAL = "--broker external --bootstrap-server 127.0.0.1:1 --cluster-id abc ";

    private static void assertRefused(String line, String... parts) {
        Invocation invocation = Invocation.line("plan " + line);
        assertThat(invocation.err())
                .singleElement()
                .asString()
                .startsWith("error: ")
                .contains(parts);
        assertThat(invocation.out()).isEmpty();
        assertThat(invocation.status()).isEqualTo(2);
    }

    private static Invocation assertPlanned(String line) {
        Invocation invocation = Invocation.line("plan --seed 1 " + line);
        assertThat(invocation.err()).isEmpty();
        assertThat(invocation.status()).isZero();
        return invocation;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --broker pigeon               | --broker pigeon: allowed are auto, process, container, external
            --broker Process              | --broker Process: allowed are auto, process, container, external
            --broker process --nodes 2    | --nodes 2: allowed are 1, 3
            --broker process --nodes 0    | --nodes 0: allowed are 1, 3
            --broker process --nodes 03   | --nodes 03: allowed are 1, 3
            --broker container --nodes 5  | --nodes 5: allowed are 1, 3
            --broker container --image :x | --image :x: allowed is name, name:tag or name@digest
            --broker container --image a;b | --image a;b: allowed is name, name:tag or name@digest
            """)
    void whatIsNoneOfTheAllowedValuesIsRefusedWithThem(String line, String message) {
        assertRefused(line, message);
    }

    @ParameterizedTest
    @CsvSource({
        "--bootstrap-server, h:1",
        "--cluster-id, abc",
        "--client-config, nowhere.properties",
        "--replication-factor, 2",
        "--max-rate, 5",
        "--max-bytes, 5",
        "--max-time, 5"
    })
    void whatIsForAnExternalClusterIsRefusedForOwnBrokers(String flag, String value) {
        assertRefused("--broker process " + flag + " " + value, flag + " " + value + ": only with --broker external");
        assertRefused("--broker container " + flag + " " + value, flag + " " + value + ": only with --broker external");
        assertRefused("--broker auto " + flag + " " + value, flag + " " + value + ": only with --broker external");
    }

    @Test
    void copiesOnOwnBrokersAreTheirNumber() {
        assertRefused("--broker process --replication-factor 2", "else it is the number of --nodes");
    }

    @Test
    void processesHaveNoImage() {
        assertRefused("--broker process --image kgb-broker", "--image kgb-broker: only with --broker container");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --nodes 3          | --nodes 3: only with --broker process and container
            --nodes 1          | --nodes 1: only with --broker process and container
            --image kgb-broker | --image kgb-broker: only with --broker container
            --data /tmp        | --data /tmp: only with --broker process and container
            """)
    void whatIsForOwnBrokersIsRefusedForAnExternalCluster(String line, String message) {
        assertRefused(EXTERNAL + line, message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--bootstrap-server 127.0.0.1:1", "--cluster-id abc", "--max-rate 5"})
    void anExternalClusterNeedsItsAddressAndItsId(String line) {
        assertRefused(
                ("--broker external " + line).trim(),
                "--broker external: needs --bootstrap-server HOST:PORT,… and --cluster-id");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --replication-factor 10 | --replication-factor 10: allowed are 1 to 9
            --replication-factor x  | --replication-factor x: allowed are 1 to 9
            --max-rate 0            | --max-rate 0: allowed are 0.001 to 100000
            --max-rate=-1           | --max-rate -1: allowed are 0.001 to 100000
            --max-bytes 5GB         | --max-bytes 5GB: allowed are 0.001 to 1000000
            --max-time 0            | --max-time 0: allowed are 0.1 to 10000
            """)
    void numbersBeyondTheirBoundsAreRefusedWithThem(String line, String message) {
        assertRefused(EXTERNAL + line, message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "host:0", "host:1,", "PLAINTEXT://host:1", "[::1"})
    void whatIsNoAddressIsRefused(String address) {
        assertRefused(
                "--broker external --cluster-id abc --bootstrap-server " + address,
                "--bootstrap-server " + address + ": allowed is host:port,…");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --max-rate 5     | --max-rate 5:     | ProduceLatency sends 10.4 MB/s | allowed is a larger --max-rate
            --max-bytes 100  | --max-bytes 100:  | may write 104 GB               | allowed is a larger --max-bytes
            --max-time 20    | --max-time 20:    | minutes                        | allowed is a larger --max-time
            """)
    void aPlanBeyondItsCapsIsRefusedWithWhatWouldDo(String line, String given, String planned, String allowed) {
        assertRefused(EXTERNAL + line, given, planned, allowed);
    }

    @Test
    void aPlanForAnExternalClusterSaysWhatItTakesAtMostAndAsksNobody() {
        assertThat(assertPlanned(EXTERNAL).out())
                .anyMatch(
                        line -> line.matches("brokers +external cluster abc at 127\\.0\\.0\\.1:1, replication factor 3"
                                + " \\(asked for\\)"))
                .anyMatch(line -> line.matches("at most +50 MB/s of records, 150\\.0 GB written in all, 60 s|at most"
                        + " +50 MB/s of records, 150\\.0 GB written in all, 60 min"))
                .anyMatch(line -> line.matches("order .* 1 start of the brokers"))
                .noneMatch(line -> line.startsWith("brokers' data"));
    }

    @Test
    void aPlanForOwnBrokersNamesThemAndWhereTheirDataGoes() {
        assertThat(assertPlanned("--broker process --nodes 1").out())
                .anyMatch(line -> line.matches("brokers +1 broker, a process \\(asked for\\)"))
                .anyMatch(line -> line.startsWith("brokers' data"))
                .noneMatch(line -> line.startsWith("at most"));
        assertThat(assertPlanned("--broker process").out())
                .anyMatch(line -> line.matches("brokers +3 brokers, processes \\(asked for\\)"));
    }

    @Test
    void nothingOfTheClientConfigurationIsPrinted(@TempDir Path home) throws IOException {
        Path good = Files.writeString(
                home.resolve("good.properties"), "security.protocol=SSL\nssl.key.password=Canary-Cage-77\n");
        assertThat(assertPlanned(EXTERNAL + "--client-config " + good).out())
                .noneMatch(line -> line.contains("Canary"));

        Path bad =
                Files.writeString(home.resolve("bad.properties"), "ssl.key.password=Canary-Cage-77\nCanary-Cage-77\n");
        assertRefused(EXTERNAL + "--client-config " + bad, "--client-config " + bad + ": ", "allowed are");
        assertThat(Invocation.line("plan " + EXTERNAL + "--client-config " + bad)
                        .err())
                .noneMatch(line -> line.contains("Canary"));
        assertRefused(
                EXTERNAL + "--client-config " + home.resolve("nowhere"),
                "--client-config " + home.resolve("nowhere") + ": no such file");
    }
}
