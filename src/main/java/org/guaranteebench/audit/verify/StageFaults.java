package org.guaranteebench.audit.verify;

import java.io.IOException;
import java.util.Collections;
import org.guaranteebench.audit.ledger.Event;
import org.guaranteebench.audit.verdict.ClientFact;

/** F1, F2, F8 and F10: a stage is killed, or replaced, amid its fourth batch. */
final class StageFaults {
    private static final int STRUCK = 3;

    private StageFaults() {}

    /** Records of a batch by the number of messages. */
    private static long batch(long sent) {
        return Math.min(10_000, Math.max(10, sent / 20));
    }

    private static long middle(long sent) {
        return STRUCK * batch(sent) + batch(sent) * 2 / 5;
    }

    /** Stood at its point, was ended by SIGKILL, and another has its partitions. */
    static void killed(RawTwin twin, long sent, Flaws flaws) throws IOException {
        ClientFact struck = twin.fault().clients().get(0);
        ClientFact successor = twin.fault().clients().get(1);
        RawLedger ledger = twin.ledger(struck);
        String scenario = twin.facts().scenario();
        String point = scenario.equals("F1")
                ? "processed:" + middle(sent)
                : (scenario.equals("F2") ? "produced:" : "filled:") + STRUCK;
        flaws.unless(struck.point().equals(point), "the stage stood at \"" + struck.point() + "\", not at " + point)
                .unless(struck.killed(), "the stage ended with status " + struck.status() + ", not by SIGKILL")
                .unless(successor.status() == 0, "its successor ended with status " + successor.status())
                .unless(
                        successor.generation() >= struck.generation(),
                        "its successor was in generation " + successor.generation())
                .unless(
                        !Collections.disjoint(struck.partitions(), successor.partitions()),
                        "its successor had none of its partitions")
                .unless(
                        twin.ledger(successor).began() - ledger.ended() > 0,
                        "its successor had begun before it had ended");
        if (scenario.equals("F1")) {
            long processed = ledger.count(Event.PROCESSED);
            flaws.unless(
                    processed == middle(sent),
                    ledger + " has " + processed + " processed records, not " + middle(sent));
        } else {
            results(ledger, flaws);
        }
    }

    /** All of them were acknowledged, and none of the struck batch's was committed. */
    private static void results(RawLedger ledger, Flaws flaws) throws IOException {
        long intended = ledger.count(Event.INTENT);
        long acknowledged = ledger.count(Event.ACKED);
        long committing =
                ledger.count(entry -> entry.event() == Event.TRANSACTION_COMMITTING && entry.transaction() >= STRUCK);
        flaws.unless(
                        intended > 0 && intended == acknowledged,
                        ledger + " has " + acknowledged + " acknowledgements of " + intended + " results")
                .unless(committing == 0, ledger + " has asked for the commit of transaction " + STRUCK);
    }

    /** Stood while another member of a later generation worked from its first note to its last, and lost to it. */
    static void replaced(RawTwin twin, long sent, Flaws flaws) throws IOException {
        ClientFact first = twin.fault().clients().get(0);
        ClientFact second = twin.fault().clients().get(1);
        RawLedger other = twin.ledger(second);
        String point = "processed:" + middle(sent);
        flaws.unless(first.point().equals(point), "the member stood at \"" + first.point() + "\", not at " + point)
                .unless(first.status() == 0 && second.status() == 0, "a member did not end by itself")
                .unless(
                        first.generation() >= 0 && second.generation() > first.generation(),
                        "the group went from generation " + first.generation() + " to " + second.generation())
                .unless(
                        !Collections.disjoint(first.partitions(), second.partitions()),
                        "the second member had none of the first one's partitions")
                .unless(!first.lost().isEmpty(), "the first member has lost no partitions");
        RawLedger ledger = twin.ledger(first);
        long before = ledger.count(entry -> entry.event() == Event.INTENT && entry.time() - other.began() < 0);
        long meanwhile = ledger.count(entry -> entry.event() == Event.INTENT
                && entry.time() - other.began() >= 0
                && entry.time() - other.ended() <= 0);
        flaws.unless(
                        before == middle(sent),
                        ledger + " has " + before + " results before the second member's first, not " + middle(sent))
                .unless(meanwhile == 0, ledger + " has results while the second member worked");
    }
}
