package org.guaranteebench.audit.scenario.producing;

import java.util.List;
import java.util.Optional;
import org.guaranteebench.audit.proxy.Fault;
import org.guaranteebench.audit.proxy.ProxyEvent.Fired;
import org.guaranteebench.audit.proxy.Rule;
import org.guaranteebench.audit.verdict.ClientFact;
import org.guaranteebench.audit.verdict.FaultEvidence;
import org.guaranteebench.audit.verdict.FaultFacts;
import org.guaranteebench.audit.verdict.StrikeFact;

/** What a proxy's log says of a fault that was armed at it. */
final class ProxyEvidence {
    private static final int NO_RESPONSE = -1;

    private ProxyEvidence() {}

    /**
     * A swallowed response proves something only if it says that the records were appended.
     *
     * @param broker behind the proxy
     * @param source whose requests it strikes, at the point from which on they were counted
     */
    static FaultEvidence of(Fault fault, int broker, ClientFact source) {
        List<Fired> fired = fault.fired();
        if (fired.isEmpty()) {
            return FaultEvidence.missing("proxy: none of the " + fault.seen() + " requests that the source sent after "
                    + source.point() + " was struck");
        }
        Fired first = fired.get(0);
        int error = error(first);
        String words = "proxy: " + words(first, source.point())
                + (fired.size() > 1 ? " and " + (fired.size() - 1) + " behind it" : "");
        StrikeFact strike = new StrikeFact(
                broker,
                first.request().api(),
                first.request().clientId().orElse(""),
                swallowsResponse(first) ? "response swallowed" : "request swallowed",
                first.rule().closes(),
                fired.size(),
                first.nth(),
                first.request().correlation(),
                first.bytes(),
                error);
        return new FaultEvidence(
                !swallowsResponse(first) || error == ProduceAnswer.APPENDED,
                words,
                new FaultFacts(List.of(source), List.of(strike), List.of()));
    }

    private static int error(Fired fired) {
        return swallowsResponse(fired)
                ? ProduceAnswer.error(fired.content(), fired.request().apiVersion())
                : NO_RESPONSE;
    }

    private static boolean swallowsResponse(Fired fired) {
        return fired.rule().action() instanceof Rule.SwallowResponse;
    }

    private static String words(Fired fired, String since) {
        Optional<String> answer = Optional.of(fired)
                .filter(ProxyEvidence::swallowsResponse)
                .map(response -> ProduceAnswer.words(error(response)));
        return (answer.isPresent() ? "response to " : "") + fired.request().api() + " request " + fired.nth()
                + " after " + since + " swallowed (correlation id "
                + fired.request().correlation() + ", " + fired.bytes() + " bytes"
                + answer.map(said -> ", " + said).orElse("") + ")"
                + (fired.rule().closes() ? ", connection closed" : "");
    }
}
