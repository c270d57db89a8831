package org.guaranteebench.audit.readback;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.guaranteebench.audit.ledger.Entry;
import org.guaranteebench.audit.ledger.Event;
import org.guaranteebench.audit.ledger.Ledger;

/**
 * What stages did that have no output but their ledgers: the note that a record was processed is the processing. Put
 * together with what stands at its position in their input, it is a read-back like that of an output topic.
 */
public final class ProcessedReadBack {
    /** Of the read-back. */
    public static final String NAME = "processed";

    private ProcessedReadBack() {}

    /**
     * Offsets are numbers in the order in which the partition's records were processed, by whatever process. A position
     * at which the input holds nothing becomes a record without value.
     *
     * @param ledgers of this twin; those of sources hold nothing that counts here
     * @param input that the stages read from, at the isolation level at which they read
     *     <p>Errors: {@link IOException} when a file cannot be read or written.
     */
    public static void write(List<Path> ledgers, Path input, Path file) throws IOException {
        Map<Integer, List<Entry>> processed = new TreeMap<>();
        for (Path ledger : ledgers) {
            Ledger.open(ledger).read(entry -> {
                if (entry.event() == Event.PROCESSED) {
                    processed
                            .computeIfAbsent(entry.partition(), p -> new ArrayList<>())
                            .add(entry);
                }
            });
        }
        ReadBack source = ReadBack.open(input);
        Map<Integer, Map<Long, byte[]>> payloads = new HashMap<>();
        source.read(record -> payloads.computeIfAbsent(record.partition(), p -> new HashMap<>())
                .put(record.offset(), record.payload()));
        ReadBackHeader from = source.header();
        List<Long> ends = new ArrayList<>();
        for (int p = 0; p < from.ends().size(); p++) {
            ends.add((long) processed.getOrDefault(p, List.of()).size());
        }
        ReadBackHeader header =
                new ReadBackHeader(from.run(), from.isolation(), "processed, of " + from.source(), ends);
        try (ReadBackWriter writer = ReadBackWriter.create(file, header)) {
            for (Map.Entry<Integer, List<Entry>> partition : processed.entrySet()) {
                Map<Long, byte[]> there = payloads.getOrDefault(partition.getKey(), Map.of());
                partition.getValue().sort(Comparator.comparingLong(Entry::time));
                long number = 0;
                for (Entry entry : partition.getValue()) {
                    writer.add(partition.getKey(), number++, there.get(entry.offset()));
                }
            }
            writer.finish();
        }
    }
}
