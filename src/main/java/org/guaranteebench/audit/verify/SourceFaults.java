package org.guaranteebench.audit.verify;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.guaranteebench.audit.ledger.Event;
import org.guaranteebench.audit.readback.ReadBack;
import org.guaranteebench.audit.verdict.ClientFact;

/** F4, F6 and F7: a source is killed, aborts, or is stopped and replaced. */
final class SourceFaults {
    private static final int TRANSACTION = 1000;

    private SourceFaults() {}

    /** Was ended by SIGKILL with a message in the log of which it has noted no acknowledgement. */
    static void killed(RawTwin twin, long sent, Flaws flaws) throws IOException {
        ClientFact killed = twin.fault().clients().get(0);
        ClientFact successor = twin.fault().clients().get(1);
        RawLedger ledger = twin.ledger(killed);
        long last = Math.min(sent - 1, sent / 2 / TRANSACTION * TRANSACTION + TRANSACTION / 2);
        String point = "appended:" + last;
        flaws.unless(killed.point().equals(point), "the source stood at \"" + killed.point() + "\", not at " + point)
                .unless(killed.killed(), "the source ended with status " + killed.status() + ", not by SIGKILL")
                .unless(successor.status() == 0, "its successor ended with status " + successor.status())
                .unless(
                        ledger.count(entry -> entry.event() == Event.INTENT && entry.sequence() == last) == 1,
                        ledger + " does not hold the intent of " + last)
                .unless(
                        ledger.count(entry -> entry.event() == Event.ACKED && entry.sequence() == last) == 0,
                        ledger + " holds an acknowledgement of " + last)
                .unless(
                        inLog(twin, killed.incarnation(), last, last) == 1,
                        "message " + last + " of incarnation " + killed.incarnation() + " is not in the log");
    }

    /** Has aborted a transaction of which all was acknowledged, and stands in the log. */
    static void aborted(RawTwin twin, long sent, Flaws flaws) throws IOException {
        ClientFact source = twin.fault().clients().get(0);
        RawLedger ledger = twin.ledger(source);
        long size = Math.min(TRANSACTION, sent / 2);
        flaws.unless(
                        source.point().equals("filled:0"),
                        "the source stood at \"" + source.point() + "\", not at filled:0")
                .unless(source.status() == 0, "the source ended with status " + source.status());
        for (Event event : List.of(Event.INTENT, Event.ACKED)) {
            long noted = ledger.count(entry -> entry.event() == event && entry.transaction() == 0);
            flaws.unless(noted == size, ledger + " has " + event + " " + noted + " times, not " + size);
        }
        flaws.unless(
                        ledger.count(entry -> entry.event() == Event.TRANSACTION_ABORTED && entry.transaction() == 0)
                                == 1,
                        ledger + " does not hold the abort")
                .unless(ledger.count(Event.TRANSACTION_COMMITTING) == 0, ledger + " has asked for a commit")
                .unless(
                        inLog(twin, source.incarnation(), 0, size - 1) == size,
                        "what was aborted is not in the log, or not all of it");
    }

    /** Was stopped by the kernel, noted nothing while its successor worked, and went on. */
    static void stopped(RawTwin twin, Flaws flaws) throws IOException {
        ClientFact zombie = twin.fault().clients().get(0);
        ClientFact successor = twin.fault().clients().get(1);
        RawLedger ledger = twin.ledger(zombie);
        RawLedger other = twin.ledger(successor);
        String place = twin.facts().control() ? "acked:" : "filled:";
        long meanwhile = ledger.count(entry -> entry.time() - other.began() >= 0 && entry.time() - other.ended() <= 0);
        flaws.unless(zombie.stopped(), "the kernel did not say that the source was stopped")
                .unless(zombie.point().startsWith(place), "the source stood at \"" + zombie.point() + "\"")
                .unless(zombie.status() == 0 && successor.status() == 0, "a source did not end by itself")
                .unless(ledger.began() - other.began() < 0, ledger + " begins after its successor's")
                .unless(meanwhile == 0, ledger + " has " + meanwhile + " notes while its successor worked")
                .unless(ledger.ended() - other.ended() > 0, ledger + " ends before its successor's");
    }

    /** Records from one process with sequences from {@code first} to {@code last}, whoever may see them. */
    private static long inLog(RawTwin twin, int incarnation, long first, long last) throws IOException {
        RawPayload.Reader payloads =
                new RawPayload.Reader(twin.key().run(), twin.key().secret());
        LongAdder found = new LongAdder();
        ReadBack.open(twin.folder().readBack("read_uncommitted")).read(record -> {
            Optional<RawPayload> told = payloads.read(record.payload())
                    .filter(payload -> payload.incarnation() == incarnation
                            && payload.sequence() >= first
                            && payload.sequence() <= last);
            found.add(told.isPresent() ? 1 : 0);
        });
        return found.sum();
    }
}
