package org.guaranteebench.cluster;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reading what a broker says of itself. */
final class BrokerLog {
    private static final Pattern VERSION = Pattern.compile("Kafka version: (\\S+)");

    private BrokerLog() {}

    /** The last line that says what went wrong, else the last line. */
    static String lastError(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains("FATAL") || line.contains("ERROR") || line.contains("Exception"))
                .reduce((first, second) -> second)
                .orElse(lines.isEmpty() ? "empty log" : lines.get(lines.size() - 1));
    }

    static Optional<String> version(List<String> lines) {
        return lines.stream()
                .map(VERSION::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }
}
