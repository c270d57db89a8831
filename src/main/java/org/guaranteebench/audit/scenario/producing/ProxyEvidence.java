package org.guaranteebench.audit.scenario.producing;

import org.guaranteebench.audit.process.Point;
import org.guaranteebench.audit.proxy.Fault;
import org.guaranteebench.audit.proxy.KafkaProxy;
import org.guaranteebench.audit.proxy.ProxyEvent;
import org.guaranteebench.audit.proxy.Rule;
import org.guaranteebench.audit.verdict.FaultEvidence;

/** What a proxy's log says of a fault that was armed at it. */
final class ProxyEvidence {
    private ProxyEvidence() {}

    /** @param since where the source stood when the rule was armed, from which on requests were counted */
    static FaultEvidence of(Fault fault, Point since) {
        return fault.fired().stream()
                .findFirst()
                .map(fired -> FaultEvidence.proven("proxy: " + words(fired, since)))
                .orElseGet(() -> FaultEvidence.missing("proxy: none of the " + fault.seen()
                        + " requests that the source sent after " + since + " was struck"));
    }

    /** Of the latest cut of a link. */
    static String ofCut(KafkaProxy link) {
        String words = "never cut";
        for (ProxyEvent event : link.events()) {
            if (event instanceof ProxyEvent.Cut cut) {
                words = cut.connections() + " connections fell silent";
            } else if (event instanceof ProxyEvent.Healed healed) {
                words = words + ", " + healed.bytes() + " bytes sent on them were lost";
            }
        }
        return "proxy: " + words;
    }

    private static String words(ProxyEvent.Fired fired, Point since) {
        boolean response = fired.rule().action() instanceof Rule.SwallowResponse;
        return (response ? "response to " : "") + fired.request().api() + " request " + fired.nth() + " after " + since
                + " swallowed (correlation id " + fired.request().correlation() + ", " + fired.bytes() + " bytes)"
                + (fired.rule().closes() ? ", connection closed" : "");
    }
}
