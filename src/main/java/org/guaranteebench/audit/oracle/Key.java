package org.guaranteebench.audit.oracle;

import org.guaranteebench.audit.payload.AuditRecord;

/** Two numbers in one non-negative long: which of several (15 bits), and its number (48 bits). */
final class Key {
    private static final int NUMBER_BITS = 48;
    private static final long NUMBER_MASK = (1L << NUMBER_BITS) - 1;

    private Key() {}

    static long message(int producer, long sequence) {
        return (long) producer << NUMBER_BITS | sequence;
    }

    /** No transaction takes the one number that no transaction has. */
    static long attempt(int incarnation, long transaction) {
        return (long) incarnation << NUMBER_BITS | transaction & NUMBER_MASK;
    }

    static long stream(int partition, int producer) {
        return (long) partition << Integer.SIZE | producer;
    }

    static int owner(long key) {
        return (int) (key >>> NUMBER_BITS);
    }

    static long number(long key) {
        return key & NUMBER_MASK;
    }

    /** Whether an attempt was made in a transaction, whose key is then the attempt's. */
    static boolean inTransaction(long attempt) {
        return number(attempt) != AuditRecord.MOST_NUMBERS;
    }
}
