package org.guaranteebench.stats;

import java.util.Arrays;
import java.util.List;

/**
 * Where the uncertainty of a ratio comes from: how much its log differs between starts of the brokers, between the forks
 * of one start, and between the iterations of one fork. From a nested analysis of variance by the method of moments
 * (Searle, Casella and McCulloch, Variance Components, 1992, section 3.6, for groups of unequal size); repetition pays
 * where the largest share is (Kalibera and Jones, Rigorous Benchmarking in Reasonable Time, ISMM 2013).
 *
 * @param blocks that have a ratio
 * @param starts of the brokers that these ran on
 * @param start variance between starts; 0 where it cannot be told from that of forks
 * @param fork variance between forks of one start, both arms together
 * @param iteration variance of both arms' means due to their iterations
 * @param startWeight what the mean over all blocks keeps of {@code start}; of the others it keeps 1 ÷ blocks
 */
public record VarianceShares(int blocks, int starts, double start, double fork, double iteration, double startWeight) {

    /** One block's log-ratio, and the variance that its trials' iterations alone would give it. */
    public record Block(double logRatio, double iterationVariance) {
        /** @param arm iterations of its trial, positive; below two of either arm nothing is known of them */
        public static Block of(double logRatio, double[] arm, double[] baseline) {
            return new Block(logRatio, ofMeanLog(arm) + ofMeanLog(baseline));
        }

        private static double ofMeanLog(double[] iterations) {
            int n = iterations.length;
            if (n < 2) {
                return 0;
            }
            double[] logs = Arrays.stream(iterations).map(Math::log).toArray();
            double mean = Arrays.stream(logs).average().orElseThrow();
            return Arrays.stream(logs).map(x -> (x - mean) * (x - mean)).sum() / (n - 1) / n;
        }
    }

    /** What more of would help most. */
    public enum Source {
        START,
        FORK,
        ITERATION
    }

    /** @param byStart the blocks of each start of the brokers, two blocks in one start at least */
    public static VarianceShares of(List<List<Block>> byStart) {
        int n = byStart.stream().mapToInt(List::size).sum();
        int starts = byStart.size();
        if (n - starts < 1) {
            throw new IllegalArgumentException(n + " blocks on " + starts + " starts");
        }
        double all = byStart.stream()
                .flatMap(List::stream)
                .mapToDouble(Block::logRatio)
                .average()
                .orElseThrow();
        double within = 0;
        double between = 0;
        double sizes = 0;
        for (List<Block> of : byStart) {
            double mean = of.stream().mapToDouble(Block::logRatio).average().orElseThrow();
            within += of.stream().mapToDouble(b -> square(b.logRatio - mean)).sum();
            between += of.size() * square(mean - all);
            sizes += square(of.size());
        }
        within /= n - starts;
        double start =
                starts < 2 ? 0 : Math.max(0, (between / (starts - 1) - within) / ((n - sizes / n) / (starts - 1)));
        double iteration = Math.min(
                within,
                byStart.stream()
                        .flatMap(List::stream)
                        .mapToDouble(Block::iterationVariance)
                        .average()
                        .orElseThrow());
        return new VarianceShares(n, starts, start, within - iteration, iteration, sizes / n / n);
    }

    private static double square(double x) {
        return x * x;
    }

    /** Of the variance of the mean log-ratio, 0 to 1; all are 0 where nothing varies. */
    public double share(Source source) {
        double whole = part(Source.START) + part(Source.FORK) + part(Source.ITERATION);
        return whole == 0 ? 0 : part(source) / whole;
    }

    private double part(Source source) {
        return switch (source) {
            case START -> start * startWeight;
            case FORK -> fork / blocks;
            case ITERATION -> iteration / blocks;
        };
    }

    public Source largest() {
        Source largest = Source.FORK;
        for (Source source : Source.values()) {
            largest = share(source) > share(largest) ? source : largest;
        }
        return largest;
    }
}
