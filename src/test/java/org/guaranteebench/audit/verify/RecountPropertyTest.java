package org.guaranteebench.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.guaranteebench.audit.History;
import org.guaranteebench.audit.NaiveCount;
import org.guaranteebench.audit.verdict.Counters;
import org.junit.jupiter.api.Test;

class RecountPropertyTest {
    private static final int HISTORIES = 20_000;

    private static Counters recounted(History history) {
        return Recount.of(
                        new RawPayload.Reader(history.key().run(), history.key().secret()),
                        history.notes().stream()
                                .map(notes -> new LedgerContent(notes.header(), notes.entries()))
                                .toList(),
                        history.sightings().stream()
                                .map(History.Sighting::record)
                                .toList())
                .counters();
    }

    @Test
    void ofAnyHistoryTheRecountIsWhatTheDefinitionsSay() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = History.random(seed);
            assertThat(recounted(history)).as("seed %d", seed).isEqualTo(NaiveCount.of(history));
        }
    }
}
