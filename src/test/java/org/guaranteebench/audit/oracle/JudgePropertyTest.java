package org.guaranteebench.audit.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.guaranteebench.audit.History;
import org.guaranteebench.audit.NaiveCount;
import org.guaranteebench.audit.payload.PayloadCodec;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Counters;
import org.junit.jupiter.api.Test;

class JudgePropertyTest {
    private static final int HISTORIES = 20_000;

    private static Counters judged(History history) {
        Account account = new Account(history.key().run());
        history.notes().forEach(notes -> {
            account.open(notes.header());
            notes.entries().forEach(entry -> account.add(notes.header(), entry));
        });
        Judge judge = new Judge(account, new PayloadCodec(history.key()));
        history.sightings().forEach(sighting -> judge.read(sighting.record()));
        return judge.finish().counters();
    }

    @Test
    void ofAnyHistoryTheJudgeCountsWhatTheDefinitionsSay() {
        Map<Counter, Integer> occurred = new EnumMap<>(Counter.class);
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = History.random(seed);
            Counters counters = judged(history);
            assertThat(counters).as("seed %d", seed).isEqualTo(NaiveCount.of(history));
            for (Counter counter : Counter.values()) {
                occurred.merge(counter, counters.of(counter) > 0 ? 1 : 0, Integer::sum);
            }
        }
        assertThat(occurred.values())
                .as("a history in which nothing happens proves nothing: " + occurred)
                .allMatch(times -> times > HISTORIES / 20);
    }
}
