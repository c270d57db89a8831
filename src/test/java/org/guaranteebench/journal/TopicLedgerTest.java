package org.guaranteebench.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.guaranteebench.journal.TopicLedger.Entry;
import org.guaranteebench.journal.TopicLedger.Event;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicLedgerTest {
    private static final Entry INTENDED = new Entry(Event.INTENDED, "kgb-run-01-01", "");
    private static final Entry CREATED = new Entry(Event.CREATED, "kgb-run-01-01", "NwHgTBDvR1aPdYqPVxsZ1A");
    private static final Entry DELETED = new Entry(Event.DELETED, "kgb-run-01-01", "NwHgTBDvR1aPdYqPVxsZ1A");
    private static final Entry NEXT = new Entry(Event.INTENDED, "kgb-run-01-02", "");

    @TempDir
    private Path home;

    private Path file;

    @BeforeEach
    void name() {
        file = home.resolve("topics.jsonl");
    }

    private void note(Entry... entries) throws IOException {
        try (TopicLedger ledger = TopicLedger.open(file)) {
            for (Entry entry : entries) {
                ledger.note(entry.event(), entry.topic(), entry.id());
            }
        }
    }

    /** A kill in the middle of a write. */
    private void tear(String begin) throws IOException {
        Files.writeString(file, begin, StandardOpenOption.APPEND);
    }

    @Test
    void entriesAreReadInTheOrderInWhichTheyWereNoted() throws IOException {
        note(INTENDED, CREATED, NEXT, DELETED);
        assertThat(TopicLedger.read(file)).containsExactly(INTENDED, CREATED, NEXT, DELETED);
    }

    @Test
    void anEntryIsOneLineOfJson() throws IOException {
        note(INTENDED, CREATED);
        assertThat(file)
                .hasContent("{\"event\":\"INTENDED\",\"topic\":\"kgb-run-01-01\",\"id\":\"\"}\n"
                        + "{\"event\":\"CREATED\",\"topic\":\"kgb-run-01-01\",\"id\":\"NwHgTBDvR1aPdYqPVxsZ1A\"}\n");
        assertThat(Files.readString(file)).endsWith("}\n");
    }

    @Test
    void anEntryIsInTheFileBeforeTheNextStep() throws IOException {
        try (TopicLedger ledger = TopicLedger.open(file)) {
            ledger.note(Event.INTENDED, INTENDED.topic(), "");
            assertThat(TopicLedger.read(file)).containsExactly(INTENDED);
            ledger.note(Event.CREATED, CREATED.topic(), CREATED.id());
            assertThat(TopicLedger.read(file)).containsExactly(INTENDED, CREATED);
        }
    }

    @Test
    void aLedgerThatIsOpenedAgainGoesOnWhereItStopped() throws IOException {
        note(INTENDED, CREATED);
        note();
        note(DELETED);
        note(NEXT);
        assertThat(TopicLedger.read(file)).containsExactly(INTENDED, CREATED, DELETED, NEXT);
        assertThat(Files.readAllLines(file)).hasSize(4);
    }

    @Test
    void whereThereIsNoFileThereAreNoEntries() throws IOException {
        assertThat(TopicLedger.read(file)).isEmpty();
        note();
        assertThat(TopicLedger.read(file)).isEmpty();
        assertThat(file).isEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"event\":\"CRE",
                "{\"event\":\"CREATED\",\"topic\":\"kgb-run-01-02\",\"id\":\"Nw",
                "\0\0\0"
            })
    void aLineThatWasCutOffTellsNothing(String torn) throws IOException {
        note(INTENDED, CREATED);
        tear(torn);
        assertThat(TopicLedger.read(file)).containsExactly(INTENDED, CREATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"event\":\"CREATED\",\"topic\":\"kgb-run-01-02\",\"id\":\"Nw", "\0\0\0"})
    void afterALineThatWasCutOffTheNextOneIsWhole(String torn) throws IOException {
        note(INTENDED, CREATED);
        tear(torn);
        note(DELETED);
        assertThat(TopicLedger.read(file)).containsExactly(INTENDED, CREATED, DELETED);
        note(NEXT);
        assertThat(TopicLedger.read(file)).containsExactly(INTENDED, CREATED, DELETED, NEXT);
    }

    @Test
    void aLineThatLacksOnlyItsEndCounts() throws IOException {
        note(INTENDED);
        tear("{\"event\":\"CREATED\",\"topic\":\"kgb-run-01-01\",\"id\":\"NwHgTBDvR1aPdYqPVxsZ1A\"}");
        assertThat(TopicLedger.read(file)).containsExactly(INTENDED, CREATED);
        note(DELETED);
        assertThat(TopicLedger.read(file)).containsExactly(INTENDED, CREATED, DELETED);
    }

    @Test
    void whatRemainsIsTheLastThatIsKnownOfEachTopicThatIsNotGone() {
        Entry other = new Entry(Event.CREATED, "kgb-run-01-02", "other");
        assertThat(TopicLedger.remaining(List.of())).isEmpty();
        assertThat(TopicLedger.remaining(List.of(INTENDED))).containsExactly(INTENDED);
        assertThat(TopicLedger.remaining(List.of(INTENDED, CREATED))).containsExactly(CREATED);
        assertThat(TopicLedger.remaining(List.of(INTENDED, CREATED, DELETED))).isEmpty();
        assertThat(TopicLedger.remaining(List.of(INTENDED, CREATED, NEXT, other, DELETED)))
                .containsExactly(other);
        assertThat(TopicLedger.remaining(List.of(INTENDED, NEXT, other, CREATED)))
                .as("in the order in which they were first named")
                .containsExactly(CREATED, other);
        assertThat(TopicLedger.remaining(List.of(INTENDED, CREATED, DELETED, INTENDED)))
                .as("intended once more")
                .containsExactly(INTENDED);
    }

    @Test
    void threadsDoNotCutIntoEachOthersLines() throws Exception {
        int threads = 4;
        int notes = 25;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (TopicLedger ledger = TopicLedger.open(file)) {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                String topic = "kgb-" + t + "-";
                tasks.add(() -> {
                    for (int i = 0; i < notes; i++) {
                        ledger.note(Event.CREATED, topic + i, "x".repeat(500));
                    }
                    return null;
                });
            }
            for (var done : pool.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            pool.shutdown();
        }
        assertThat(TopicLedger.read(file))
                .hasSize(threads * notes)
                .doesNotHaveDuplicates()
                .allSatisfy(entry -> assertThat(entry.id()).hasSize(500));
    }

    @Test
    void whatCannotBeNotedSaysInWhichFile() throws IOException {
        TopicLedger ledger = TopicLedger.open(file);
        ledger.close();
        assertThatIOException()
                .isThrownBy(() -> ledger.note(Event.DELETED, "kgb-run-01-01", ""))
                .withMessageStartingWith(file + ": ");
    }
}
