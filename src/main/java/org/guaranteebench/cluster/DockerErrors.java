package org.guaranteebench.cluster;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an engine says, without what it is wrapped in. */
final class DockerErrors {
    private static final Pattern MESSAGE = Pattern.compile("\"message\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    private DockerErrors() {}

    /** {@code Status 500: {"message":"no such host"}} becomes {@code no such host}. */
    static String oneLine(Throwable error) {
        String text = String.valueOf(error.getMessage() == null ? error : error.getMessage());
        Matcher matcher = MESSAGE.matcher(text);
        return (matcher.find() ? matcher.group(1).replace("\\\"", "\"") : text)
                .strip()
                .replaceAll("\\s*\\R\\s*", " ");
    }
}
