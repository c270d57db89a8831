package org.guaranteebench.report;

import org.guaranteebench.proof.Question;
import org.guaranteebench.stats.PairedRatio;

/**
 * What one session says to one question.
 *
 * @param n blocks, or of the naive measurement forks of each arm
 * @param estimate of the ratio; NaN where nothing was measured
 * @param low of the interval; NaN where there is none
 * @param truth what the ratio really is
 * @param detected whether a reader would have taken the two arms for different, in the true direction if there is one
 * @param verdict of the suite, where it gives one
 */
record ProofRow(
        int session,
        Question question,
        String metric,
        int n,
        double estimate,
        double low,
        double high,
        double truth,
        boolean detected,
        String verdict) {

    static ProofRow of(
            int session, Question question, String metric, PairedRatio effect, double truth, String verdict) {
        return new ProofRow(
                session,
                question,
                metric,
                effect.n(),
                effect.ratio(),
                effect.low(),
                effect.high(),
                truth,
                truth == 1 ? effect.excludesOne() : truth < 1 ? effect.high() < 1 : effect.low() > 1,
                verdict);
    }

    boolean hasInterval() {
        return !Double.isNaN(low) && !Double.isNaN(truth);
    }

    boolean covered() {
        return low <= truth && truth <= high;
    }

    /** Whether the suite, whatever its interval says, would not have compared. */
    boolean refused() {
        return verdict.startsWith("not comparable");
    }
}
