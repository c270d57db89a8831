package org.guaranteebench.run;

import java.util.Optional;

/** What went wrong, in one line: the message of the innermost cause, which JMH wraps several times. */
final class Causes {
    private static final int LONGEST = 300;

    private Causes() {}

    static String oneLine(Throwable e) {
        Throwable innermost = e;
        while (true) {
            Throwable next = innermost.getCause() != null
                    ? innermost.getCause()
                    : innermost.getSuppressed().length > 0 ? innermost.getSuppressed()[0] : null;
            if (next == null) {
                break;
            }
            innermost = next;
        }
        String message = Optional.ofNullable(innermost.getMessage()).orElse("");
        String line = (innermost.getClass().getSimpleName() + (message.isBlank() ? "" : ": " + message))
                .replaceAll("\\s+", " ")
                .trim();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
