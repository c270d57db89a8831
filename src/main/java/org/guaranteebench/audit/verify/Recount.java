package org.guaranteebench.audit.verify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.guaranteebench.audit.ledger.Entry;
import org.guaranteebench.audit.ledger.Event;
import org.guaranteebench.audit.readback.ReadRecord;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.Finding;
import org.guaranteebench.audit.verify.Line.Kind;
import org.guaranteebench.audit.verify.Line.TransactionId;

/**
 * Counts by the definitions of {@link Counter} in another way than the oracle: everything in memory, everything sorted,
 * one message at a time. Shares with it the readers of the files. One read-back each; not thread-safe.
 */
final class Recount {
    private final Map<Counter, List<Finding>> findings = new EnumMap<>(Counter.class);
    private final Map<TransactionId, Set<Event>> outcomes = new HashMap<>();
    private final Map<TransactionId, List<Boolean>> wholes = new HashMap<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<Line> firsts = new ArrayList<>();
    private long sent;
    private long acked;

    private Recount() {}

    static Recount of(RawPayload.Reader payloads, List<LedgerContent> ledgers, List<ReadRecord> records) {
        Recount recount = new Recount();
        ledgers.forEach(recount::add);
        records.forEach(record -> recount.add(payloads, record));
        recount.lines.sort(Line.BY_ATTEMPT);
        groups(recount.lines, Line::sameMessage).forEach(recount::countMessage);
        recount.countReordered();
        recount.countTorn();
        return recount;
    }

    Counters counters() {
        return Counters.of(counter -> switch (counter) {
            case SENT -> sent;
            case ACKED -> acked;
            default -> findings(counter).size();
        });
    }

    /** All cases of a counter. */
    List<Finding> findings(Counter counter) {
        return findings.getOrDefault(counter, List.of());
    }

    private void find(Finding finding) {
        findings.computeIfAbsent(finding.counter(), counter -> new ArrayList<>())
                .add(finding);
    }

    private void add(LedgerContent ledger) {
        int incarnation = ledger.header().incarnation();
        boolean source = ledger.header().role().name().equals("SOURCE");
        for (Entry entry : ledger.entries()) {
            switch (entry.event()) {
                case INTENT -> lines.add(line(Kind.INTENT, incarnation, source, entry));
                case ACKED -> lines.add(line(Kind.ACKED, incarnation, source, entry));
                case FAILED -> lines.add(line(Kind.FAILED, incarnation, source, entry));
                case TRANSACTION_COMMITTING, TRANSACTION_COMMITTED, TRANSACTION_ABORTED, TRANSACTION_UNKNOWN ->
                    outcomes.computeIfAbsent(
                                    new TransactionId(incarnation, entry.transaction()),
                                    id -> EnumSet.noneOf(Event.class))
                            .add(entry.event());
                case UNKNOWN, PROCESSED, POSITION, CLOSED -> {
                    // Says nothing that its absence would not say.
                }
            }
        }
    }

    private static Line line(Kind kind, int incarnation, boolean source, Entry entry) {
        return new Line(
                entry.producer(),
                entry.sequence(),
                incarnation,
                entry.transaction(),
                kind,
                entry.fate().ordinal(),
                source,
                -1,
                -1);
    }

    private void add(RawPayload.Reader payloads, ReadRecord record) {
        Optional<RawPayload> payload = payloads.read(record.payload());
        if (payload.isEmpty()) {
            find(Finding.foreign(record.partition(), record.offset()));
            return;
        }
        RawPayload told = payload.get();
        lines.add(new Line(
                told.producer(),
                told.sequence(),
                told.incarnation(),
                told.transaction(),
                Kind.READ,
                told.fate(),
                false,
                record.partition(),
                record.offset()));
    }

    private void countMessage(List<Line> message) {
        List<Attempt> attempts = groups(message, Line::sameAttempt).stream()
                .map(attempt -> new Attempt(
                        attempt, outcomes.getOrDefault(attempt.get(0).transactionId(), Set.of())))
                .toList();
        List<Attempt> bySources = attempts.stream().filter(Attempt::bySource).toList();
        if (bySources.isEmpty()) {
            message.stream().filter(line -> line.kind() == Kind.READ).forEach(this::unintended);
            // A stage may still have torn a transaction with it, in which nothing of it counts as read.
            attempts.forEach(attempt -> noteWhole(attempt, false));
            return;
        }
        attempts.forEach(attempt -> noteWhole(attempt, !attempt.reads().isEmpty()));
        attempts.stream().flatMap(attempt -> attempt.strangers().stream()).forEach(this::unintended);
        boolean abortedMessage = bySources.stream().allMatch(Attempt::aborted);
        List<Line> copies = new ArrayList<>();
        for (Attempt attempt : attempts) {
            for (Line read : attempt.reads()) {
                if (abortedMessage || attempt.aborted()) {
                    find(copy(Counter.ABORTED_READ, read));
                } else {
                    copies.add(read);
                }
            }
        }
        copies.sort(Line.BY_PLACE);
        copies.stream().limit(1).forEach(firsts::add);
        copies.stream().skip(1).forEach(copy -> find(copy(Counter.DUPLICATED, copy)));
        countStanding(bySources, !copies.isEmpty());
    }

    private void countStanding(List<Attempt> bySources, boolean read) {
        Line message = bySources.get(0).lines().get(0);
        boolean acknowledged = bySources.stream().anyMatch(Attempt::acknowledged);
        boolean open = bySources.stream().anyMatch(Attempt::open);
        boolean failed = bySources.stream().anyMatch(Attempt::failed);
        sent++;
        if (acknowledged) {
            acked++;
            if (!read) {
                find(Finding.message(Counter.LOST, message.producer(), message.sequence()));
            }
        } else if (open || failed && read) {
            find(Finding.message(Counter.INDETERMINATE, message.producer(), message.sequence()));
        }
    }

    private void noteWhole(Attempt attempt, boolean read) {
        if (attempt.intended() && attempt.inTransaction() && !attempt.aborted() && !attempt.failed()) {
            TransactionId id = attempt.lines().get(0).transactionId();
            wholes.computeIfAbsent(id, i -> new ArrayList<>()).add(read);
        }
    }

    private void countTorn() {
        wholes.forEach((transaction, members) -> {
            long read = members.stream().filter(member -> member).count();
            if (read > 0 && read < members.size()) {
                find(Finding.torn(transaction.number(), transaction.incarnation(), read, members.size()));
            }
        });
    }

    private void countReordered() {
        record Stream(int partition, int producer) {}
        Map<Stream, Long> highest = new HashMap<>();
        firsts.sort(Line.BY_PLACE);
        for (Line first : firsts) {
            Stream stream = new Stream(first.partition(), first.producer());
            if (first.sequence() < highest.getOrDefault(stream, -1L)) {
                find(copy(Counter.REORDERED, first));
            }
            highest.merge(stream, first.sequence(), Math::max);
        }
    }

    private void unintended(Line read) {
        find(Finding.unintended(read.producer(), read.sequence(), read.partition(), read.offset()));
    }

    private static Finding copy(Counter counter, Line read) {
        return Finding.copy(counter, read.producer(), read.sequence(), read.partition(), read.offset());
    }

    /** Neighbours that belong together, in the order in which they stand. */
    private static List<List<Line>> groups(List<Line> sorted, BiPredicate<Line, Line> together) {
        List<List<Line>> groups = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= sorted.size(); to++) {
            if (to == sorted.size() || !together.test(sorted.get(from), sorted.get(to))) {
                groups.add(sorted.subList(from, to));
                from = to;
            }
        }
        return groups;
    }
}
