package org.guaranteebench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.journal.Segment;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;

/** How a run went: how much of what was planned it measured, what ended it, in how many parts. */
record Course(Analysis analysis) {

    /** Blocks with a trial that counts. */
    int measured() {
        return (int) analysis.trials().stream()
                .filter(trial -> trial.block() > 0 && trial.status() == Status.OK)
                .mapToInt(Trial::block)
                .distinct()
                .count();
    }

    /** {@code 8 blocks}, or {@code 5 of 8 planned blocks}. */
    String blocks() {
        int planned = analysis.info().blocks();
        int measured = measured();
        return measured == planned || measured == 0 && analysis.trials().isEmpty()
                ? planned + (planned == 1 ? " block" : " blocks")
                : measured + " of " + planned + " planned blocks";
    }

    /** Why there is less than was planned; empty of a run that came to its end. */
    Optional<String> cutShort() {
        RunInfo info = analysis.info();
        List<Segment> segments = info.segments();
        String last =
                segments.isEmpty() ? "" : segments.get(segments.size() - 1).outcome();
        if (info.finished().isEmpty()) {
            return Optional.of("NOT FINISHED: it goes on, or was killed; measured are " + blocks());
        }
        if (!last.isEmpty() && !last.equals(Segment.COMPLETE)) {
            return Optional.of("INTERRUPTED: " + last + "; measured are " + blocks());
        }
        // Runs of versions that knew no segments.
        return analysis.trials().stream()
                .filter(trial -> trial.status() == Status.INTERRUPTED)
                .findFirst()
                .map(trial -> "INTERRUPTED: " + trial.reason() + "; measured are " + blocks());
    }

    /** What a reader must know of a run that did not simply measure what was planned; empty of one that did. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        List<Segment> segments = analysis.info().segments();
        if (segments.size() > 1) {
            List<String> why = segments.stream()
                    .skip(1)
                    .map(segment ->
                            (segment.block() == 0 ? "from the search for rates" : "from block " + segment.block())
                                    + " on"
                                    + (segment.reason().isEmpty() ? "" : " (" + segment.reason() + ")"))
                    .toList();
            notes.add("Measured in " + segments.size() + " segments: the run was resumed " + String.join(", ", why)
                    + ", each time on new brokers; what was cut short was measured again");
        }
        PrecisionText.sentence(analysis).ifPresent(notes::add);
        Rejection.of(analysis).map(Rejection::sentence).ifPresent(notes::add);
        return notes;
    }
}
