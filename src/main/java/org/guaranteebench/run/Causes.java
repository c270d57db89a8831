package org.guaranteebench.run;

import java.util.Optional;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;

/** What went wrong, in one line: the message of the innermost cause that has one; JMH and clients wrap several times. */
public final class Causes {
    private static final int LONGEST = 300;

    private Causes() {}

    public static String oneLine(Throwable e) {
        Throwable innermost = e;
        Throwable telling = null;
        for (Throwable next = e; next != null; next = inner(next)) {
            innermost = next;
            telling = tells(next) ? next : telling;
        }
        Throwable told = telling == null ? innermost : telling;
        String message = Optional.ofNullable(told.getMessage()).orElse("") + explained(told);
        String line = (told.getClass().getSimpleName() + (message.isBlank() ? "" : ": " + message))
                .replaceAll("\\s+", " ")
                .trim();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /**
     * Of three answers to a fenced producer, one of the coordinator's says what happened. That of a partition's leader does
     * not, nor what a commit is told that was under way while the coordinator aborted its transaction (KAFKA-20785).
     */
    private static String explained(Throwable e) {
        String why = "there is a newer producer with the same transactionalId,"
                + " or its transaction outlived transaction.timeout.ms.";
        if (e instanceof InvalidProducerEpochException) {
            return " It was fenced: " + why;
        }
        return e instanceof InvalidTxnStateException
                ? " A coordinator that aborts a transaction says so, too: " + why
                : "";
    }

    private static Throwable inner(Throwable e) {
        return e.getCause() != null ? e.getCause() : e.getSuppressed().length > 0 ? e.getSuppressed()[0] : null;
    }

    /** A timeout of the JDK's has no message, and a wrapper often only its cause's. */
    private static boolean tells(Throwable e) {
        return e.getMessage() != null
                && !e.getMessage().isBlank()
                && (e.getCause() == null || !e.getMessage().equals(e.getCause().toString()));
    }
}
