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

    /** @param rows of all sessions that are there */
    static String results(ProofFolder folder, List<ProofRow> rows) throws IOException {
        StringBuilder page = new StringBuilder(HEADING + "\n\n").append(conditions(folder));
        page.append("""

                | question | metric | sessions | hold the truth | of all, exact 95 % | taken for different | truth | ± | estimate ÷ truth |
                | --- | --- | --- | --- | --- | --- | --- | --- | --- |
                """);
        for (ProofShare share : ProofShare.of(rows)) {
            page.append(row(share));
        }
        page.append("""

                Truth and half-width (±) are medians over the sessions. The shares are those of the intervals that exist. Estimate ÷ truth
                is the geometric mean over the sessions with its 95 % interval (`bias`, `bias_low`, `bias_high` in `proof.csv`).

                A slowdown of an arm at a user's load (the A/A arm's values, made worse by so much; `detection.csv`) would have been
                seen:

                | by | metric | in | of all, exact 95 % |
                | --- | --- | --- | --- |
                """);
        ProofDetection.of(rows).forEach(one -> page.append(row(one)));
        return page.append("""

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
                "| `%s` | `%s` | %d%s | %d of %d | %s | %s | %.3f | %s | %s |%n",
                share.question(),
                share.metric(),
                share.sessions(),
                share.refused() == 0 ? "" : ", " + share.refused() + " refused",
                share.covered(),
                share.intervals(),
                exact,
                detected,
                share.truth(),
                Double.isNaN(share.halfWidth()) ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share.halfWidth()),
                bias(share));
    }

    /** Of slowed arms only a truth may be wrong: that of two equal ones is 1. */
    private static String bias(ProofShare share) {
        ProofShare.Bias bias = share.bias();
        return Double.isNaN(bias.factor())
                ? "–"
                : String.format(Locale.ROOT, "%.3f (%.3f–%.3f)", bias.factor(), bias.low(), bias.high())
                        + (share.question().percent() > 0 && bias.there() ? ": **the truth is wrong**" : "");
    }

    private static String row(ProofDetection one) {
        return String.format(
                Locale.ROOT,
                "| %d %% | `%s` | %d of %d | %s |%n",
                one.percent(),
                one.metric(),
                one.detected(),
                one.intervals(),
                one.intervals() == 0 ? "no interval" : percent(one.detected(), one.intervals()));
    }

    private static String percent(int k, int n) {
        ClopperPearson exact = ClopperPearson.of(k, n);
        return String.format(Locale.ROOT, "%.0f–%.0f %%", 100 * exact.low(), 100 * exact.high());
    }
}
