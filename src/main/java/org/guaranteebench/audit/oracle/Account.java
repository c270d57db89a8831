package org.guaranteebench.audit.oracle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.guaranteebench.audit.ledger.Entry;
import org.guaranteebench.audit.ledger.Ledger;
import org.guaranteebench.audit.ledger.LedgerHeader;
import org.guaranteebench.audit.ledger.Role;
import org.guaranteebench.audit.payload.AuditRecord;

/**
 * What the ledgers of one twin say, all together: which messages there are, what became of each attempt, what of each
 * transaction. About 50 bytes a message that was sent once. Filled first, then asked; not thread-safe.
 */
final class Account {
    private final KeyIndex messages = new KeyIndex();
    private final AttemptTable attempts = new AttemptTable();
    private final TransactionTable transactions = new TransactionTable();
    private final BitSet incarnations = new BitSet();
    private final long run;

    Account(long run) {
        this.run = run;
    }

    /** Errors: {@link IOException} in one line that names the file: damaged, of another run, or in contradiction. */
    static Account of(long run, List<Path> ledgers) throws IOException {
        Account account = new Account(run);
        for (Path file : ledgers) {
            Ledger ledger = Ledger.open(file);
            try {
                account.open(ledger.header());
                ledger.read(entry -> account.add(ledger.header(), entry));
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ": " + e.getMessage(), e);
            }
        }
        return account;
    }

    /** Errors: {@link IllegalArgumentException} for another run's, and for a second one of the same incarnation. */
    void open(LedgerHeader header) {
        if (header.run() != run) {
            throw new IllegalArgumentException("is of another run");
        }
        if (incarnations.get(header.incarnation())) {
            throw new IllegalArgumentException("is the second ledger of incarnation " + header.incarnation());
        }
        incarnations.set(header.incarnation());
    }

    /** Errors: {@link IllegalArgumentException} for what contradicts the entries before it. */
    void add(LedgerHeader header, Entry entry) {
        long key = Key.attempt(header.incarnation(), entry.transaction());
        switch (entry.event()) {
            case INTENT -> intend(entry, key, header.role() == Role.SOURCE);
            case ACKED -> attempts.acknowledge(intended(entry, key));
            case FAILED -> attempts.fail(intended(entry, key));
            case UNKNOWN -> intended(entry, key);
            case TRANSACTION_COMMITTING, TRANSACTION_UNKNOWN -> transactions.asked(key);
            case TRANSACTION_COMMITTED -> transactions.committed(key);
            case TRANSACTION_ABORTED -> transactions.aborted(key);
            case PROCESSED, POSITION, CLOSED -> {
                // Nothing that was sent.
            }
        }
    }

    private void intend(Entry entry, long key, boolean ofSource) {
        if (Key.inTransaction(key)) {
            transactions.findOrAdd(key);
        }
        int message = messages.findOrAdd(Key.message(entry.producer(), entry.sequence()));
        attempts.intend(message, key, entry.fate(), ofSource);
    }

    private int intended(Entry entry, long key) {
        int message = messages.find(Key.message(entry.producer(), entry.sequence()));
        int attempt = message == KeyIndex.NONE ? AttemptTable.NONE : attempts.find(message, key);
        if (attempt == AttemptTable.NONE) {
            throw new IllegalArgumentException(entry.event() + " of producer " + entry.producer() + " sequence "
                    + entry.sequence() + ", which was not intended before");
        }
        return attempt;
    }

    int messages() {
        return messages.size();
    }

    /** Of a message, by its number. */
    long messageKey(int message) {
        return messages.key(message);
    }

    int attempts() {
        return attempts.size();
    }

    /** {@link KeyIndex#NONE} for a message that nobody intended. */
    int message(AuditRecord record) {
        return messages.find(Key.message(record.producer(), record.sequence()));
    }

    /** {@link AttemptTable#NONE} for an attempt at a known message that nobody intended. */
    int attempt(int message, AuditRecord record) {
        int attempt = attempts.find(message, Key.attempt(record.incarnation(), record.transaction()));
        return attempt == AttemptTable.NONE || attempts.fate(attempt) == record.fate() ? attempt : AttemptTable.NONE;
    }

    Standing ofAttempt(int attempt) {
        long key = attempts.key(attempt);
        if (!Key.inTransaction(key)) {
            return attempts.acked(attempt)
                    ? Standing.ACKNOWLEDGED
                    : attempts.failed(attempt) ? Standing.FAILED : Standing.OPEN;
        }
        Standing standing = transactions.standing(key, attempts.fate(attempt));
        return standing != Standing.ABORTED && attempts.failed(attempt) ? Standing.FAILED : standing;
    }

    /** What its attempts by sources make a message. */
    Standing ofMessage(int message) {
        Standing standing = Standing.UNSENT;
        for (int a = attempts.first(message); a != AttemptTable.NONE; a = attempts.next(a)) {
            if (attempts.ofSource(a)) {
                standing = standing.strongest(ofAttempt(a));
            }
        }
        return standing;
    }

    int transactions() {
        return transactions.size();
    }

    /** Number of an attempt's transaction; {@link KeyIndex#NONE} without one. */
    int transactionOf(int attempt) {
        long key = attempts.key(attempt);
        return Key.inTransaction(key) ? transactions.find(key) : KeyIndex.NONE;
    }

    /** Of a transaction, by its number. */
    long transactionKey(int transaction) {
        return transactions.key(transaction);
    }
}
