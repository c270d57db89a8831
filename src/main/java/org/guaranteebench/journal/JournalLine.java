package org.guaranteebench.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
        return HEAD + checksum(json) + key + json + "}\n";
    }

    /**
     * @param line without its line feed
     * @param place file and number, for the message
     *     <p>Errors: {@link IOException} in one line.
     */
    static void parse(String line, String place, Sink sink) throws IOException {
        try {
            if (is(TRIAL, line)) {
                sink.trial(JSON.readValue(checked(TRIAL, line, place), Trial.class));
            } else if (is(SEGMENT, line)) {
                sink.segment(JSON.readValue(checked(SEGMENT, line, place), Segment.class));
            } else {
                throw new IOException(place + ": not a line of a journal");
            }
        } catch (JsonProcessingException e) {
            throw new IOException(place + ": " + e.getOriginalMessage(), e);
        }
    }

    private static boolean is(String key, String line) {
        return line.length() > HEAD.length() + CHECKSUM + key.length()
                && line.startsWith(HEAD)
                && line.startsWith(key, HEAD.length() + CHECKSUM)
                && line.endsWith("}");
    }

    private static String checked(String key, String line, String place) throws IOException {
        String json = line.substring(HEAD.length() + CHECKSUM + key.length(), line.length() - 1);
        String expected = line.substring(HEAD.length(), HEAD.length() + CHECKSUM);
        if (!checksum(json).equals(expected)) {
            throw new IOException(place + ": checksum is " + checksum(json) + ", the line says " + expected);
        }
        return json;
    }

    private static String checksum(String json) {
        CRC32C crc = new CRC32C();
        crc.update(json.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }
}
