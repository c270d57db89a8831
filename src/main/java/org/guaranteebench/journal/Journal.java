package org.guaranteebench.journal;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
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
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The source of truth: one line per trial, checksummed, forced to disk before the next trial starts, and one where a
 * resumed run goes on. Everything else in a run's folder except the histograms is derived from it. Nothing is ever taken
 * out of it but a line that was cut off. Appending is thread-safe.
 */
public final class Journal implements AutoCloseable {
    /** How the name of one ends that {@code gzip} packed: of runs that are kept or sent around. */
    public static final String PACKED = ".gz";

    private static final int BUFFER = 1 << 16;

    /** Lines that all cores parse together: many for each of them, and few beside what comes out. */
    private static final int BATCH = 512;

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
     * Appends to a journal that is there and was {@link #read} by somebody who keeps others from writing. A last line that
     * was cut off is no trial and is removed first; no other is looked at.
     */
    public static Journal resume(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            long whole = endOfLastLine(channel);
            channel.truncate(whole);
            channel.position(whole);
            return new Journal(file, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Bytes up to the last line feed, with it. */
    private static long endOfLastLine(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        for (long end = channel.size(); end > 0; end -= buffer.capacity()) {
            long begin = Math.max(0, end - buffer.capacity());
            buffer.clear().limit((int) (end - begin));
            while (buffer.hasRemaining() && channel.read(buffer, begin + buffer.position()) >= 0) {
                // Until the piece is whole.
            }
            for (int i = buffer.position() - 1; i >= 0; i--) {
                if (buffer.get(i) == '\n') {
                    return begin + i + 1;
                }
            }
        }
        return 0;
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
     * <p>Errors: {@link IOException} in one line that names file, line and fault when any other line is damaged, and
     * without a line when a packed one cannot be unpacked.
     *
     * @param file may be {@link #PACKED}
     */
    public static List<Trial> read(Path file) throws IOException {
        Contents contents = new Contents(file);
        contents.read();
        return contents.trials;
    }

    /** What the lines of a file say together. */
    private static final class Contents implements JournalLine.Sink {
        private final Path file;
        private final List<Trial> trials = new ArrayList<>();
        private final List<byte[]> batch = new ArrayList<>(BATCH);
        private int parsed;

        Contents(Path file) {
            this.file = file;
        }

        private void read() throws IOException {
            if (!Files.isRegularFile(file)) {
                throw new NoSuchFileException(file + ": not there");
            }
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER];
            try (InputStream in = open()) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    int from = 0;
                    for (int to = 0; to < read; to++) {
                        if (buffer[to] == '\n') {
                            line.write(buffer, from, to - from);
                            add(line.toByteArray());
                            line.reset();
                            from = to + 1;
                        }
                    }
                    line.write(buffer, from, read - from);
                }
            } catch (EOFException | ZipException e) {
                throw new IOException(file + ": cannot be unpacked (" + e.getMessage() + ")", e);
            }
            parse();
        }

        private InputStream open() throws IOException {
            InputStream in = Files.newInputStream(file);
            if (!file.toString().endsWith(PACKED)) {
                return in;
            }
            try {
                return new GZIPInputStream(in);
            } catch (IOException e) {
                in.close();
                throw e;
            }
        }

        private void add(byte[] line) throws IOException {
            batch.add(line);
            if (batch.size() == BATCH) {
                parse();
            }
        }

        /** Parsed in any order, taken in theirs. */
        private void parse() throws IOException {
            List<JournalLine.Entry> entries = IntStream.range(0, batch.size())
                    .parallel()
                    .mapToObj(i -> JournalLine.parse(batch.get(i), file, parsed + i + 1))
                    .toList();
            parsed += batch.size();
            batch.clear();
            for (JournalLine.Entry entry : entries) {
                entry.into(this);
            }
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
