package org.guaranteebench.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an engine says, without what it is wrapped in. */
final class DockerErrors {
    private static final JsonMapper JSON = new JsonMapper();

    /** A JSON string. Possessive: a message of some thousand characters would else be too deep for the stack. */
    private static final Pattern MESSAGE = Pattern.compile("\"message\":(\"(?:[^\"\\\\]++|\\\\.)*+\")");

    private DockerErrors() {}

    /** {@code Status 500: {"message":"no such host"}} becomes {@code no such host}. */
    static String oneLine(Throwable error) {
        String text = String.valueOf(error.getMessage() == null ? error : error.getMessage());
        Matcher matcher = MESSAGE.matcher(text);
        return (matcher.find() ? unescaped(matcher.group(1)) : text).strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static String unescaped(String json) {
        try {
            return JSON.readValue(json, String.class);
        } catch (JsonProcessingException e) {
            return json;
        }
    }
}
