package org.guaranteebench.audit.verify;

import org.guaranteebench.audit.verdict.ClientFact;

/** F11, told by the proxies' own log and by where the source stood. */
final class LateAnswerFault {
    private LateAnswerFault() {}

    static void struck(RawTwin twin, long sent, Flaws flaws) {
        ClientFact source = twin.fault().clients().get(0);
        String late = "Produce number 1 of .*source-" + source.incarnation() + ": response delayed by 4000 ms, .*";
        long lines = twin.proxyLog().stream()
                .filter(line -> line.matches(".* before clients of broker \\d+: connection \\d+: " + late))
                .count();
        flaws.unless(source.point().equals("intended:" + sent / 2), "the source stood at " + source.point())
                .unless(source.status() == 0, "the source ended with status " + source.status())
                .unless(lines == 1, "the proxies' log tells of " + lines + " late answers");
    }
}
