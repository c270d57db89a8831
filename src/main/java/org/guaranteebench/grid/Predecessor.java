package org.guaranteebench.grid;

import java.util.Arrays;
import java.util.stream.Collectors;

/** In what state the last producer left a {@code transactional.id} that the next one takes over. */
public enum Predecessor {
    /** There was none: the coordinator hears of the id for the first time. */
    NONE("none", "no predecessor"),
    /** Its last transaction is committed. */
    COMMITTED("committed", "committed predecessor"),
    /** It stopped within a transaction, which has to be aborted first. */
    OPEN("open", "open predecessor");

    static final String ALLOWED =
            Arrays.stream(values()).map(Predecessor::toString).collect(Collectors.joining(", "));

    private final String text;
    private final String words;

    Predecessor(String text, String words) {
        this.text = text;
        this.words = words;
    }

    /** Errors: {@link IllegalArgumentException} that names the value and the allowed values. */
    public static Predecessor parse(String text) {
        for (Predecessor predecessor : values()) {
            if (predecessor.text.equals(text)) {
                return predecessor;
            }
        }
        throw new IllegalArgumentException("predecessor=" + text + ": allowed are " + ALLOWED);
    }

    /** Name of an arm. */
    String words() {
        return words;
    }

    @Override
    public String toString() {
        return text;
    }
}
