package org.guaranteebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.report.Conditions.Difference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionsTest {
    private static final List<String> SECTIONS =
            List.of("suite", "versions", "host", "topology", "brokerProperties", "clientProperties");

    /** The section has these values, all others have none. */
    private static RunInfo with(String section, Map<String, String> values) {
        List<Map<String, String>> of = SECTIONS.stream()
                .map(name -> name.equals(section) ? values : Map.<String, String>of())
                .toList();
        return new RunInfo(
                RunInfo.FORMAT,
                section + values.hashCode(),
                "2025-01-02T03:04:05Z",
                "2025-01-02T03:30:00Z",
                List.of(),
                values.hashCode(),
                8,
                new RunInfo.Baseline("1", "false", "none", "read_uncommitted"),
                Map.of(),
                of.get(0),
                of.get(1),
                of.get(2),
                of.get(3),
                of.get(4),
                of.get(5),
                List.of());
    }

    private static List<Difference> between(List<String> a, List<String> b) {
        return Conditions.between(
                new SyntheticRun().arguments(a.toArray(String[]::new)).info(),
                new SyntheticRun().arguments(b.toArray(String[]::new)).info());
    }

    @ParameterizedTest
    @CsvSource({"suite", "versions", "host", "topology", "brokerProperties", "clientProperties"})
    void aValueThatDiffersIsNamedByItsSection(String section) {
        assertThat(Conditions.between(
                        with(section, Map.of("same", "1", "some.key", "old")),
                        with(section, Map.of("same", "1", "some.key", "new"))))
                .containsExactly(new Difference(section + ".some.key", "old", "new"));
    }

    @Test
    void aKeyThatOneRunLacksIsADash() {
        Map<String, String> unknown = new HashMap<>();
        unknown.put("lost", null);
        assertThat(Conditions.between(with("host", Map.of("gone", "1")), with("host", Map.of("come", "2"))))
                .containsExactly(new Difference("host.come", "-", "2"), new Difference("host.gone", "1", "-"));
        assertThat(Conditions.between(with("host", unknown), with("host", Map.of("lost", "3"))))
                .containsExactly(new Difference("host.lost", "-", "3"));
        assertThat(Conditions.between(with("host", unknown), with("host", Map.of("lost", ""))))
                .isEmpty();
    }

    @Test
    void runIdStartSeedAndWarningsAreNoConditions() {
        assertThat(Conditions.between(
                        new SyntheticRun("20250102-030405-0001").info(),
                        new SyntheticRun("20250103-030405-0002")
                                .warn("neighbour", "another run")
                                .unfinished()
                                .info()))
                .isEmpty();
    }

    @Test
    void eachParameterOfTheBaselineIsCompared() {
        assertThat(Conditions.between(
                        new SyntheticRun().info(),
                        new SyntheticRun().baseline(SyntheticRun.IDEMPOTENT).info()))
                .containsExactly(
                        new Difference("baseline.acks", "1", "all"),
                        new Difference("baseline.idempotence", "false", "true"));
    }

    @Test
    void argumentsThatActOnTheTrialsAreComparedAsTyped() {
        assertThat(between(List.of("run", "--blocks", "8"), List.of("run", "--blocks", "8", "-wi", "5", "-r", "2s")))
                .containsExactly(new Difference("arguments", "--blocks 8", "--blocks 8 -wi 5 -r 2s"));
        assertThat(between(List.of("run", "Throughput"), List.of("run")))
                .containsExactly(new Difference("arguments", "Throughput", "-"));
    }

    @Test
    void argumentsThatOnlyNameFilesOrTheOrderAreNot() {
        assertThat(between(
                        List.of("run", "-wi", "5"),
                        List.of(
                                "run",
                                "--seed",
                                "5",
                                "--out",
                                "/tmp",
                                "-wi",
                                "5",
                                "--data=/dev/shm",
                                "-o",
                                "log",
                                "-rf",
                                "json",
                                "-rff",
                                "x.json")))
                .isEmpty();
        assertThat(between(List.of("run", "--seed=1"), List.of("--out=/tmp", "run", "--data")))
                .isEmpty();
        assertThat(between(List.of(), List.of("run"))).isEmpty();
    }

    @Test
    void optionsThatBeginLikeThoseAreCompared() {
        assertThat(between(List.of("-opi", "1"), List.of())).hasSize(1);
        assertThat(between(List.of("-r", "1"), List.of())).hasSize(1);
        assertThat(between(List.of("-p", "--seed"), List.of())).hasSize(1);
    }
}
