package org.guaranteebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditCommandTest {
    @TempDir
    private Path home;

    private Path file;

    /** Below a file nothing can be created, so that nothing here gets as far as a broker. */
    @BeforeEach
    void nowhereToWrite() throws IOException {
        file = Files.writeString(home.resolve("file"), "");
    }

    private Invocation audit(String line) {
        return Invocation.line(("audit " + line).strip() + " --out " + file.resolve("results"));
    }

    private static void assertRefused(Invocation invocation, String message) {
        assertThat(invocation.err()).singleElement().asString().startsWith("error: " + message);
        assertThat(invocation.out()).isEmpty();
        assertThat(invocation.status()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            F11                            | F11: no such scenario; allowed are
            F5 f0                          | f0: no such scenario; allowed are F1, F2, F3, F4, F5, F6, F7, F8, F9, F10, availability
            --broker external              | --broker external: no faults are injected into clusters of others; allowed are auto, process, container
            --bootstrap-server kafka:9092  | --broker external: no faults are injected into clusters of others
            --broker docker                | --broker docker: allowed are auto, process, container
            --nodes 2                      | --nodes 2: allowed are 1, 3
            --image a b                    | b: no such scenario
            --nodes 1                      | F5 needs 3 brokers, --nodes 1 gives 1
            F1 availability --nodes 1      | availability needs 3 brokers, --nodes 1 gives 1
            --image -                      | --image -: allowed is name
            --broker process --image x     | --image x: only with --broker container
            --records 99                   | --records 99: allowed are 100 to 1000000
            --records many                 | --records many: allowed are 100 to 1000000
            --repeat 0                     | --repeat 0: allowed are 1 to 100
            --repeat 101                   | --repeat 101: allowed are 1 to 100
            --kills 0                      | --kills 0: allowed are 1 to 100
            --kills 101                    | --kills 101: allowed are 1 to 100
            --kills ten                    | --kills ten: allowed are 1 to 100
            F5 --kills 3                   | --kills 3: only with availability, which is not named
            --data /nonesuch               | --data /nonesuch: allowed is a directory that can be written
            --full                         | Unknown option: '--full'
            """)
    void whatCannotBeAuditedIsOneLine(String line, String message) {
        assertRefused(audit(line), message);
    }

    @Test
    void aFolderThatCannotBeMadeIsRefusedBeforeAnythingStarts() {
        Invocation invocation = audit("");
        assertThat(invocation.err()).singleElement().asString().startsWith("error: --out " + file.resolve("results"));
        assertThat(invocation.status()).isEqualTo(2);
    }

    @Test
    void helpNamesItsFlagsAndTheStatusCodes() {
        Invocation invocation = audit("--help");
        assertThat(invocation.status()).isZero();
        assertThat(String.join(" ", invocation.out()).replaceAll("\\s+", " "))
                .contains(
                        "SCENARIO",
                        "--quick",
                        "--records",
                        "--repeat",
                        "--kills",
                        "--broker",
                        "--nodes",
                        "--image",
                        "--data")
                .contains("0 every weak twin showed its damage", "130 interrupted")
                .doesNotContain("--bootstrap-server");
    }
}
