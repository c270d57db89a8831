package org.guaranteebench.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.guaranteebench.audit.History;
import org.guaranteebench.audit.NaiveCount;
import org.guaranteebench.audit.ledger.Entry;
import org.guaranteebench.audit.ledger.LedgerHeader;
import org.guaranteebench.audit.readback.ReadRecord;
import org.guaranteebench.audit.verdict.Counters;
import org.junit.jupiter.api.Test;

class RecountPropertyTest {
    private static final int HISTORIES = 20_000;

    private static Counters recounted(History history, int mostLines) throws IOException {
        Material material = new Material() {
            @Override
            public void notes(BiConsumer<LedgerHeader, Entry> each) {
                history.notes().forEach(notes -> notes.entries().forEach(entry -> each.accept(notes.header(), entry)));
            }

            @Override
            public void reads(Consumer<ReadRecord> each) {
                history.sightings().forEach(sighting -> each.accept(sighting.record()));
            }

            @Override
            public long size() {
                return history.sightings().size()
                        + history.notes().stream()
                                .mapToInt(notes -> notes.entries().size())
                                .sum();
            }
        };
        RawPayload.Reader payloads =
                new RawPayload.Reader(history.key().run(), history.key().secret());
        return Recount.of(payloads, material, Set.of(), mostLines).counters();
    }

    @Test
    void ofAnyHistoryTheRecountIsWhatTheDefinitionsSayInHoweverManySlices() throws IOException {
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = History.random(seed);
            int mostLines = seed % 2 == 0 ? Integer.MAX_VALUE : 1 + (int) (seed % 50);
            assertThat(recounted(history, mostLines)).as("seed %d", seed).isEqualTo(NaiveCount.of(history));
        }
    }
}
