package org.guaranteebench.grid;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a consumer commits its position, relative to handing records to the application.
 *
 * @param kind which strategy
 * @param records after how many delivered records; only for {@link Kind#EVERY}
 */
public record Commit(Kind kind, OptionalInt records) {
    /** The strategies, weakest promise first. */
    public enum Kind {
        /** No position is stored: the application starts where it likes. */
        NONE("none"),
        /** {@code enable.auto.commit}: the client commits what the poll before returned, when its interval is over. */
        AUTO("auto"),
        /** Synchronously, before any record of the poll is handed over: at most once. */
        BEFORE("before"),
        /** After each poll's records, without waiting for the answer. */
        BATCH_ASYNC("batch-async"),
        /** After each poll's records. */
        BATCH_SYNC("batch-sync"),
        /** After every n records. */
        EVERY("every"),
        /** After each record: what Spring calls ack mode RECORD. */
        RECORD_SYNC("record-sync");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    static final String ALLOWED =
            "none, auto, before, batch-async, batch-sync, every-<n> with n from 2 to 100000," + " record-sync";

    private static final Pattern EVERY_N = Pattern.compile("every-([1-9][0-9]{0,5})");
    private static final int MOST = 100_000;

    /** Errors: {@link IllegalArgumentException} that names the value and the allowed forms. */
    public static Commit parse(String text) {
        Matcher every = EVERY_N.matcher(text);
        if (every.matches()) {
            int n = Integer.parseInt(every.group(1));
            if (n >= 2 && n <= MOST) {
                return new Commit(Kind.EVERY, OptionalInt.of(n));
            }
        } else {
            for (Kind kind : Kind.values()) {
                if (kind != Kind.EVERY && kind.text.equals(text)) {
                    return new Commit(kind, OptionalInt.empty());
                }
            }
        }
        throw new IllegalArgumentException("commit=" + text + ": allowed are " + ALLOWED);
    }

    @Override
    public String toString() {
        return records.isPresent() ? kind.text + "-" + records.getAsInt() : kind.text;
    }
}
