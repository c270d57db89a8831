package org.guaranteebench.audit.scenario.producing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.guaranteebench.audit.oracle.Oracle;
import org.guaranteebench.audit.readback.FrozenTopic;
import org.guaranteebench.audit.scenario.Played;
import org.guaranteebench.audit.scenario.Scenario;
import org.guaranteebench.audit.scenario.Script;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.Judgements;
import org.guaranteebench.audit.verdict.Twin;
import org.guaranteebench.audit.verdict.Verdicts;
import org.guaranteebench.audit.verify.Verification;
import org.guaranteebench.client.ForkTarget;
import org.guaranteebench.grid.Isolation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario of this package on three brokers, with all that is in it: processes, proxies, ledgers, oracle. */
class ProducingScenariosIT {
    private static final int RECORDS = Integer.getInteger("audit.records", 1000);

    /** Of faults that strike at a single record or process. */
    private static final Set<String> REPEATED = Set.of("F3", "F4", "F7");

    private static final int REPETITIONS = Integer.getInteger("audit.repetitions", 3);

    @TempDir
    private static Path home;

    private static ProxiedBrokers brokers;

    @BeforeAll
    static void start() throws IOException {
        brokers = new ProxiedBrokers(3, home);
    }

    @AfterAll
    static void stop() {
        if (brokers != null) {
            brokers.close();
        }
    }

    /** What the deciding reader finds. */
    private record Damage(Counters weak, Counters strong) {
        static Damage expected(String scenario) {
            long tenth = RECORDS / 10;
            Counters whole = new Counters(RECORDS, RECORDS, 0, 0, 0, 0, 0, 0, 0);
            return switch (scenario) {
                case "F3", "F4" -> new Damage(new Counters(RECORDS, RECORDS, 0, 1, 0, 0, 0, 0, 0), whole);
                case "F5" -> new Damage(new Counters(RECORDS, RECORDS, tenth, 0, 0, 0, 0, 0, 0), whole);
                case "F6" ->
                    new Damage(
                            new Counters(RECORDS, RECORDS - 100, 0, 0, 100, 0, 0, 0, 0),
                            new Counters(RECORDS, RECORDS - 100, 0, 0, 0, 0, 0, 0, 0));
                case "F7" -> new Damage(new Counters(RECORDS, RECORDS, 0, RECORDS / 2, 0, 0, 0, 0, 0), whole);
                case "F9" ->
                    new Damage(
                            new Counters(RECORDS, RECORDS, tenth, 0, 0, 0, 0, 0, 0),
                            new Counters(RECORDS, RECORDS - tenth, 0, 0, 0, 0, 0, 0, tenth));
                default -> throw new IllegalArgumentException(scenario);
            };
        }
    }

    static List<Scenario> scenarios() {
        return ProducingScenarios.ALL.stream()
                .flatMap(scenario ->
                        Stream.generate(() -> scenario).limit(REPEATED.contains(scenario.name()) ? REPETITIONS : 1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theWeakTwinIsDamagedAsExpectedAndTheStrongOneHolds(Scenario scenario, @TempDir Path folder) throws Exception {
        Twin weak = play(scenario, scenario.weak(), folder.resolve("weak"));
        Twin strong = play(scenario, scenario.strong(), folder.resolve("strong"));

        Verdicts verdicts = Verdicts.of(scenario.expectation(), weak, strong);
        System.out.println(scenario.name() + " " + verdicts);
        assertThat(verdicts.weak().words()).as(verdicts.weak().statement()).isEqualTo("VIOLATED (expected)");
        assertThat(verdicts.strong().words()).as(verdicts.strong().statement()).isEqualTo("HELD");
        Damage expected = Damage.expected(scenario.name());
        assertThat(weak.counters()).contains(expected.weak());
        assertThat(strong.counters()).contains(expected.strong());
    }

    private static Twin play(Scenario scenario, Script script, Path folder) throws Exception {
        long begin = System.nanoTime();
        try (TwinScene scene = new TwinScene(brokers, folder, RECORDS)) {
            Played played = script.play(scene);
            System.out.printf(
                    "%s %s: %d ms, %s%n",
                    scenario.name(),
                    script.words(),
                    (System.nanoTime() - begin) / 1_000_000,
                    played.fault().words());
            FrozenTopic topic = FrozenTopic.freeze(
                    new ForkTarget(brokers.bootstrap(), played.topic(), ""), played.partitions(), scene.patience());
            for (Isolation isolation : Isolation.values()) {
                topic.readBack(isolation, scene.run(), scene.folder().readBack(isolation.toString()));
            }
            Judgements judgements = Oracle.judge(scene.folder());
            judgements.write(scene.folder().judgements());
            if (RECORDS <= 10_000) {
                assertThat(Verification.of(scene.folder())).isEmpty();
            }
            Counters counters = judgements.judgements().stream()
                    .filter(judgement -> judgement.readBack().equals(script.decisive()))
                    .findFirst()
                    .orElseThrow()
                    .counters();
            return Twin.observed(counters, played.fault());
        }
    }
}
