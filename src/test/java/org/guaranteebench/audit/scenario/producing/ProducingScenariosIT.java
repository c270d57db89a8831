package org.guaranteebench.audit.scenario.producing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.guaranteebench.MappedChildren;
import org.guaranteebench.audit.campaign.Rehearsal;
import org.guaranteebench.audit.campaign.Ruling;
import org.guaranteebench.audit.scenario.Scenario;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verify.Tampering;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario of this package on three brokers, with all that is in it: processes, proxies, ledgers, oracle. */
@ExtendWith(MappedChildren.class)
class ProducingScenariosIT {
    private static final int RECORDS = Integer.getInteger("audit.records", 1000);

    /** Of faults that strike at a single record or process. */
    private static final Set<String> REPEATED = Set.of("F3", "F4", "F7");

    private static final int REPETITIONS = Integer.getInteger("audit.repetitions", 3);

    /** Scenarios of which it was seen that changes are noticed; once is enough. */
    private static final Set<String> CHANGED = new HashSet<>();

    @TempDir
    private static Path home;

    private static Rehearsal rehearsal;

    @BeforeAll
    static void start() throws IOException {
        rehearsal = new Rehearsal(3, RECORDS, home);
    }

    @AfterAll
    static void stop() {
        if (rehearsal != null) {
            rehearsal.close();
        }
    }

    /** What the deciding reader finds. */
    private record Damage(Counters weak, Counters strong) {
        static Damage expected(String scenario) {
            long tenth = RECORDS / 10;
            long aborted = Math.min(Sources.TRANSACTION, RECORDS / 2);
            Counters whole = new Counters(RECORDS, RECORDS, 0, 0, 0, 0, 0, 0, 0);
            return switch (scenario) {
                case "F3", "F4" -> new Damage(new Counters(RECORDS, RECORDS, 0, 1, 0, 0, 0, 0, 0), whole);
                case "F5" -> new Damage(new Counters(RECORDS, RECORDS, tenth, 0, 0, 0, 0, 0, 0), whole);
                case "F6" ->
                    new Damage(
                            new Counters(RECORDS, RECORDS - aborted, 0, 0, aborted, 0, 0, 0, 0),
                            new Counters(RECORDS, RECORDS - aborted, 0, 0, 0, 0, 0, 0, 0));
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
    void theWeakTwinIsDamagedAsExpectedAndTheStrongOneHolds(Scenario scenario) throws Exception {
        Rehearsal.Played played = rehearsal.play(scenario);
        Ruling ruling = played.ruling();
        assertThat(ruling.asExpected()).as("%s", ruling.verdicts()).isTrue();
        Damage expected = Damage.expected(scenario.name());
        assertThat(ruling.weak().twin().counters()).contains(expected.weak());
        assertThat(ruling.strong().twin().counters()).contains(expected.strong());
        if (CHANGED.add(scenario.name())) {
            assertChangesAreNoticed(scenario, played);
        }
    }

    /** Free is what nothing else tells: the moment of F5's cut, and what the leader's own log had by then. */
    private static void assertChangesAreNoticed(Scenario scenario, Rehearsal.Played played) throws IOException {
        for (String twin : List.of("weak", "strong")) {
            assertThat(Tampering.unnoticedFigures(played.folder(), played.twin(twin)))
                    .as(scenario.name() + " " + twin)
                    .allMatch(figure -> figure.matches("/leaders/0/(cutAt|logs/\\d/atCut|views/[02]/inSync/0 removed)")
                            || scenario.name().equals("F9") && figure.equals("/strikes/0/correlation"));
            Path log = played.twin(twin).proxyLog();
            String lines = Files.readString(log);
            if (!lines.isEmpty()) {
                byte[] without = lines.substring(lines.indexOf('\n') + 1).getBytes(StandardCharsets.UTF_8);
                assertThat(Tampering.noticed(played.folder(), log, without)).isTrue();
            }
        }
    }
}
