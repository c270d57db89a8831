package org.guaranteebench.audit.oracle;

import java.util.BitSet;
import org.guaranteebench.audit.payload.AuditRecord;
import org.guaranteebench.audit.payload.Parsed;
import org.guaranteebench.audit.payload.PayloadCodec;
import org.guaranteebench.audit.readback.ReadRecord;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Finding;

/**
 * Holds one read-back against the account, record by record, by the definitions of {@link Counter}. Keeps four bytes a
 * message and a bit an attempt, and none of the records. One read-back each; not thread-safe.
 */
final class Judge {
    private final Account account;
    private final PayloadCodec codec;
    private final int[] copies;
    private final BitSet read = new BitSet();
    private final OrderWatch order = new OrderWatch();
    private final Tally tally = new Tally();

    Judge(Account account, PayloadCodec codec) {
        this.account = account;
        this.codec = codec;
        copies = new int[account.messages()];
    }

    /** In the order of a read-back: by partition, then offset. */
    void read(ReadRecord record) {
        Parsed parsed = codec.parse(record.payload());
        if (parsed instanceof Parsed.Genuine genuine) {
            read(record.partition(), record.offset(), genuine.record());
        } else {
            tally.count(Counter.PHANTOM, () -> Finding.foreign(record.partition(), record.offset()));
        }
    }

    private void read(int partition, long offset, AuditRecord record) {
        int producer = record.producer();
        long sequence = record.sequence();
        int message = account.message(record);
        int attempt = message == KeyIndex.NONE ? AttemptTable.NONE : account.attempt(message, record);
        Standing standing = attempt == AttemptTable.NONE ? Standing.UNSENT : account.ofMessage(message);
        if (standing == Standing.UNSENT) {
            tally.count(Counter.PHANTOM, () -> Finding.unintended(producer, sequence, partition, offset));
            return;
        }
        read.set(attempt);
        if (standing == Standing.ABORTED || account.ofAttempt(attempt) == Standing.ABORTED) {
            tally.count(
                    Counter.ABORTED_READ,
                    () -> Finding.copy(Counter.ABORTED_READ, producer, sequence, partition, offset));
        } else if (copies[message]++ > 0) {
            tally.count(
                    Counter.DUPLICATED, () -> Finding.copy(Counter.DUPLICATED, producer, sequence, partition, offset));
        } else if (order.behind(partition, producer, sequence)) {
            tally.count(
                    Counter.REORDERED, () -> Finding.copy(Counter.REORDERED, producer, sequence, partition, offset));
        }
    }

    /** To be called once, after the last record. */
    Tally finish() {
        for (int message = 0; message < copies.length; message++) {
            settle(message);
        }
        countTorn();
        return tally;
    }

    private void settle(int message) {
        Standing standing = account.ofMessage(message);
        int producer = Key.owner(account.messageKey(message));
        long sequence = Key.number(account.messageKey(message));
        if (standing != Standing.UNSENT) {
            tally.count(Counter.SENT);
        }
        if (standing == Standing.ACKNOWLEDGED) {
            tally.count(Counter.ACKED);
            if (copies[message] == 0) {
                tally.count(Counter.LOST, () -> Finding.message(Counter.LOST, producer, sequence));
            }
        }
        if (standing == Standing.OPEN || standing == Standing.FAILED && copies[message] > 0) {
            tally.count(Counter.INDETERMINATE, () -> Finding.message(Counter.INDETERMINATE, producer, sequence));
        }
    }

    private void countTorn() {
        int[] sizes = new int[account.transactions()];
        int[] seen = new int[account.transactions()];
        for (int attempt = 0; attempt < account.attempts(); attempt++) {
            int transaction = account.transactionOf(attempt);
            Standing standing = account.ofAttempt(attempt);
            if (transaction != KeyIndex.NONE && standing != Standing.ABORTED && standing != Standing.FAILED) {
                sizes[transaction]++;
                seen[transaction] += read.get(attempt) ? 1 : 0;
            }
        }
        for (int t = 0; t < sizes.length; t++) {
            if (seen[t] > 0 && seen[t] < sizes[t]) {
                long key = account.transactionKey(t);
                int have = seen[t];
                int whole = sizes[t];
                tally.count(Counter.TORN, () -> Finding.torn(Key.number(key), Key.owner(key), have, whole));
            }
        }
    }
}
