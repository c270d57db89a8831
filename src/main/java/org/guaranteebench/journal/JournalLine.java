package org.guaranteebench.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * A line of the journal, <code>{"crc32c":"01234567","trial":{…}}</code> or the same with {@code segment}; the checksum is
 * over the bytes of the object. Stateless.
 */
final class JournalLine {
    private static final String HEAD = "{\"crc32c\":\"";
    private static final int CHECKSUM = 8;
    private static final String TRIAL = "\",\"trial\":";
    private static final String SEGMENT = "\",\"segment\":";

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Takes what a line holds. */
    interface Sink {
        void trial(Trial trial);

        void segment(Segment segment);
    }

    /** What a line holds. */
    interface Entry {
        /** Errors: {@link IOException} in one line when the line was damaged. */
        void into(Sink sink) throws IOException;
    }

    private JournalLine() {}

    /** With its line feed. */
    static String of(Trial trial) throws JsonProcessingException {
        return of(TRIAL, trial);
    }

    static String of(Segment segment) throws JsonProcessingException {
        return of(SEGMENT, segment);
    }

    private static String of(String key, Object content) throws JsonProcessingException {
        String json = JSON.writeValueAsString(content);
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return HEAD + checksum(bytes, 0, bytes.length) + key + json + "}\n";
    }

    /**
     * Never fails: who takes the entry of a damaged line does.
     *
     * @param line without its line feed
     * @param file for the message, like {@code number}
     */
    static Entry parse(byte[] line, Path file, int number) {
        try {
            if (is(TRIAL, line)) {
                Trial trial = JSON.readValue(checked(TRIAL, line), Trial.class);
                return sink -> sink.trial(trial);
            }
            if (is(SEGMENT, line)) {
                Segment segment = JSON.readValue(checked(SEGMENT, line), Segment.class);
                return sink -> sink.segment(segment);
            }
            throw new IOException("not a line of a journal");
        } catch (IOException e) {
            String fault = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
            return sink -> {
                throw new IOException(file + " line " + number + ": " + fault, e);
            };
        }
    }

    private static boolean is(String key, byte[] line) {
        return line.length > HEAD.length() + CHECKSUM + key.length()
                && holds(HEAD, line, 0)
                && holds(key, line, HEAD.length() + CHECKSUM)
                && line[line.length - 1] == '}';
    }

    private static boolean holds(String wanted, byte[] line, int from) {
        byte[] bytes = wanted.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(bytes, 0, bytes.length, line, from, from + bytes.length);
    }

    /** The object's bytes. */
    private static byte[] checked(String key, byte[] line) throws IOException {
        int from = HEAD.length() + CHECKSUM + key.length();
        int to = line.length - 1;
        String is = checksum(line, from, to - from);
        String expected = new String(line, HEAD.length(), CHECKSUM, StandardCharsets.UTF_8);
        if (!is.equals(expected)) {
            throw new IOException("checksum is " + is + ", the line says " + expected);
        }
        return Arrays.copyOfRange(line, from, to);
    }

    private static String checksum(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
