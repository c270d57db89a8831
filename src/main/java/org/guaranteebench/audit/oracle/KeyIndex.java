package org.guaranteebench.audit.oracle;

import java.util.Arrays;

/**
 * Numbers keys in the order in which they come, from 0 without gaps, so that what is known of each fits plain arrays: 16
 * to 32 bytes a key, where boxes would take a hundred. Open addressing with linear probing. Not thread-safe.
 */
final class KeyIndex {
    static final int NONE = -1;

    /** Slots per key; with fewer, runs of taken slots get long. */
    private static final int ROOM = 2;

    private long[] keys = new long[1024];

    /** Number of the key + 1; 0 is free. A power of two of them. */
    private int[] slots = new int[ROOM * keys.length];

    private int size;

    int size() {
        return size;
    }

    long key(int number) {
        return keys[number];
    }

    /** {@link #NONE} for a key that has no number. */
    int find(long key) {
        return slots[slot(key)] - 1;
    }

    int findOrAdd(long key) {
        int slot = slot(key);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        if (size == keys.length) {
            grow();
            slot = slot(key);
        }
        keys[size] = key;
        slots[slot] = ++size;
        return size - 1;
    }

    /** That of the key, or the free one where it belongs. */
    private int slot(long key) {
        int mask = slots.length - 1;
        int slot = spread(key) & mask;
        while (slots[slot] != 0 && keys[slots[slot] - 1] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        keys = Arrays.copyOf(keys, 2 * keys.length);
        slots = new int[ROOM * keys.length];
        for (int number = 0; number < size; number++) {
            slots[slot(keys[number])] = number + 1;
        }
    }

    /** The finalizer of MurmurHash3: sequences in a row must not take slots in a row. */
    private static int spread(long key) {
        long h = key;
        h = (h ^ h >>> 33) * 0xff51afd7ed558ccdL;
        h = (h ^ h >>> 33) * 0xc4ceb9fe1a85ec53L;
        return (int) (h ^ h >>> 33);
    }
}
