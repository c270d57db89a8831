package org.guaranteebench.audit.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guaranteebench.audit.ledger.Event;
import org.guaranteebench.audit.verdict.ClientFact;
import org.guaranteebench.audit.verdict.StrikeFact;

/** F3 and F9: a proxy has swallowed a response, or requests. Told once in figures, and once by the proxies' own log. */
final class ProxyFaults {
    private static final Pattern SWALLOWED = Pattern.compile(
            "\\S+ before clients of broker (\\d+): connection \\d+: (\\S+)"
                    + " number (\\d+) of (\\S+): (\\w+ swallowed), (\\d+) bytes(, then closed)?(?:, version (\\d+): (\\w+))?");

    private static final int NO_RESPONSE = -1;

    private ProxyFaults() {}

    static void struck(RawTwin twin, long sent, Flaws flaws) throws IOException {
        boolean response = twin.facts().scenario().equals("F3");
        ClientFact source = twin.fault().clients().get(0);
        String point = response ? "intended:" + sent / 2 : "acked:" + (sent - sent / 10 - 1);
        flaws.unless(source.point().equals(point), "the source stood at \"" + source.point() + "\", not at " + point)
                .unless(source.status() == 0, "the source ended with status " + source.status());
        List<Matcher> lines = swallowed(twin);
        if (twin.fault().strikes().size() != 1 || lines.isEmpty()) {
            flaws.unless(
                    false,
                    "the proxies' log has " + lines.size() + " lines about what was swallowed, the evidence "
                            + twin.fault().strikes().size() + " rules");
            return;
        }
        StrikeFact strike = twin.fault().strikes().get(0);
        String action = response ? "response swallowed" : "request swallowed";
        flaws.unless(strike.api().equals("Produce") && strike.action().equals(action), "no Produce " + action)
                .unless(
                        strike.closes() == response && (response || strike.error() == NO_RESPONSE),
                        "the rule did not end as it was to")
                .unless(
                        strike.client().endsWith("source-" + source.incarnation()),
                        "the rule struck " + strike.client() + ", which is not the source")
                .unless(
                        strike.nth() == 1 && (!response || strike.hits() == 1),
                        "the rule did not strike what it was to")
                .unless(
                        lines.size() == strike.hits(),
                        "the proxies' log has " + lines.size() + " strikes, the evidence " + strike.hits());
        lines.forEach(line -> compare(line, strike, flaws));
        flaws.unless(
                Long.parseLong(lines.get(0).group(6)) == strike.bytes()
                        && Long.parseLong(lines.get(0).group(3)) == strike.nth(),
                "the proxies' log tells another first strike than the evidence");
        if (response) {
            answer(lines.get(0), strike, flaws);
        } else {
            RawLedger ledger = twin.ledger(source);
            long behind = sent - sent / 10;
            long told = ledger.count(entry -> entry.event() == Event.ACKED && entry.sequence() >= behind);
            flaws.unless(
                    told == (twin.facts().control() ? sent - behind : 0),
                    told + " messages whose requests were swallowed were acknowledged");
        }
    }

    private static List<Matcher> swallowed(RawTwin twin) {
        List<Matcher> lines = new ArrayList<>();
        for (String line : twin.proxyLog()) {
            Matcher matcher = SWALLOWED.matcher(line);
            if (matcher.matches()) {
                lines.add(matcher);
            }
        }
        return lines;
    }

    private static void compare(Matcher line, StrikeFact strike, Flaws flaws) {
        flaws.unless(
                Integer.parseInt(line.group(1)) == strike.broker()
                        && line.group(2).equals(strike.api())
                        && line.group(4).equals(strike.client())
                        && line.group(5).equals(strike.action())
                        && (line.group(7) != null) == strike.closes(),
                "the proxies' log has \"" + line.group() + "\", which the evidence has not");
    }

    /** That the broker has answered proves nothing; it must have said that it has the record. */
    private static void answer(Matcher line, StrikeFact strike, Flaws flaws) {
        if (line.group(9) == null) {
            flaws.unless(false, "the proxies' log does not hold the response");
            return;
        }
        RawProduceResponse response = RawProduceResponse.read(line.group(9), Integer.parseInt(line.group(8)));
        flaws.unless(response.error() == 0, "the response does not say that the record was appended: " + response)
                .unless(
                        response.correlation() == strike.correlation() && response.error() == strike.error(),
                        "the response is not that of the evidence: " + response);
    }
}
