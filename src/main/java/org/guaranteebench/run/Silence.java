package org.guaranteebench.run;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Keeps what Kafka's client logs off the console while it is asked something whose answer is told in one line. What it
 * logs may also cite from a configuration. One thread at a time.
 */
final class Silence {
    /** Something with an answer. */
    interface Question<T> {
        T ask() throws IOException;
    }

    private Silence() {}

    static <T> T around(Question<T> question) throws IOException {
        PrintStream err = System.err;
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            return question.ask();
        } finally {
            System.setErr(err);
        }
    }
}
