package org.guaranteebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.guaranteebench.Alone;
import org.guaranteebench.proof.ProofDesign;
import org.guaranteebench.proof.ProofFolder;
import org.guaranteebench.proof.Question;
import org.guaranteebench.report.ProofShare;
import org.guaranteebench.report.ProofTables;
import org.junit.jupiter.api.Test;

/**
 * Do the suite's intervals hold what they say? Runs in the profile {@code proof} only: {@code mvn verify -Pproof}, with
 * {@code -Dsessions=N} and {@code -Dminutes=M}. docs/PROOF.md has all that was decided before.
 */
@Alone
class WholeProofIT {
    private static final int SESSIONS = Integer.getInteger("sessions", ProofDesign.SESSIONS);
    private static final int MINUTES = Integer.getInteger("minutes", 175);
    private static final Path SCRATCH = Path.of("target", "proof");

    @Test
    void theIntervalsCoverWhatIsTrueAsOftenAsTheySay() throws Exception {
        // A run has System.out for itself.
        PrintStream console = System.out;
        ProofFolder folder = new ProofFolder(ProofFolder.STANDARD);
        ProofSession session = new ProofSession(
                ProofPlans.STANDARD,
                ProofDesign.NAIVE_FORKS,
                SCRATCH,
                folder,
                Path.of(System.getProperty("benchmarks.jar")),
                SuiteCode.digest(),
                console::println);
        new ProofSeries(folder, SESSIONS, MINUTES, session.code(), console, System::nanoTime).measure(session::measure);
        if (folder.firstMissing(SESSIONS) <= SESSIONS) {
            return;
        }
        List<ProofShare> shares = ProofTables.write(folder);
        shares.forEach(share -> console.printf(
                Locale.ROOT,
                "%-10s %-10s %d of %d intervals hold the truth, %d take the arms for different%n",
                share.question(),
                share.metric(),
                share.covered(),
                share.intervals(),
                share.detected()));
        // The naive way is there to be looked at: nobody here says that it holds.
        assertThat(shares)
                .filteredOn(share -> share.question() != Question.NAIVE_95 && share.question() != Question.NAIVE_999)
                .allSatisfy(share -> assertThat(share.intervals())
                        .as(share.question() + " " + share.metric())
                        .isEqualTo(share.sessions()))
                .noneMatch(ProofShare::refuted);
    }
}
