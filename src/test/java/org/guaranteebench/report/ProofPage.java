package org.guaranteebench.report;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.guaranteebench.journal.RunInfo;
import org.guaranteebench.proof.ClopperPearson;
import org.guaranteebench.proof.ProofFolder;
import org.guaranteebench.proof.ProofFolder.Part;
import org.guaranteebench.proof.Question;
import org.guaranteebench.proof.SessionFile;

/** The part of docs/PROOF.md that says what came out, in Markdown. */
final class ProofPage {
    static final String HEADING = "## Results";

    private ProofPage() {}

    /** Of all sessions that are there. */
    static String results(ProofFolder folder, List<ProofShare> shares) throws IOException {
        StringBuilder page = new StringBuilder(HEADING + "\n\n").append(conditions(folder));
        page.append("""

                | question | metric | hold the truth | of all, exact 95 % | taken for different | truth | estimate | ± |
                | --- | --- | --- | --- | --- | --- | --- | --- |
                """);
        for (ProofShare share : shares) {
            page.append(row(share));
        }
        return page.append("""

                Truth, estimate and half-width are medians over the sessions. The shares are those of the intervals that exist.

                ![Every session's interval](../results/proof/plots/sessions.png)
                """).toString();
    }

    private static String conditions(ProofFolder folder) throws IOException {
        TreeSet<String> hosts = new TreeSet<>();
        TreeSet<String> days = new TreeSet<>();
        double seconds = 0;
        for (int session : folder.sessions()) {
            RunInfo info = folder.info(session, Part.DIRECT);
            days.add(info.started().substring(0, 10));
            hosts.add(String.format(
                    "%s CPUs (%s), %s, Kafka %s",
                    info.host().get("cpus"),
                    info.host().getOrDefault("cpu", "unknown"),
                    info.versions().get("jdk"),
                    info.versions().get("client")));
            seconds += SessionFile.read(folder.sessionFile(session)).seconds();
        }
        int sessions = folder.sessions().size();
        return String.format(
                Locale.ROOT,
                "%d session%s, %s: %s; %.0f s each.%n",
                sessions,
                sessions == 1 ? "" : "s",
                days.first().equals(days.last()) ? days.first() : days.first() + " to " + days.last(),
                String.join("; ", hosts),
                seconds / sessions);
    }

    private static String row(ProofShare share) {
        boolean naive = share.question() == Question.NAIVE_95 || share.question() == Question.NAIVE_999;
        String exact = "no interval";
        String detected = "–";
        if (share.intervals() > 0) {
            exact = percent(share.covered(), share.intervals()) + (share.refuted() && !naive ? ": **refuted**" : "");
            detected =
                    share.detected() + " of " + share.intervals() + ": " + percent(share.detected(), share.intervals());
        }
        return String.format(
                Locale.ROOT,
                "| `%s` | `%s` | %d of %d | %s | %s | %.3f | %.3f | %s |%n",
                share.question(),
                share.metric(),
                share.covered(),
                share.intervals(),
                exact,
                detected,
                share.truth(),
                share.estimate(),
                Double.isNaN(share.halfWidth()) ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share.halfWidth()));
    }

    private static String percent(int k, int n) {
        ClopperPearson exact = ClopperPearson.of(k, n);
        return String.format(Locale.ROOT, "%.0f–%.0f %%", 100 * exact.low(), 100 * exact.high());
    }
}
