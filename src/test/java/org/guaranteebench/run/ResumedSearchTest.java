package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.Journal;
import org.guaranteebench.journal.Metric;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.SearchTrial;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumedSearchTest {
    @TempDir
    private Path out;

    private final RunPlan plan =
            new Request().plan(Plan.CURVE).blocks(2).seed(5).plan();

    private static Trial trial(int block, int position, Arm arm, Status status) {
        boolean fast = arm.workload().rate().orElse(0) > 40_000;
        List<Metric> metrics = arm.workload().rate().isEmpty()
                ? List.of(new Metric("throughput", "records/s", 45_000))
                : List.of(new Metric("backlog_growth", "1", fast ? 0.1 : 0));
        return Trial.measured(
                CutShort.ID, block, position, 1, arm, status, "", "", 1, metrics, List.of(), List.of(), "");
    }

    /** The first trials of a search on a cluster that carries 40,000/s whoever sends them. */
    private List<Trial> searched(int most) {
        RateSearch search = new RateSearch(plan);
        List<Trial> trials = new ArrayList<>();
        for (Optional<Arm> arm = search.next(); arm.isPresent() && trials.size() < most; arm = search.next()) {
            trials.add(trial(0, trials.size() + 1, arm.get(), Status.OK).searched());
            search.saw(new SearchTrial(trials.get(trials.size() - 1)));
        }
        return trials;
    }

    /** Of a run that was killed behind these trials. */
    private RunFolder killed(List<Trial> trials) throws IOException {
        RunFolder folder = new CutShort(out, plan, CutShort.ID).save();
        try (Journal journal = Journal.resume(folder.journal())) {
            for (Trial trial : trials) {
                journal.append(trial);
            }
        }
        return folder;
    }

    @Test
    void ratesThatWereFoundAreKeptAndTheBlockThatWasCutShortHasThem() throws IOException {
        List<Trial> trials = searched(Integer.MAX_VALUE);
        RunPlan found = RateSearch.known(plan, trials);
        List<Arm> order = found.order(1);
        for (int i = 0; i < order.size(); i++) {
            trials.add(trial(1, i + 1, order.get(i), Status.OK));
        }
        trials.add(trial(2, 1, found.order(2).get(0), Status.OK));
        try (OpenSegment segment = OpenSegment.next(killed(trials))) {
            assertThat(segment.firstBlock(plan)).isEqualTo(2);
            assertThat(segment.known(plan)).isEqualTo(found);
            assertThat(segment.known(plan).order(2)).isEqualTo(found.order(2));
        }
    }

    @Test
    void whatASearchTookCountsUnlessItIsMadeAgain() throws IOException {
        List<Trial> trials = searched(Integer.MAX_VALUE);
        int search = trials.size();
        List<Arm> order = RateSearch.known(plan, trials).order(1);
        for (int i = 0; i < order.size(); i++) {
            trials.add(trial(1, i + 1, order.get(i), Status.OK));
        }
        try (OpenSegment segment = OpenSegment.next(killed(trials))) {
            assertThat(segment.measured(2)).isEqualTo(trials);
            assertThat(segment.measured(1)).isEqualTo(trials.subList(0, search));
            assertThat(segment.measured(0)).isEmpty();
        }
    }

    @Test
    void aSearchThatIsOverIsNotMadeAgainWhateverBlocksThereAre() throws IOException {
        try (OpenSegment segment = OpenSegment.next(killed(searched(Integer.MAX_VALUE)))) {
            assertThat(segment.firstBlock(plan)).isEqualTo(1);
        }
    }

    @Test
    void aSearchThatWasCutShortBeginsAnewAndItsTrialsAreSuperseded() throws IOException {
        RunFolder folder = killed(searched(12));
        Trial again;
        try (OpenSegment segment = OpenSegment.next(folder)) {
            assertThat(segment.firstBlock(plan)).isZero();
            assertThat(segment.known(plan)).isSameAs(plan);
            try (SegmentJournal journal = SegmentJournal.open(segment, 0)) {
                again = searched(1).get(0);
                journal.append(again);
            }
        }
        List<Trial> all = Journal.read(folder.journal());
        assertThat(all).hasSize(13).last().isEqualTo(again);
        assertThat(all.subList(0, 12)).allMatch(t -> t.status() == Status.SUPERSEDED);
        assertThat(SearchTrial.of(all)).containsExactly(new SearchTrial(again));
    }

    @Test
    void whatKafkaRefusesIsNotSupersededBySearchingAnew() throws IOException {
        Arm arm = plan.arms().get(0);
        Trial refused = Trial.without(CutShort.ID, 0, 0, 0, arm, Status.INVALID, "Kafka refuses it");
        List<Trial> trials = new ArrayList<>(List.of(refused));
        trials.addAll(searched(3));
        RunFolder folder = killed(trials);
        try (OpenSegment segment = OpenSegment.next(folder)) {
            assertThat(segment.refused()).isEqualTo(1);
            try (SegmentJournal journal = SegmentJournal.open(segment, 0)) {
                journal.append(searched(1).get(0));
            }
        }
        assertThat(Journal.read(folder.journal())).first().isEqualTo(refused);
        try (OpenSegment segment = OpenSegment.next(folder)) {
            assertThat(segment.refused()).isEqualTo(1);
        }
    }

    @Test
    void blocksWithoutASearchAreOfAnotherRun() throws IOException {
        try (OpenSegment segment =
                OpenSegment.next(killed(List.of(trial(1, 1, plan.arms().get(0), Status.OK))))) {
            assertThatThrownBy(() -> segment.firstBlock(plan))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is in its journal and not in its plan");
        }
    }

    @Test
    void theNextRunIsToldThatASearchWasCutShort() throws IOException {
        killed(searched(12));
        assertThat(InterruptedRuns.notice(out))
                .hasValueSatisfying(
                        line -> assertThat(line).contains("cut short in its search for rates after 12 trials"));
    }
}
