package org.guaranteebench.audit.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.guaranteebench.audit.ledger.Entry;
import org.guaranteebench.audit.ledger.Event;
import org.guaranteebench.audit.ledger.LedgerHeader;
import org.guaranteebench.audit.readback.ReadRecord;
import org.guaranteebench.audit.verdict.Counter;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.Finding;
import org.guaranteebench.audit.verify.Line.Kind;
import org.guaranteebench.audit.verify.Line.TransactionId;

/**
 * Counts by the definitions of {@link Counter} in another way than the oracle: everything sorted, one message at a time.
 * Shares with it the readers of the files. One read-back each; not thread-safe.
 *
 * <p>Works on a slice of the messages after the other, for each of which it goes through all files, and holds no more
 * than {@value #MOST_LINES} notes and records at once, some hundred bytes each. Besides it keeps 70 bytes a message.
 */
final class Recount {
    private static final int MOST_LINES = 1_500_000;
    private static final int MOST_OTHERS = 10;

    private final RawPayload.Reader payloads;
    private final Set<Finding> recorded;
    private final int slices;

    private final Map<Counter, Long> counts = new EnumMap<>(Counter.class);
    private final Set<Finding> confirmed = new HashSet<>();
    private final Map<Counter, List<Finding>> others = new EnumMap<>(Counter.class);
    private final Map<TransactionId, Set<Event>> outcomes = new HashMap<>();
    private final Map<TransactionId, Part> parts = new HashMap<>();
    private final List<Line> firsts = new ArrayList<>();
    private List<Line> lines = new ArrayList<>();

    /** Of a transaction's attempts that could be read, how many were. */
    private static final class Part {
        private long read;
        private long size;
    }

    private Recount(RawPayload.Reader payloads, Set<Finding> recorded, int slices) {
        this.payloads = payloads;
        this.recorded = recorded;
        this.slices = slices;
    }

    /** @param recorded cases that are to be found again. Errors: {@link IOException} in one line. */
    static Recount of(RawPayload.Reader payloads, Material material, Set<Finding> recorded) throws IOException {
        return of(payloads, material, recorded, MOST_LINES);
    }

    /** @param mostLines in a slice */
    static Recount of(RawPayload.Reader payloads, Material material, Set<Finding> recorded, int mostLines)
            throws IOException {
        Recount recount = new Recount(payloads, recorded, (int) (1 + material.size() / mostLines));
        material.notes(recount::addOutcome);
        for (int slice = 0; slice < recount.slices; slice++) {
            recount.lines = new ArrayList<>();
            recount.add(material, slice);
            recount.lines.sort(Line.BY_ATTEMPT);
            groups(recount.lines, Line::sameMessage).forEach(recount::countMessage);
        }
        recount.lines = List.of();
        recount.countReordered();
        recount.countTorn();
        return recount;
    }

    Counters counters() {
        return Counters.of(counter -> counts.getOrDefault(counter, 0L));
    }

    /** Whether a recorded case was found again. */
    boolean confirms(Finding finding) {
        return confirmed.contains(finding);
    }

    /** Some cases that were found and are not recorded; none only if there is none. */
    List<Finding> others(Counter counter) {
        return others.getOrDefault(counter, List.of());
    }

    private void find(Finding finding) {
        count(finding.counter());
        if (recorded.contains(finding)) {
            confirmed.add(finding);
            return;
        }
        List<Finding> some = others.computeIfAbsent(finding.counter(), counter -> new ArrayList<>());
        if (some.size() < MOST_OTHERS) {
            some.add(finding);
        }
    }

    private void count(Counter counter) {
        counts.merge(counter, 1L, Long::sum);
    }

    private void addOutcome(LedgerHeader header, Entry entry) {
        switch (entry.event()) {
            case TRANSACTION_COMMITTING, TRANSACTION_COMMITTED, TRANSACTION_ABORTED, TRANSACTION_UNKNOWN ->
                outcomes.computeIfAbsent(
                                new TransactionId(header.incarnation(), entry.transaction()),
                                id -> EnumSet.noneOf(Event.class))
                        .add(entry.event());
            default -> {
                // About a message, a position or the end.
            }
        }
    }

    private void add(Material material, int slice) throws IOException {
        material.notes((header, entry) -> {
            if (slice == sliceOf(entry.producer(), entry.sequence())) {
                addNote(header, entry);
            }
        });
        material.reads(record -> {
            if (slice == (slices == 1 ? 0 : RawPayload.claims(record.payload(), this::sliceOf))) {
                addRead(record);
            }
        });
    }

    private int sliceOf(int producer, long sequence) {
        return (int) Math.floorMod(31L * producer + sequence, (long) slices);
    }

    private void addNote(LedgerHeader header, Entry entry) {
        switch (entry.event()) {
            case INTENT -> lines.add(line(Kind.INTENT, header, entry));
            case ACKED -> lines.add(line(Kind.ACKED, header, entry));
            case FAILED -> lines.add(line(Kind.FAILED, header, entry));
            default -> {
                // Says nothing of a message that its absence would not say.
            }
        }
    }

    private static Line line(Kind kind, LedgerHeader header, Entry entry) {
        return new Line(
                entry.producer(),
                entry.sequence(),
                header.incarnation(),
                entry.transaction(),
                kind,
                entry.fate().ordinal(),
                header.role().name().equals("SOURCE"),
                -1,
                -1);
    }

    private void addRead(ReadRecord record) {
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
        count(Counter.SENT);
        if (acknowledged) {
            count(Counter.ACKED);
            if (!read) {
                find(Finding.message(Counter.LOST, message.producer(), message.sequence()));
            }
        } else if (open || failed && read) {
            find(Finding.message(Counter.INDETERMINATE, message.producer(), message.sequence()));
        }
    }

    private void noteWhole(Attempt attempt, boolean read) {
        if (attempt.intended() && attempt.inTransaction() && !attempt.aborted() && !attempt.failed()) {
            Part part = parts.computeIfAbsent(attempt.lines().get(0).transactionId(), id -> new Part());
            part.size++;
            part.read += read ? 1 : 0;
        }
    }

    private void countTorn() {
        parts.forEach((transaction, part) -> {
            if (part.read > 0 && part.read < part.size) {
                find(Finding.torn(transaction.number(), transaction.incarnation(), part.read, part.size));
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
