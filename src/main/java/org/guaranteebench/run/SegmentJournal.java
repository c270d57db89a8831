package org.guaranteebench.run;

import java.io.IOException;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Combination;
import org.guaranteebench.journal.Journal;
import org.guaranteebench.journal.Segment;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;

/**
 * How a segment writes the journal. A later one supersedes what it measures again at its first trial and not before: one
 * that does not get so far leaves the journal as it was. One thread.
 */
final class SegmentJournal implements AutoCloseable {
    private final Journal journal;
    private final Segment segment;
    private boolean begun;

    private SegmentJournal(Journal journal, Segment segment) {
        this.journal = journal;
        this.segment = segment;
        this.begun = segment.number() == 1;
    }

    /** Errors: {@link IOException} in one line. */
    static SegmentJournal open(OpenSegment segment, int firstBlock) throws IOException {
        Journal journal = segment.before().isPresent()
                ? Journal.resume(segment.folder().journal())
                : Journal.create(segment.folder().journal());
        var segments = segment.segments(firstBlock, "", "");
        return new SegmentJournal(journal, segments.get(segments.size() - 1));
    }

    /** What the plan has and Kafka refuses, unless an earlier segment has written it. */
    void appendRefused(RunPlan plan, OpenSegment open) throws IOException {
        for (Combination c : plan.refused().stream().skip(open.refused()).toList()) {
            Arm arm = new Arm(c.benchmark(), c.cell(), c.workload(), false);
            journal.append(Trial.without(
                    open.folder().run(),
                    0,
                    0,
                    0,
                    arm,
                    Status.INVALID,
                    c.rejection().orElseThrow()));
        }
    }

    /** Returns when the trial is on disk. Errors as of {@link Journal#append}. */
    void append(Trial trial) throws IOException {
        if (!begun && trial.status() == Status.INTERRUPTED) {
            return;
        }
        if (!begun) {
            journal.begin(segment);
            begun = true;
        }
        journal.append(trial);
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
