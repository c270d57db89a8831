package org.guaranteebench.audit.oracle;

import java.util.Arrays;
import org.guaranteebench.audit.payload.Fate;

/** Attempts in plain arrays, each in the chain of its message: 21 bytes apiece. Not thread-safe. */
final class AttemptTable {
    static final int NONE = -1;

    private static final int FATE_BITS = 3;
    private static final int SOURCE = 4;
    private static final int ACKED = 8;

    private static final Fate[] FATES = Fate.values();

    private int[] heads = new int[1024];
    private long[] keys = new long[1024];
    private int[] next = new int[1024];
    private int[] unanswered = new int[1024];
    private byte[] flags = new byte[1024];
    private int messages;
    private int size;

    int size() {
        return size;
    }

    /** First of a message's attempts, then {@link #next}. */
    int first(int message) {
        return message < messages ? heads[message] : NONE;
    }

    int next(int attempt) {
        return next[attempt];
    }

    long key(int attempt) {
        return keys[attempt];
    }

    Fate fate(int attempt) {
        return FATES[flags[attempt] & FATE_BITS];
    }

    boolean ofSource(int attempt) {
        return (flags[attempt] & SOURCE) != 0;
    }

    boolean acked(int attempt) {
        return (flags[attempt] & ACKED) != 0;
    }

    /** Refused for certain as often as it was made, and never acknowledged. */
    boolean failed(int attempt) {
        return unanswered[attempt] <= 0 && !acked(attempt);
    }

    int find(int message, long key) {
        int attempt = first(message);
        while (attempt != NONE && keys[attempt] != key) {
            attempt = next[attempt];
        }
        return attempt;
    }

    /**
     * Once more the same attempt is one attempt.
     *
     * @param message the next one, or one that is known
     */
    void intend(int message, long key, Fate fate, boolean ofSource) {
        int attempt = find(message, key);
        if (attempt == NONE) {
            attempt = add(message, key);
            flags[attempt] = (byte) (fate.ordinal() | (ofSource ? SOURCE : 0));
        } else if (fate(attempt) != fate) {
            throw new IllegalArgumentException("transaction " + Key.number(key) + " has two fates");
        }
        unanswered[attempt]++;
    }

    void acknowledge(int attempt) {
        flags[attempt] |= ACKED;
    }

    void fail(int attempt) {
        unanswered[attempt]--;
    }

    private int add(int message, long key) {
        if (message == messages) {
            if (messages == heads.length) {
                heads = Arrays.copyOf(heads, 2 * messages);
            }
            heads[messages++] = NONE;
        }
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            next = Arrays.copyOf(next, 2 * size);
            unanswered = Arrays.copyOf(unanswered, 2 * size);
            flags = Arrays.copyOf(flags, 2 * size);
        }
        keys[size] = key;
        next[size] = heads[message];
        heads[message] = size;
        return size++;
    }
}
