package org.guaranteebench.audit.verify;

import java.io.IOException;
import java.util.List;
import org.guaranteebench.audit.verdict.ClientFact;

/**
 * Whether a scenario's fault has fired in one twin: decided by what is kept of it, without the code that played it. The
 * rules are those of docs/AUDITS.md.
 */
final class FaultCheck {
    private FaultCheck() {}

    /**
     * Why it is not proven that it has; empty when it is.
     *
     * @param sent messages of the twin
     *     <p>Errors: {@link IOException} in one line that names a file.
     */
    static List<String> flaws(RawTwin twin, long sent) throws IOException {
        Flaws flaws = new Flaws();
        switch (twin.facts().scenario()) {
            case "F1", "F2", "F8" -> {
                if (clients(twin, "stage", 2, flaws)) {
                    StageFaults.killed(twin, sent, flaws);
                }
            }
            case "F10" -> {
                if (clients(twin, "stage", 2, flaws)) {
                    StageFaults.replaced(twin, sent, flaws);
                }
            }
            case "F4" -> {
                if (clients(twin, "source", 2, flaws)) {
                    SourceFaults.killed(twin, sent, flaws);
                }
            }
            case "F6" -> {
                if (clients(twin, "source", 1, flaws)) {
                    SourceFaults.aborted(twin, sent, flaws);
                }
            }
            case "F7" -> {
                if (clients(twin, "source", 2, flaws)) {
                    SourceFaults.stopped(twin, flaws);
                }
            }
            case "F3", "F9" -> {
                if (clients(twin, "source", 1, flaws)) {
                    ProxyFaults.struck(twin, sent, flaws);
                }
            }
            case "F5" -> {
                if (clients(twin, "source", 1, flaws)) {
                    LeaderFault.struck(twin, sent, flaws);
                }
            }
            default -> throw new IllegalArgumentException(twin.facts().scenario());
        }
        return flaws.list();
    }

    /** Only the first one has stood at a point, only F7's was stopped, and only stages have a group. */
    private static boolean clients(RawTwin twin, String role, int count, Flaws flaws) {
        List<ClientFact> clients = twin.fault().clients();
        boolean there = clients.size() == count;
        for (int i = 0; i < clients.size(); i++) {
            ClientFact client = clients.get(i);
            there &= client.role().equals(role)
                    && twin.ledger(client.incarnation()).isPresent()
                    && client.point().isEmpty() == i > 0
                    && client.stopped() == (i == 0 && twin.facts().scenario().equals("F7"))
                    && client.generation() >= 0 == role.equals("stage")
                    && client.generation() >= -1;
        }
        flaws.unless(
                there, "the evidence is not of " + count + " " + role + (count == 1 ? "" : "s") + " as it should be");
        return there;
    }
}
