package org.guaranteebench.audit.scenario.consuming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.guaranteebench.audit.ledger.Ending;
import org.guaranteebench.audit.ledger.Event;
import org.guaranteebench.audit.ledger.Ledger;
import org.guaranteebench.audit.scenario.Scenario;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.Verdicts;
import org.guaranteebench.cluster.Advertised;
import org.guaranteebench.cluster.ProcessCluster;
import org.guaranteebench.run.ClusterProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real clients that are really killed, and a real group that takes its partitions back. */
class ConsumingScenariosIT {
    private static final int RECORDS = 200;
    private static final int BATCH = Ground.batch(RECORDS);

    /** Records before the struck batch, and those of it that are processed in its middle. */
    private static final int BEFORE = Ground.STRUCK * BATCH;

    private static final int MIDDLE = BATCH * 2 / 5;

    @TempDir
    private static Path tmp;

    private static ConsumingFixture fixture;

    @BeforeAll
    static void start() throws IOException {
        fixture = new ConsumingFixture(
                ProcessCluster.start(1, tmp, tmp.resolve("logs"), ClusterProbe::new, Advertised.OWN_PORTS),
                tmp,
                RECORDS);
    }

    @AfterAll
    static void stop() {
        if (fixture != null) {
            fixture.close();
        }
    }

    private static Scenario scenario(String name) {
        return ConsumingScenarios.ALL.stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Counters counted(long lost, long duplicated) {
        return new Counters(RECORDS, RECORDS, lost, duplicated, 0, 0, 0, 0, 0);
    }

    private static Arguments row(
            String name, Counters weak, long weakLag, Counters strong, long strongLag, String evidence) {
        return Arguments.of(name, weak, weakLag, strong, strongLag, evidence);
    }

    static Stream<Arguments> scenarios() {
        return Stream.of(
                row(
                        "F1",
                        counted(BATCH - MIDDLE, 0),
                        RECORDS - BEFORE - BATCH,
                        counted(0, MIDDLE),
                        RECORDS - BEFORE,
                        "status 137"),
                row("F2", counted(0, BATCH), RECORDS - BEFORE, counted(0, 0), RECORDS - BEFORE, "status 137"),
                row("F8", counted(BATCH, 0), RECORDS - BEFORE - BATCH, counted(0, 0), RECORDS - BEFORE, "status 137"),
                row(
                        "F10",
                        counted(0, BEFORE + BATCH),
                        RECORDS,
                        counted(0, 0),
                        RECORDS - BEFORE,
                        "found that it had lost 0,1"));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theWeakTwinIsDamagedAsForeseenAndTheStrongOneKeepsItsPromise(
            String name, Counters weakCounters, long weakLag, Counters strongCounters, long strongLag, String evidence)
            throws Exception {
        Scenario scenario = scenario(name);
        ConsumingFixture.Seen weak = fixture.play(scenario.weak());
        ConsumingFixture.Seen strong = fixture.play(scenario.strong());
        Verdicts verdicts = Verdicts.of(scenario.expectation(), weak.twin(), strong.twin());
        tell(name + " weak", weak, verdicts.weak().words());
        tell(name + " strong", strong, verdicts.strong().words());
        assertThat(verdicts.weak().words()).isEqualTo("VIOLATED (expected)");
        assertThat(verdicts.strong().words()).as(verdicts.strong().statement()).isEqualTo("HELD");
        assertThat(weak.counters()).isEqualTo(weakCounters);
        assertThat(strong.counters()).isEqualTo(strongCounters);
        assertThat(weak.played().lag()).isEqualTo(OptionalLong.of(weakLag));
        assertThat(strong.played().lag()).isEqualTo(OptionalLong.of(strongLag));
        assertThat(weak.played().fault().words()).contains(evidence);
        assertThat(strong.played().fault().words()).contains(evidence);
    }

    private static void tell(String twin, ConsumingFixture.Seen seen, String verdict) {
        System.out.println(twin + ": " + verdict + " " + seen.counters() + " lag "
                + seen.played().lag().getAsLong() + "; " + seen.played().fault().words());
    }

    @ParameterizedTest
    @ValueSource(strings = {"F2", "F10"})
    void threeRepetitionsHaveEqualVerdicts(String name) throws Exception {
        Scenario scenario = scenario(name);
        Set<Verdicts> verdicts = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            verdicts.add(Verdicts.of(
                    scenario.expectation(),
                    fixture.play(scenario.weak()).twin(),
                    fixture.play(scenario.strong()).twin()));
        }
        assertThat(verdicts).hasSize(1);
    }

    /** The zombie sent its results, and asked for no commit of them. */
    @Test
    void aMemberWhosePositionsAreRefusedAbortsAndEndsInGoodOrder() throws Exception {
        ConsumingFixture.Seen strong = fixture.play(scenario("F10").strong());
        assertThat(strong.played().fault().words()).contains("was refused its commit (CommitFailedException)");
        List<Event> ofTransactions = new ArrayList<>();
        Ending ending = Ledger.open(strong.folder().ledger(1)).read(entry -> {
            if (entry.event().name().startsWith("TRANSACTION") && entry.transaction() == Ground.STRUCK) {
                ofTransactions.add(entry.event());
            }
        });
        assertThat(ofTransactions).containsExactly(Event.TRANSACTION_ABORTED);
        assertThat(ending.closed()).isTrue();
    }

    /** The second member's, which commits at its close at the latest. */
    @Test
    void whatTheTimerCommitsIsInTheLedger() throws Exception {
        ConsumingFixture.Seen weak = fixture.play(scenario("F10").weak());
        Map<Integer, Long> positions = new TreeMap<>();
        Ledger.open(weak.folder().ledger(2)).read(entry -> {
            if (entry.event() == Event.POSITION) {
                positions.put(entry.partition(), entry.offset());
            }
        });
        assertThat(positions).isEqualTo(Map.of(0, RECORDS / 2L, 1, RECORDS / 2L));
    }

    /** All that is known of a killed stage is what it noted before. */
    @Test
    void aStageThatIsKilledLeavesItsLedgerOpenAtThePointWhereItStood() throws Exception {
        ConsumingFixture.Seen weak = fixture.play(scenario("F1").weak());
        List<Event> events = new ArrayList<>();
        Ending ending = Ledger.open(weak.folder().ledger(1)).read(entry -> events.add(entry.event()));
        assertThat(ending.closed()).isFalse();
        assertThat(events).hasSize(BEFORE + MIDDLE + Ground.STRUCK + 1);
        assertThat(events.subList(events.size() - MIDDLE - 1, events.size()))
                .startsWith(Event.POSITION)
                .filteredOn(event -> event == Event.PROCESSED)
                .hasSize(MIDDLE);
    }
}
