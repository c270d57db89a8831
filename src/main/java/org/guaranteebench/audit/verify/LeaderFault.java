package org.guaranteebench.audit.verify;

import java.io.IOException;
import java.util.List;
import org.guaranteebench.audit.ledger.Event;
import org.guaranteebench.audit.verdict.ClientFact;
import org.guaranteebench.audit.verdict.LeaderFact;
import org.guaranteebench.audit.verdict.LeaderFact.ReplicaLog;
import org.guaranteebench.audit.verdict.LeaderFact.View;

/** F5: a leader is cut off, takes messages that nobody copies, dies, and another one leads without them. */
final class LeaderFault {
    private static final int NODES = 3;

    private LeaderFault() {}

    static void struck(RawTwin twin, long sent, Flaws flaws) throws IOException {
        if (twin.fault().leaders().size() != 1) {
            flaws.unless(false, "the evidence is of " + twin.fault().leaders().size() + " leaders");
            return;
        }
        LeaderFact fact = twin.fault().leaders().get(0);
        ClientFact source = twin.fault().clients().get(0);
        flaws.unless(
                        fact.copied() == sent - sent / 10
                                && source.point().equals("acked:" + (fact.copied() - 1))
                                && source.status() == 0,
                        "the source did not stand with nine tenths copied, or did not end")
                .unless(fact.death().contains(" ended with status 137"), "the leader was not killed: " + fact.death());
        cut(twin, fact, flaws);
        silence(fact, flaws);
        leadership(fact, flaws);
        acknowledged(twin, fact, twin.ledger(source), flaws);
    }

    private static void cut(RawTwin twin, LeaderFact fact, Flaws flaws) {
        String link = " before replicas of broker " + fact.broker() + ": ";
        List<String> lines =
                twin.proxyLog().stream().filter(line -> line.contains(link)).toList();
        List<String> cuts =
                lines.stream().filter(line -> line.contains(": cut with ")).toList();
        List<String> healed =
                lines.stream().filter(line -> line.contains(": healed; ")).toList();
        flaws.unless(
                        fact.connections() >= Math.max(NODES, fact.logs().size()) - 1,
                        "no more than " + fact.connections() + " connections were cut")
                .unless(
                        cuts.size() == 1
                                && cuts.get(0).endsWith(link + "cut with " + fact.connections() + " connections open"),
                        "the proxies' log does not hold the cut of " + fact.connections() + " connections")
                .unless(
                        healed.size() == 1
                                && healed.get(0).endsWith(" met the cut, " + fact.lostBytes() + " bytes are lost"),
                        "the proxies' log does not hold the loss of " + fact.lostBytes() + " bytes");
    }

    /** Nobody has copied anything since the cut: that is why nobody else has it. */
    private static void silence(LeaderFact fact, Flaws flaws) {
        long longest = fact.logs().stream()
                .filter(log -> log.node() != fact.broker())
                .mapToLong(ReplicaLog::atKill)
                .max()
                .orElse(Long.MAX_VALUE);
        long own = fact.logs().stream()
                .filter(log -> log.node() == fact.broker())
                .mapToLong(ReplicaLog::atKill)
                .sum();
        flaws.unless(own > longest, "the leader's log was no longer than that of another")
                .unless(
                        fact.logs().stream()
                                .allMatch(log -> log.node() == fact.broker() || log.atCut() == log.atKill()),
                        "a follower's log has changed after the cut")
                .unless(
                        fact.highWatermark() == fact.copied(),
                        "the high watermark was " + fact.highWatermark() + ", and copied were " + fact.copied());
    }

    private static void leadership(LeaderFact fact, Flaws flaws) {
        if (fact.views().size() != 3) {
            flaws.unless(false, "who led is not told three times");
            return;
        }
        View first = fact.views().get(0);
        View before = fact.views().get(1);
        View after = fact.views().get(2);
        flaws.unless(
                        first.leader() == fact.broker()
                                && before.leader() == fact.broker()
                                && first.epoch() >= 0
                                && before.epoch() == first.epoch(),
                        "before the kill led " + before + ", and before the cut " + first)
                .unless(
                        before.inSync().stream()
                                .sorted()
                                .toList()
                                .equals(fact.logs().stream()
                                        .map(ReplicaLog::node)
                                        .sorted()
                                        .toList()),
                        "in sync were only " + before.inSync() + " when it was killed")
                .unless(
                        after.leader() >= 0 && after.leader() != fact.broker() && after.epoch() > before.epoch(),
                        "after it led " + after);
    }

    /** The weak twin by the cut-off leader, the strong one by the next, and by no other. */
    private static void acknowledged(RawTwin twin, LeaderFact fact, RawLedger ledger, Flaws flaws) throws IOException {
        long meanwhile = ledger.count(entry ->
                entry.event() == Event.ACKED && entry.time() - fact.cutAt() >= 0 && entry.time() - fact.struckAt() < 0);
        long afterwards = ledger.count(entry -> entry.event() == Event.ACKED && entry.time() - fact.struckAt() >= 0);
        flaws.unless(
                        afterwards == fact.acknowledged(),
                        ledger + " has " + afterwards + " acknowledgements after the kill, the evidence "
                                + fact.acknowledged())
                .unless(
                        twin.facts().control() ? meanwhile > 0 : meanwhile == 0,
                        ledger + " has " + meanwhile + " acknowledgements between cut and kill")
                .unless(
                        twin.facts().control() || afterwards > 0,
                        "nothing was acknowledged after another had taken over");
    }
}
