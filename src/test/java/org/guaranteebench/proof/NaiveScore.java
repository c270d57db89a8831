package org.guaranteebench.proof;

import java.util.List;
import org.openjdk.jmh.util.ListStatistics;

/**
 * One arm as JMH alone measures it: some forks in a row, each iteration a sample.
 *
 * @param score JMH's {@code Score}, records/s: the mean of all iterations of all forks
 * @param error JMH's {@code Error}: half of the 99.9 % t interval that takes them for independent
 * @param forks the iterations, a list per fork
 */
public record NaiveScore(double score, double error, List<List<Double>> forks) {

    /** What JMH says at another confidence, of the same samples. */
    public double error(double confidence) {
        return new ListStatistics(forks.stream()
                        .flatMap(List::stream)
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .getMeanErrorAt(confidence);
    }

    /** Whether two results, as they are printed, look different: {@code Score ± Error} of one has nothing of the other's. */
    public boolean apartFrom(NaiveScore other) {
        return Math.abs(score - other.score) > error + other.error;
    }

    /**
     * Of this ÷ {@code baseline}, first order, of independent errors.
     *
     * @return half of the interval
     */
    public double ratioError(NaiveScore baseline, double confidence) {
        double own = error(confidence) / score;
        double theirs = baseline.error(confidence) / baseline.score;
        return score / baseline.score * Math.sqrt(own * own + theirs * theirs);
    }
}
