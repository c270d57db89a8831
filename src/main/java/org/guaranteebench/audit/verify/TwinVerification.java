package org.guaranteebench.audit.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guaranteebench.audit.AuditFolder;
import org.guaranteebench.audit.verdict.Counters;
import org.guaranteebench.audit.verdict.TwinFacts;
import org.guaranteebench.audit.verify.SecondOpinion.Exhibit;

/**
 * One twin as it was found.
 *
 * @param counters of the decisive read-back; empty where there was nothing to count
 * @param fired whether its fault is proven to have fired
 * @param whole whether its files could be read, without which there is no verdict to compare
 */
record TwinVerification(Optional<TwinFacts> facts, Optional<Counters> counters, boolean fired, boolean whole) {

    Exhibit exhibit() {
        return new Exhibit(counters, fired, facts.map(f -> f.evidence().words()).orElse(""));
    }

    /**
     * Blocks. Cost as of {@link Verification#of}.
     *
     * @param run that it is to be of
     * @param differences to which is added what is recorded and was not found so, each in a line
     */
    static TwinVerification of(AuditFolder folder, String run, List<String> differences) {
        Optional<TwinFacts> facts = Optional.empty();
        String twin = folder.path().getFileName() + ": ";
        try {
            facts = Optional.of(TwinFacts.read(folder.facts()));
            List<String> found = new ArrayList<>();
            TwinVerification verified = of(folder, facts.get(), found);
            if (!facts.get().run().equals(run)) {
                found.add("is of run " + facts.get().run());
            }
            found.forEach(difference -> differences.add(twin + difference));
            return verified;
        } catch (IOException e) {
            differences.add(twin + e.getMessage());
            return new TwinVerification(facts, Optional.empty(), false, false);
        }
    }

    private static TwinVerification of(AuditFolder folder, TwinFacts facts, List<String> differences)
            throws IOException {
        Optional<Foreseen> foreseen = Foreseen.of(facts.scenario());
        foreseen.flatMap(scenario -> scenario.difference(facts)).ifPresent(differences::add);
        if (!facts.failure().isEmpty()) {
            return new TwinVerification(Optional.of(facts), Optional.empty(), false, true);
        }
        RawTwin raw = RawTwin.open(folder, facts);
        Verification.Recounted recounted = Verification.recount(folder, raw.key(), raw.ledgers());
        recounted.differences().forEach(difference -> differences.add(difference.toString()));
        Optional<Counters> counters = Optional.ofNullable(recounted.counters().get(facts.decisive()));
        if (counters.isEmpty()) {
            differences.add("there is no read-back " + facts.decisive());
        }
        differences.addAll(ProcessedCheck.differences(raw));
        LagCheck.difference(raw).ifPresent(differences::add);
        boolean fired =
                fired(raw, foreseen.isPresent(), counters.map(Counters::sent).orElse(0L), differences);
        return new TwinVerification(Optional.of(facts), counters, fired, true);
    }

    private static boolean fired(RawTwin twin, boolean known, long sent, List<String> differences) throws IOException {
        List<String> flaws = new ArrayList<>(ProcessCheck.differences(twin));
        boolean recorded = twin.facts().evidence().proven();
        if (known) {
            flaws.addAll(FaultCheck.flaws(twin, sent));
        } else {
            differences.add(
                    "nothing is known of " + twin.facts().scenario() + " here: that its fault fired is taken on trust");
        }
        boolean fired = flaws.isEmpty() && (known || recorded);
        if (recorded && !fired) {
            flaws.forEach(flaw -> differences.add("the fault is recorded as proven, and is not: " + flaw));
        } else if (!recorded && fired) {
            differences.add("the fault is recorded as not proven, and all says that it fired");
        }
        return fired;
    }
}
