package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.Journal;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentJournalTest {
    @TempDir
    private Path out;

    private static Trial trial(CutShort run, Status status) {
        Arm arm = run.plan.order(2).get(0);
        return Trial.without(CutShort.ID, 2, 1, 2, arm, status, "why");
    }

    @Test
    void aSegmentThatMeasuresSomethingSupersedesItsBlockFirst() throws IOException {
        CutShort run = new CutShort(out, 2).measured(1, 3).measured(2, 1);
        RunFolder folder = run.save();
        try (OpenSegment segment = OpenSegment.next(folder);
                SegmentJournal journal = SegmentJournal.open(segment, 2)) {
            journal.append(trial(run, Status.FAILED));
            journal.append(trial(run, Status.INTERRUPTED));
        }
        assertThat(Journal.read(folder.journal()))
                .extracting(Trial::status)
                .containsExactly(Status.OK, Status.OK, Status.OK, Status.SUPERSEDED, Status.FAILED, Status.INTERRUPTED);
    }

    @Test
    void aSegmentThatIsStoppedBeforeItMeasuresAnythingLeavesTheJournalAsItWas() throws IOException {
        CutShort run = new CutShort(out, 2).measured(1, 3).measured(2, 1);
        RunFolder folder = run.save();
        byte[] before = Files.readAllBytes(folder.journal());
        try (OpenSegment segment = OpenSegment.next(folder);
                SegmentJournal journal = SegmentJournal.open(segment, 2)) {
            journal.append(trial(run, Status.INTERRUPTED));
        }
        assertThat(folder.journal()).hasBinaryContent(before);
    }

    @Test
    void theFirstSegmentHasALineForEachTrialWhateverBecameOfIt() throws IOException {
        CutShort run = new CutShort(out, 2);
        RunFolder folder = RunFolder.create(out, CutShort.ID);
        try (OpenSegment segment = OpenSegment.first(folder);
                SegmentJournal journal = SegmentJournal.open(segment, 1)) {
            journal.append(trial(run, Status.INTERRUPTED));
        }
        assertThat(Journal.read(folder.journal())).containsExactly(trial(run, Status.INTERRUPTED));
    }

    @Test
    void whatIsNotRunHasOneLineHoweverManySegmentsThereAre() throws IOException {
        RunPlan plan = new Request()
                .jmhLine("ProduceThroughput")
                .blocks(1)
                .with("acks", "1", "all")
                .with("idempotence", "true")
                .with("transactions", "none")
                .plan();
        assertThat(plan.refused()).hasSize(1);
        RunFolder folder = new CutShort(out, 1).save();
        for (int i = 0; i < 2; i++) {
            try (OpenSegment segment = OpenSegment.next(folder);
                    SegmentJournal journal = SegmentJournal.open(segment, 1)) {
                journal.appendRefused(plan, segment);
            }
        }
        assertThat(Journal.read(folder.journal())).extracting(Trial::status).containsExactly(Status.INVALID);
    }
}
