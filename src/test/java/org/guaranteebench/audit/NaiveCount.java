package org.guaranteebench.audit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.guaranteebench.audit.History.Notes;
import org.guaranteebench.audit.History.Sighting;
import org.guaranteebench.audit.ledger.Entry;
import org.guaranteebench.audit.ledger.Event;
import org.guaranteebench.audit.ledger.Role;
import org.guaranteebench.audit.payload.AuditRecord;
import org.guaranteebench.audit.payload.Fate;
import org.guaranteebench.audit.verdict.Counters;

/**
 * The definitions of {@link org.guaranteebench.audit.verdict.Counter} word by word, with no thought of speed: every
 * question goes through the notes and records again. It knows what the records say and needs to parse nothing.
 */
public final class NaiveCount {
    private final History history;
    private final long run;
    private final List<AuditRecord> intents;
    private final List<AuditRecord> sourceIntents;
    private final Set<Message> sent;
    private final List<Sighting> copies;
    private final List<Sighting> firstCopies;

    /** A message, as ledgers and records name it. */
    private record Message(int producer, long sequence) {}

    private NaiveCount(History history) {
        this.history = history;
        run = history.key().run();
        intents = intents(role -> true);
        sourceIntents = intents(role -> role == Role.SOURCE);
        sent = sent();
        copies = history.sightings().stream().filter(this::copy).toList();
        firstCopies = firstCopies();
    }

    public static Counters of(History history) {
        NaiveCount count = new NaiveCount(history);
        Set<Message> sent = count.sent;
        return new Counters(
                sent.size(),
                sent.stream().filter(count::acknowledged).count(),
                sent.stream()
                        .filter(message -> count.acknowledged(message)
                                && count.copies(message).isEmpty())
                        .count(),
                sent.stream()
                        .mapToLong(message -> Math.max(0, count.copies(message).size() - 1))
                        .sum(),
                history.sightings().stream().filter(count::abortedRead).count(),
                count.torn(),
                history.sightings().stream().filter(count::phantom).count(),
                count.firstCopies.stream().filter(count::reordered).count(),
                sent.stream()
                        .filter(message -> count.open(message)
                                || count.failed(message)
                                        && !count.copies(message).isEmpty())
                        .count());
    }

    // Attempts.

    private List<AuditRecord> intents(Predicate<Role> role) {
        Set<AuditRecord> intents = new LinkedHashSet<>();
        for (Notes notes : history.notes()) {
            for (Entry entry : notes.entries()) {
                if (entry.event() == Event.INTENT && role.test(notes.header().role())) {
                    intents.add(new AuditRecord(
                            run,
                            entry.producer(),
                            notes.header().incarnation(),
                            entry.sequence(),
                            entry.transaction(),
                            entry.fate()));
                }
            }
        }
        return List.copyOf(intents);
    }

    private long noted(AuditRecord attempt, Event event) {
        return history.notes().stream()
                .filter(notes -> notes.header().incarnation() == attempt.incarnation())
                .flatMap(notes -> notes.entries().stream())
                .filter(entry -> entry.event() == event
                        && entry.producer() == attempt.producer()
                        && entry.sequence() == attempt.sequence()
                        && entry.transaction() == attempt.transaction())
                .count();
    }

    private boolean ended(AuditRecord attempt, Event event) {
        return history.notes().stream()
                .filter(notes -> notes.header().incarnation() == attempt.incarnation())
                .flatMap(notes -> notes.entries().stream())
                .anyMatch(entry -> entry.event() == event && entry.transaction() == attempt.transaction());
    }

    private boolean refused(AuditRecord attempt) {
        return noted(attempt, Event.FAILED) >= noted(attempt, Event.INTENT) && noted(attempt, Event.ACKED) == 0;
    }

    private boolean acknowledged(AuditRecord attempt) {
        return attempt.fate() == Fate.NONE
                ? noted(attempt, Event.ACKED) > 0
                : ended(attempt, Event.TRANSACTION_COMMITTED) && !refused(attempt);
    }

