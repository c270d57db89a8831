package org.guaranteebench.audit.oracle;

import java.util.Arrays;
import org.guaranteebench.audit.payload.Fate;

/** What the ledgers say of each transaction of each incarnation. Not thread-safe. */
final class TransactionTable {
    private static final byte NOTHING = 0;
    private static final byte ASKED = 1;
    private static final byte COMMITTED = 2;
    private static final byte ABORTED = 3;

    private final KeyIndex index = new KeyIndex();
    private byte[] outcomes = new byte[1024];

    int size() {
        return index.size();
    }

    /** {@link KeyIndex#NONE} for one that was never heard of. */
    int find(long key) {
        return index.find(key);
    }

    int findOrAdd(long key) {
        int number = index.findOrAdd(key);
        if (number == outcomes.length) {
            outcomes = Arrays.copyOf(outcomes, 2 * number);
        }
        return number;
    }

    long key(int number) {
        return index.key(number);
    }

    /** A commit was asked for, or the answer to one did not come. */
    void asked(long key) {
        int number = findOrAdd(key);
        if (outcomes[number] == NOTHING) {
            outcomes[number] = ASKED;
        }
    }

    void committed(long key) {
        end(key, COMMITTED, ABORTED);
    }

    void aborted(long key) {
        end(key, ABORTED, COMMITTED);
    }

    private void end(long key, byte outcome, byte opposite) {
        int number = findOrAdd(key);
        if (outcomes[number] == opposite) {
            throw new IllegalArgumentException("transaction " + Key.number(key) + " was both committed and aborted");
        }
        outcomes[number] = outcome;
    }

    /** Of an attempt that is not known to have failed. What was to be aborted, nobody has asked to commit. */
    Standing standing(long key, Fate fate) {
        int number = index.find(key);
        return switch (number == KeyIndex.NONE ? NOTHING : outcomes[number]) {
            case COMMITTED -> Standing.ACKNOWLEDGED;
            case ASKED -> fate == Fate.ABORT ? Standing.ABORTED : Standing.OPEN;
            default -> Standing.ABORTED;
        };
    }
}
