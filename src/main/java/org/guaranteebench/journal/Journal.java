package org.guaranteebench.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The source of truth: one line per trial, checksummed, forced to disk before the next trial starts. Everything else in
 * a run's folder except the histograms is derived from it. Appending is thread-safe.
 *
 * <p>A line is <code>{"crc32c":"01234567","trial":{…}}</code>; the checksum is over the bytes of the trial's object.
 */
public final class Journal implements AutoCloseable {
    private static final String HEAD = "{\"crc32c\":\"";
    private static final String MIDDLE = "\",\"trial\":";
    private static final int TRIAL_AT = HEAD.length() + 8 + MIDDLE.length();

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path file;
    private final FileChannel channel;

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    public static Journal create(Path file) throws IOException {
        return new Journal(file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /**
     * Returns when the line is on disk.
     *
     * <p>Errors: {@link IOException} in one line that names the file. Then close the journal: nothing may follow a torn
     * line.
     */
    public synchronized void append(Trial trial) throws IOException {
        ByteBuffer line = ByteBuffer.wrap(line(trial).getBytes(StandardCharsets.UTF_8));
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

    static String line(Trial trial) throws JsonProcessingException {
        String json = JSON.writeValueAsString(trial);
        return HEAD + checksum(json) + MIDDLE + json + "}\n";
    }

    /**
     * All trials in the order in which they ended. A last line without its line feed was being written when the run
     * was killed, and is left out.
     *
     * <p>Errors: {@link IOException} in one line that names file, line and fault when any other line is damaged.
     */
    public static List<Trial> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file + ": not there");
        }
        byte[] bytes = Files.readAllBytes(file);
        List<Trial> trials = new ArrayList<>();
        int from = 0;
        for (int to = 0; to < bytes.length; to++) {
            if (bytes[to] == '\n') {
                String line = new String(bytes, from, to - from, StandardCharsets.UTF_8);
                trials.add(parse(line, file + " line " + (trials.size() + 1)));
                from = to + 1;
            }
        }
        return trials;
    }

    private static Trial parse(String line, String place) throws IOException {
        if (line.length() <= TRIAL_AT
                || !line.startsWith(HEAD)
                || !line.endsWith("}")
                || !line.startsWith(MIDDLE, TRIAL_AT - MIDDLE.length())) {
            throw new IOException(place + ": not a line of a journal");
        }
        String json = line.substring(TRIAL_AT, line.length() - 1);
        String expected = line.substring(HEAD.length(), HEAD.length() + 8);
        if (!checksum(json).equals(expected)) {
            throw new IOException(place + ": checksum is " + checksum(json) + ", the line says " + expected);
        }
        try {
            return JSON.readValue(json, Trial.class);
        } catch (JsonProcessingException e) {
            throw new IOException(place + ": " + e.getOriginalMessage(), e);
        }
    }

    private static String checksum(String json) {
        CRC32C crc = new CRC32C();
        crc.update(json.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }
}
