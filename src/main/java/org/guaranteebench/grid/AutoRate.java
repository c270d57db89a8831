package org.guaranteebench.grid;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code -p rate=auto}: a rate that the run finds out itself, at which the slowest arm still has room.
 *
 * @param percent of the highest rate that the slowest arm sustains
 */
public record AutoRate(int percent) {
    public static final String ALLOWED = "auto, auto:1% to auto:95% (of what the slowest arm sustains; auto is 50%)";

    private static final int DEFAULT_PERCENT = 50;
    private static final int MOST_PERCENT = 95;
    private static final String WORD = "auto";
    private static final Pattern SYNTAX = Pattern.compile(WORD + "(?::([1-9][0-9]?)%)?");

    /** Whether it is meant, well spelt or not. */
    public static boolean meant(String text) {
        return text.startsWith(WORD);
    }

    /** Errors: {@link IllegalArgumentException} that names the value. */
    public static AutoRate parse(String text) {
        Matcher auto = SYNTAX.matcher(text);
        if (!auto.matches()) {
            throw new IllegalArgumentException(text);
        }
        int percent = auto.group(1) == null ? DEFAULT_PERCENT : Integer.parseInt(auto.group(1));
        if (percent > MOST_PERCENT) {
            throw new IllegalArgumentException(text);
        }
        return new AutoRate(percent);
    }

    @Override
    public String toString() {
        return WORD + ":" + percent + "%";
    }
}