    private boolean aborted(AuditRecord attempt) {
        if (attempt.fate() == Fate.NONE || ended(attempt, Event.TRANSACTION_COMMITTED)) {
            return false;
        }
        boolean asked = attempt.fate() == Fate.COMMIT
                && (ended(attempt, Event.TRANSACTION_COMMITTING) || ended(attempt, Event.TRANSACTION_UNKNOWN));
        return ended(attempt, Event.TRANSACTION_ABORTED) || !asked;
    }

    private boolean failed(AuditRecord attempt) {
        return !aborted(attempt) && refused(attempt);
    }

    private boolean open(AuditRecord attempt) {
        return !acknowledged(attempt) && !aborted(attempt) && !failed(attempt);
    }

    // Messages.

    private static Message message(AuditRecord record) {
        return new Message(record.producer(), record.sequence());
    }

    private Set<Message> sent() {
        Set<Message> sent = new LinkedHashSet<>();
        sourceIntents.stream().map(NaiveCount::message).forEach(sent::add);
        return sent;
    }

    private boolean any(Message message, Predicate<AuditRecord> is) {
        return sourceIntents.stream()
                .filter(attempt -> message(attempt).equals(message))
                .anyMatch(is);
    }

    private boolean acknowledged(Message message) {
        return any(message, this::acknowledged);
    }

    private boolean open(Message message) {
        return !acknowledged(message) && any(message, this::open);
    }

    private boolean failed(Message message) {
        return !acknowledged(message) && !open(message) && any(message, this::failed);
    }

    private boolean aborted(Message message) {
        return !acknowledged(message) && !open(message) && !failed(message);
    }

    // Records.

    private boolean phantom(Sighting sighting) {
        return sighting.says().isEmpty()
                || !intents.contains(sighting.says().get())
                || !sent.contains(message(sighting.says().get()));
    }

    private boolean abortedRead(Sighting sighting) {
        return !phantom(sighting)
                && (aborted(sighting.says().get())
                        || aborted(message(sighting.says().get())));
    }

    private boolean copy(Sighting sighting) {
        return !phantom(sighting) && !abortedRead(sighting);
    }

    private List<Sighting> copies(Message message) {
        return copies.stream()
                .filter(sighting -> message(sighting.says().get()).equals(message))
                .toList();
    }

    private List<Sighting> firstCopies() {
        List<Sighting> first = new ArrayList<>();
        for (Message message : sent) {
            copies(message).stream().limit(1).forEach(first::add);
        }
        return first;
    }

    private boolean reordered(Sighting sighting) {
        return firstCopies.stream()
                .anyMatch(other -> other.record().partition()
                                == sighting.record().partition()
                        && other.record().offset() < sighting.record().offset()
                        && other.says().get().producer()
                                == sighting.says().get().producer()
                        && other.says().get().sequence() > sighting.says().get().sequence());
    }

    // Transactions.

    private long torn() {
        record Transaction(int incarnation, long number) {}
        Set<Transaction> transactions = new LinkedHashSet<>();
        intents.stream()
                .filter(attempt -> attempt.fate() != Fate.NONE)
                .forEach(attempt -> transactions.add(new Transaction(attempt.incarnation(), attempt.transaction())));
        return transactions.stream()
                .filter(transaction -> {
                    List<AuditRecord> members = intents.stream()
                            .filter(a -> a.incarnation() == transaction.incarnation()
                                    && a.transaction() == transaction.number())
                            .filter(a -> !aborted(a) && !failed(a))
                            .toList();
                    long read = members.stream().filter(this::wasRead).count();
                    return read > 0 && read < members.size();
                })
                .count();
    }

    private boolean wasRead(AuditRecord attempt) {
        return history.sightings().stream()
                .anyMatch(
                        sighting -> !phantom(sighting) && sighting.says().get().equals(attempt));
    }
}
