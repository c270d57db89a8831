package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guaranteebench.journal.Journal;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.SearchTrial;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a cluster that was never looked at, which therefore refuses to be used: nothing is started. */
class SearchWithoutBrokersTest implements RunListener {
    private static final String REASON =
            "no brokers for the search: IllegalStateException: the cluster was not checked";

    @TempDir
    private Path results;

    private final List<String> searched = new ArrayList<>();

    @Override
    public void phase(String what) {}

    @Override
    public void starting(String arm, String benchmark, int block, int number, int total, double secondsLeft) {
        throw new AssertionError(arm);
    }

    @Override
    public void finished(Trial trial, int number, int total, double secondsLeft) {
        throw new AssertionError(trial);
    }

    @Override
    public void searched(SearchTrial trial, int number, int expected, double secondsLeft) {
        searched.add(trial.subject().label());
    }

    @Override
    public void warning(String text) {}

    @Test
    void trialsThatNeverRanAreNoEvidenceAndTheSearchIsMadeAgain() throws IOException {
        RunPlan plan = new Request()
                .plan(Plan.CURVE)
                .brokers(new ExternalBrokers(
                        "127.0.0.1:1",
                        "id",
                        Optional.empty(),
                        3,
                        new Caps(1_000_000, Long.MAX_VALUE, Double.POSITIVE_INFINITY)))
                .plan();
        RunFolder folder = RunFolder.create(results, CutShort.ID);
        try (OpenSegment segment = OpenSegment.first(folder)) {
            Run run = new Run(plan, segment, this);
            run.execute();
            assertThat(run.anyFailed()).as("what the exit status says").isTrue();
        }
        List<Trial> trials = Journal.read(folder.journal()).stream()
                .filter(t -> t.status() != Status.INVALID)
                .toList();
        assertThat(trials)
                .hasSize(plan.open().orElseThrow().subjects(plan).size())
                .allSatisfy(t -> {
                    assertThat(t.status()).isEqualTo(Status.INTERRUPTED);
                    assertThat(t.reason()).isEqualTo(REASON);
                    assertThat(t.block()).isZero();
                });
        assertThat(searched).isEmpty();
        assertThat(RunInfo.read(folder.runJson()).segments())
                .singleElement()
                .satisfies(segment -> assertThat(segment.outcome()).isEqualTo("no brokers for the search"));
        try (OpenSegment next = OpenSegment.next(folder)) {
            assertThat(next.firstBlock(plan)).as("the search").isZero();
        }
    }
}
