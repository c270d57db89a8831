package org.guaranteebench.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunInfoTest {
    private static final RunInfo INFO = new RunInfo(
            RunInfo.FORMAT,
            "20250102-030405-abcd",
            "2025-01-02T03:04:05Z",
            "",
            List.of("run", "-p", "acks=all,1"),
            Long.MAX_VALUE,
            8,
            new RunInfo.Baseline("1", "false", "none", "read_uncommitted"),
            Map.of("ProduceLatency", Map.of("acks", "1")),
            Map.of("version", "0.1.0"),
            Map.of("jmh", "1.37"),
            Map.of("cpu", "two \"cores\" ± µ"),
            Map.of("nodes", "3"),
            Map.of("min.insync.replicas", "2"),
            Map.of("buffer.memory", "4194304"),
            List.of(new Flag("one-node", "acks=1 and acks=all wait for the same replica")));

    private static final String BASELINE = "\"baseline\":{\"acks\":\"1\",\"idempotence\":\"false\","
            + "\"transactions\":\"none\",\"isolation\":\"read_uncommitted\"}";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("run.json");
    }

    @Test
    void everyFieldIsKept() throws IOException {
        INFO.write(file);

        assertThat(RunInfo.read(file)).isEqualTo(INFO);
    }

    private static RunInfo with(Precision precision, String rule) {
        return new RunInfo(
                INFO.format(),
                INFO.run(),
                INFO.started(),
                INFO.finished(),
                INFO.arguments(),
                INFO.seed(),
                INFO.blocks(),
                INFO.baseline(),
                INFO.baselines(),
                INFO.suite(),
                INFO.versions(),
                INFO.host(),
                INFO.topology(),
                INFO.brokerProperties(),
                INFO.clientProperties(),
                INFO.warnings(),
                precision,
                rule);
    }

    @Test
    void whatWasFixedBeforeTheRunIsKept() throws IOException {
        RunInfo info = with(
                new Precision(0.03, 3600, 10, 0.965, "max-time", 12, 0.0412, "idempotent / all-isr", 23, 1980.5),
                "steal>2%,gc>10%");
        info.write(file);

        assertThat(RunInfo.read(file)).isEqualTo(info);
        assertThat(RunInfo.read(file).rejection().orElseThrow()).hasToString("steal>2%,gc>10%");
    }

    @Test
    void withoutPrecisionAndRuleTheFileHasNeither() throws IOException {
        INFO.write(file);
        assertThat(Files.readString(file)).doesNotContain("precision").doesNotContain("rejectDisturbed");
        assertThat(RunInfo.read(file).stopping()).isEmpty();
        assertThat(RunInfo.read(file).rejection()).isEmpty();
    }

    @Test
    void aRuleThatIsNoneIsAnErrorInOneLine() throws IOException {
        with(null, "speed>2%").write(file);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> RunInfo.read(file))
                .withMessageStartingWith(file + ": rejectDisturbed speed>2%: allowed are ");
    }

    @Test
    void itIsWrittenForHumansAndWhole() throws IOException {
        INFO.write(file);

        assertThat(Files.readString(file))
                .contains("\n  \"seed\" : 9223372036854775807,\n")
                .endsWith("}\n");
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"format\":1,\"run\":\"x",
                "not json at all",
                "[]",
                "{\"format\":\"many\"}",
                "{\"format\":1,\"invented\":2}"
            })
    void whatIsNotARunsDescriptionIsRefusedInOneLineThatNamesTheFile(String content) throws IOException {
        Files.writeString(file, content);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> RunInfo.read(file))
                .withMessageStartingWith(file + ": ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void aRunOfANewerFormatIsRefusedByNumber(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("run.json"), "{\"format\":99}");
        assertThatThrownBy(() -> RunInfo.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": format 99, this version reads formats up to 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[]", "{\"format\":1}"})
    void whatIsNoRunIsRefused(String text, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("run.json"), text);
        assertThatThrownBy(() -> RunInfo.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining("missing");
    }

    @Test
    void conditionsThatAreMissingAreEmpty(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("run.json"), "{\"format\":1,\"run\":\"r\",\"topology\":{}," + BASELINE + "}");
        RunInfo info = RunInfo.read(file);
        assertThat(List.of(info.started(), info.finished())).containsOnly("");
        assertThat(info.arguments()).isEmpty();
        assertThat(info.warnings()).isEmpty();
        assertThat(List.of(
                        info.suite(), info.versions(), info.host(), info.brokerProperties(), info.clientProperties()))
                .containsOnly(Map.of());
    }

    @Test
    void aBaselineWithoutOneOfItsParametersIsMissing(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("run.json"),
                "{\"format\":1,\"run\":\"r\",\"topology\":{}," + BASELINE.replace("\"transactions\":\"none\",", "")
                        + "}");
        assertThatThrownBy(() -> RunInfo.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": run, baseline or topology is missing");
    }
}
