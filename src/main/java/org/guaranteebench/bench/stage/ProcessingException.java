package org.guaranteebench.bench.stage;

/** The application could not process a record. */
public final class ProcessingException extends Exception {
    private static final long serialVersionUID = 1;

    ProcessingException(long sequence) {
        // Thrown thousands of times where failures are measured: what they make a stage do counts, not their traces.
        super("record " + sequence + " could not be processed", null, false, false);
    }
}
