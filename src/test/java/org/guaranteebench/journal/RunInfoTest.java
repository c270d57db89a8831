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

    @Test
    void whatWasFixedBeforeTheRunIsKept() throws IOException {
        RunInfo info = INFO.with(
                new Precision(0.03, 3600, 10, 0.965, "max-time", 12, 0.0412, "idempotent / all-isr", 23, 1980.5),
                "steal>2%,gc>10%");
        info.write(file);

        assertThat(RunInfo.read(file)).isEqualTo(info);
        assertThat(RunInfo.read(file).rejection().orElseThrow()).hasToString("steal>2%,gc>10%");
        assertThat(info.format())
                .as("a reader of format 1 would make its intervals too narrow")
                .isEqualTo(2);
        assertThat(INFO.with(null, "steal>2%").format()).isEqualTo(1);
    }

    @Test
    void whatWasFixedBeforeTheRunIsKeptInASegmentToo() {
        Precision precision = new Precision(0.03, 3600, 10, 0.965, "", 0, null, "", 0, 0);
        RunInfo info = INFO.with(precision, "steal>2%")
                .with(List.of(new Segment(1, 1, "2025-01-02T03:04:05Z", "", "h", "", "")));
        assertThat(info.stopping()).contains(precision);
        assertThat(info.rejectDisturbed()).isEqualTo("steal>2%");
        assertThat(info.segments()).hasSize(1);
        assertThat(info.format()).isEqualTo(2);
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
        INFO.with(null, "speed>2%").write(file);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> RunInfo.read(file))
                .withMessageStartingWith(file + ": rejectDisturbed speed>2%: allowed are ");
    }

    @Test
    void itsSegmentsAreKeptAndSeveralOfThemAreANewerFormat() throws IOException {
        Segment first = new Segment(1, 1, "2025-01-02T03:04:05Z", "", "h", "", "");
        Segment second = new Segment(2, 3, "2025-01-03T03:04:05Z", "2025-01-03T04:04:05Z", "h", "killed", "complete");
        INFO.with(List.of(first)).write(file);
        assertThat(RunInfo.read(file)).isEqualTo(INFO.with(List.of(first)));
        assertThat(RunInfo.read(file).format()).isEqualTo(1);

        INFO.with(List.of(first, second)).write(file);
        assertThat(RunInfo.read(file)).isEqualTo(INFO.with(List.of(first, second)));
        assertThat(RunInfo.read(file).format()).isEqualTo(2);
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
                .hasMessage(file + ": format 99, this version reads formats up to 2");
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
