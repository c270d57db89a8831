package org.guaranteebench.audit.verify;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.guaranteebench.audit.verdict.ClientFact;

/** Holds what is told of processes against what they have left: each its ledger, which ends as the process ended. */
final class ProcessCheck {
    private ProcessCheck() {}

    /** Where they do not fit, each in a line. */
    static List<String> differences(RawTwin twin) {
        Flaws flaws = new Flaws();
        for (RawLedger ledger : twin.ledgers()) {
            flaws.unless(ledger.header().run() == twin.key().run(), ledger + " is of another run");
            flaws.unless(
                    ledger.ledger()
                            .file()
                            .equals(twin.folder().ledger(ledger.header().incarnation())),
                    ledger + " is in " + ledger.ledger().file().getFileName());
            boolean killed = twin.fault().killed(ledger.header().incarnation());
            boolean closed = ledger.ending().closed();
            flaws.unless(!killed || !closed, ledger + " was closed, though its process was killed");
            flaws.unless(killed || closed, ledger + " was not closed, though its process was not killed");
            flaws.unless(
                    killed || ledger.ending().tornBytes() == 0,
                    ledger + " has " + ledger.ending().tornBytes() + " torn bytes, though its process was not killed");
        }
        twin.fault().clients().forEach(client -> compare(twin, client, flaws));
        return flaws.list();
    }

    private static void compare(RawTwin twin, ClientFact client, Flaws flaws) {
        Optional<RawLedger> ledger = twin.ledger(client.incarnation());
        if (ledger.isEmpty()) {
            flaws.unless(false, "incarnation " + client.incarnation() + " has no ledger");
            return;
        }
        flaws.unless(
                ledger.get().header().pid() == client.pid(),
                ledger.get() + " is of process " + ledger.get().header().pid() + ", and the evidence is of process "
                        + client.pid());
        String role = ledger.get().header().role().name().toLowerCase(Locale.ROOT);
        flaws.unless(
                role.equals(client.role()),
                ledger.get() + " is a " + role + "'s, and the evidence is of a " + client.role());
    }
}
