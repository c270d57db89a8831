package org.guaranteebench.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run made on a cluster that is not its own: a line before each topic is created, one with its id after, and one
 * when it is gone, each on disk before the next step. Whatever happens to the run, this says what may be taken away.
 * Appending is thread-safe.
 */
public final class TopicLedger implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    /** What may have happened to a topic. */
    public enum Event {
        /** Is about to be created; whether it was may never be known. */
        INTENDED,
        CREATED,
        DELETED
    }

    /** @param id empty when only intended */
    public record Entry(Event event, String topic, String id) {}

    private final Path file;
    private final FileChannel channel;

    private TopicLedger(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Appends to the file, or makes it. A line that was cut off is closed first. */
    public static TopicLedger open(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        TopicLedger ledger = new TopicLedger(file, channel);
        ByteBuffer last = ByteBuffer.allocate(1);
        if (channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n') {
            channel.write(ByteBuffer.wrap(new byte[] {'\n'}), channel.size());
        }
        channel.position(channel.size());
        RunFolder.forceEntries(file);
        return ledger;
    }

    public Path file() {
        return file;
    }

    /** Returns when the line is on disk. Errors: {@link IOException} in one line that names the file. */
    public synchronized void note(Event event, String topic, String id) throws IOException {
        ByteBuffer line = ByteBuffer.wrap(
                (JSON.writeValueAsString(new Entry(event, topic, id)) + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new IOException(file + ": " + e, e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }

    /** All entries in order. A line that is none was cut off by a kill and tells no more than the one before it. */
    public static List<Entry> read(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                try {
                    entries.add(JSON.readValue(line, Entry.class));
                } catch (JsonProcessingException e) {
                    continue;
                }
            }
        }
        return entries;
    }

    /** The last that is known of each topic, unless that is its end. */
    public static List<Entry> remaining(List<Entry> entries) {
        Map<String, Entry> last = new LinkedHashMap<>();
        entries.forEach(entry -> last.put(entry.topic(), entry));
        return last.values().stream()
                .filter(entry -> entry.event() != Event.DELETED)
                .toList();
    }
}
