package org.guaranteebench.audit.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.guaranteebench.audit.ledger.Event;
import org.guaranteebench.audit.readback.ReadBack;
import org.guaranteebench.audit.readback.ReadRecord;

/**
 * Holds the read-back {@code processed}, which no reader has read, against what it must be: for each note of a processed
 * record, in the order of time, what stands at its place in the stages' input. One use; one thread.
 */
final class ProcessedCheck {
    private static final String NAME = "processed";

    private record Note(int partition, long time, long offset) {}

    private final List<Note> notes = new ArrayList<>();
    private final List<ReadRecord> input = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private int next;
    private long number;

    private ProcessedCheck() {}

    /**
     * Where they differ, at most one line; empty without such a read-back. Needs 150 bytes of heap a record.
     *
     * <p>Errors: {@link IOException} in one line that names a file.
     */
    static List<String> differences(RawTwin twin) throws IOException {
        if (!Files.exists(twin.folder().readBack(NAME))) {
            return List.of();
        }
        ProcessedCheck check = new ProcessedCheck();
        check.compare(twin);
        return check.differences;
    }

    private void compare(RawTwin twin) throws IOException {
        ReadBack processed = ReadBack.open(twin.folder().readBack(NAME));
        String isolation = twin.facts().configuration().isolation().toString();
        if (!processed.header().isolation().equals(isolation)
                || processed.header().run() != twin.key().run()) {
            differences.add(NAME + ": is not of this run's stages, which read " + isolation);
            return;
        }
        for (RawLedger ledger : twin.ledgers()) {
            ledger.each(entry -> {
                if (entry.event() == Event.PROCESSED) {
                    notes.add(new Note(entry.partition(), entry.time(), entry.offset()));
                }
            });
        }
        notes.sort(Comparator.comparingInt(Note::partition).thenComparingLong(Note::time));
        ReadBack.open(twin.folder().readBack(isolation)).read(input::add);
        long[] ends = new long[processed.header().ends().size()];
        notes.stream()
                .filter(note -> note.partition() >= 0 && note.partition() < ends.length)
                .forEach(note -> ends[note.partition()]++);
        if (!Arrays.stream(ends).boxed().toList().equals(processed.header().ends())) {
            differences.add(NAME + ": ends at " + processed.header().ends() + ", and by the ledgers at "
                    + Arrays.toString(ends));
            return;
        }
        processed.read(this::compare);
        if (differences.isEmpty() && next < notes.size()) {
            differences.add(NAME + ": has " + next + " records, and the ledgers " + notes.size() + " notes");
        }
    }

    private void compare(ReadRecord record) {
        if (!differences.isEmpty()) {
            return;
        }
        if (next == notes.size()) {
            differences.add(NAME + ": has more records than the ledgers have notes");
            return;
        }
        Note note = notes.get(next);
        number = next > 0 && notes.get(next - 1).partition() == note.partition() ? number + 1 : 0;
        next++;
        byte[] there = there(note).map(ReadRecord::payload).orElse(null);
        if (record.partition() != note.partition()
                || record.offset() != number
                || !Arrays.equals(record.payload(), there)) {
            differences.add(NAME + ": the record at " + record.partition() + "@" + record.offset()
                    + " is not what the input has at " + note.partition() + "@" + note.offset()
                    + ", which the ledgers have at that place");
        }
    }

    private Optional<ReadRecord> there(Note note) {
        int at = Collections.binarySearch(
                input,
                new ReadRecord(note.partition(), note.offset(), null),
                Comparator.comparingInt(ReadRecord::partition).thenComparingLong(ReadRecord::offset));
        return at >= 0 ? Optional.of(input.get(at)) : Optional.empty();
    }
}
