package org.guaranteebench.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The source of truth: one line per trial, checksummed, forced to disk before the next trial starts, and one where a
 * resumed run goes on. Everything else in a run's folder except the histograms is derived from it. Nothing is ever taken
 * out of it but a line that was cut off. Appending is thread-safe.
 */
public final class Journal implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final FileChannel channel;

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    public static Journal create(Path file) throws IOException {
        Journal journal =
                new Journal(file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        RunFolder.forceEntries(file);
        return journal;
    }

    /**
     * Appends to a journal that is there. A last line that was cut off is no trial and is removed first.
     *
     * <p>Errors: {@link IOException} as of {@link #read}; the file is then as it was.
     */
    public static Journal resume(Path file) throws IOException {
        Contents contents = new Contents();
        long whole = contents.read(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        channel.truncate(whole);
        channel.position(whole);
        return new Journal(file, channel);
    }

    /**
     * Returns when the line is on disk.
     *
     * <p>Errors: {@link IOException} in one line that names the file. Then close the journal: nothing may follow a torn
     * line.
     */
    public synchronized void append(Trial trial) throws IOException {
        write(JournalLine.of(trial));
    }

    /** What follows was measured in this segment. Returns when that is on disk; errors as above. */
    public synchronized void begin(Segment segment) throws IOException {
        write(JournalLine.of(segment));
    }

    private void write(String text) throws IOException {
        ByteBuffer line = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(false);
        } catch (IOException e) {
            channel.close();
            throw new IOException(file + ": " + e + "; what was measured before is in it", e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }

    /**
     * All trials in the order in which they ended; those of a block that a later segment measured again are {@link
     * Status#SUPERSEDED}. A last line without its line feed was being written when the run was killed, and is left out.
     *
     * <p>Errors: {@link IOException} in one line that names file, line and fault when any other line is damaged.
     */
    public static List<Trial> read(Path file) throws IOException {
        Contents contents = new Contents();
        contents.read(file);
        return contents.trials;
    }

    /** What the lines of a file say together. */
    private static final class Contents implements JournalLine.Sink {
        private final List<Trial> trials = new ArrayList<>();

        /** @return bytes up to the end of the last whole line */
        private long read(Path file) throws IOException {
            if (!Files.isRegularFile(file)) {
                throw new NoSuchFileException(file + ": not there");
            }
            long whole = 0;
            int number = 1;
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER];
            try (InputStream in = Files.newInputStream(file)) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    int from = 0;
                    for (int to = 0; to < read; to++) {
                        if (buffer[to] == '\n') {
                            line.write(buffer, from, to - from);
                            whole += line.size() + 1;
                            JournalLine.parse(line.toString(StandardCharsets.UTF_8), file + " line " + number, this);
                            number++;
                            line.reset();
                            from = to + 1;
                        }
                    }
                    line.write(buffer, from, read - from);
                }
            }
            return whole;
        }

        @Override
        public void trial(Trial trial) {
            trials.add(trial);
        }

        @Override
        public void segment(Segment segment) {
            trials.replaceAll(trial -> trial.block() >= segment.block()
                            && trial.status() != Status.SUPERSEDED
                            && trial.status() != Status.INVALID
                    ? trial.superseded(segment.number())
                    : trial);
        }
    }
}
