package org.guaranteebench.audit.scenario.consuming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.guaranteebench.MappedChildren;
import org.guaranteebench.audit.campaign.Rehearsal;
import org.guaranteebench.audit.campaign.Ruling;
import org.guaranteebench.audit.ledger.Ending;
import org.guaranteebench.audit.ledger.Event;
import org.guaranteebench.audit.ledger.Ledger;
import org.guaranteebench.audit.scenario.Scenario;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.Verdicts;
import org.guaranteebench.audit.verify.Tampering;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real clients that are really killed, and a real group that takes its partitions back. */
@ExtendWith(MappedChildren.class)
class ConsumingScenariosIT {
    private static final int RECORDS = 200;
    private static final int BATCH = Ground.batch(RECORDS);

    /** Records before the struck batch, and those of it that are processed in its middle. */
    private static final int BEFORE = Ground.STRUCK * BATCH;

    private static final int MIDDLE = BATCH * 2 / 5;

    private static final Map<String, Rehearsal.Played> PLAYED = new HashMap<>();

    @TempDir
    private static Path tmp;

    private static Rehearsal rehearsal;

    @BeforeAll
    static void start() throws IOException {
        rehearsal = new Rehearsal(1, RECORDS, tmp);
    }

    @AfterAll
    static void stop() {
        if (rehearsal != null) {
            rehearsal.close();
        }
    }

    private static Scenario scenario(String name) {
        return ConsumingScenarios.ALL.stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What all tests see of a scenario that need not play it themselves. */
    private static Rehearsal.Played once(String name) throws Exception {
        if (!PLAYED.containsKey(name)) {
            PLAYED.put(name, rehearsal.play(scenario(name)));
        }
        return PLAYED.get(name);
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
        Rehearsal.Played played = once(name);
        Ruling ruling = played.ruling();
        assertThat(ruling.asExpected()).as("%s", ruling.verdicts()).isTrue();
        assertThat(ruling.weak().twin().counters()).contains(weakCounters);
        assertThat(ruling.strong().twin().counters()).contains(strongCounters);
        assertThat(ruling.weak().facts().lag()).isEqualTo(weakLag);
        assertThat(ruling.strong().facts().lag()).isEqualTo(strongLag);
        assertThat(ruling.twins())
                .allSatisfy(twin -> assertThat(twin.facts().evidence().words()).contains(evidence));
        assertChangesAreNoticed(name, played);
    }

    /** One of two partitions is as good as both. */
    private static void assertChangesAreNoticed(String name, Rehearsal.Played played) throws IOException {
        for (String twin : List.of("weak", "strong")) {
            assertThat(Tampering.unnoticedFigures(played.folder(), played.twin(twin)))
                    .as(name + " " + twin)
                    .allMatch(figure -> figure.matches(".*/(partitions|lost)/0 removed"));
        }
        Path processed = played.twin("weak").readBack("processed");
        if (Files.exists(processed)) {
            Path other = played.twin("strong").readBack("processed");
            assertThat(Tampering.noticed(played.folder(), processed, Files.readAllBytes(other)))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"F2", "F10"})
    void threeRepetitionsHaveEqualVerdicts(String name) throws Exception {
        Set<Verdicts> verdicts = new HashSet<>(Set.of(once(name).ruling().verdicts()));
        for (int i = 1; i < 3; i++) {
            verdicts.add(rehearsal.play(scenario(name)).ruling().verdicts());
        }
        assertThat(verdicts).hasSize(1);
    }

    /** The zombie sent its results, and asked for no commit of them. */
    @Test
    void aMemberWhosePositionsAreRefusedAbortsAndEndsInGoodOrder() throws Exception {
        Rehearsal.Played played = once("F10");
        assertThat(played.ruling().strong().facts().evidence().words())
                .contains("was refused its commit (CommitFailedException)");
        List<Event> ofTransactions = new ArrayList<>();
        Ending ending = Ledger.open(played.twin("strong").ledger(1)).read(entry -> {
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
        Rehearsal.Played played = once("F10");
        Map<Integer, Long> positions = new TreeMap<>();
        Ledger.open(played.twin("weak").ledger(2)).read(entry -> {
            if (entry.event() == Event.POSITION) {
                positions.put(entry.partition(), entry.offset());
            }
        });
        assertThat(positions).isEqualTo(Map.of(0, RECORDS / 2L, 1, RECORDS / 2L));
    }

    /** All that is known of a killed stage is what it noted before. */
    @Test
    void aStageThatIsKilledLeavesItsLedgerOpenAtThePointWhereItStood() throws Exception {
        Rehearsal.Played played = once("F1");
        List<Event> events = new ArrayList<>();
        Ending ending = Ledger.open(played.twin("weak").ledger(1)).read(entry -> events.add(entry.event()));
        assertThat(ending.closed()).isFalse();
        assertThat(events).hasSize(BEFORE + MIDDLE + Ground.STRUCK + 1);
        assertThat(events.subList(events.size() - MIDDLE - 1, events.size()))
                .startsWith(Event.POSITION)
                .filteredOn(event -> event == Event.PROCESSED)
                .hasSize(MIDDLE);
    }
}
