package org.guaranteebench.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.commons.statistics.distribution.TDistribution;
import org.guaranteebench.proof.ClopperPearson;
import org.guaranteebench.proof.Question;

/**
 * What all sessions say to one question.
 *
 * @param sessions measured, with an interval or without
 * @param intervals of sessions that have one: of so many are {@code covered} and {@code detected}
 * @param covered that hold the truth
 * @param refused of which the suite would have said that the arms cannot be compared; they count all the same
 * @param truth median over sessions, like {@code estimate} and {@code halfWidth}
 * @param halfWidth of the interval, as a share: 0.03 is ±3 %
 * @param bias geometric mean over sessions of estimate ÷ truth; its 95 % interval is Student's of the logarithms
 */
public record ProofShare(
        Question question,
        String metric,
        int sessions,
        int intervals,
        int covered,
        int detected,
        int refused,
        double truth,
        double estimate,
        double halfWidth,
        Bias bias) {

    /** A factor; NaN of fewer than two sessions. */
    record Bias(double factor, double low, double high) {
        static Bias of(List<ProofRow> rows) {
            double[] logs = rows.stream()
                    .mapToDouble(row -> Math.log(row.estimate() / row.truth()))
                    .filter(Double::isFinite)
                    .toArray();
            if (logs.length < 2) {
                return new Bias(Double.NaN, Double.NaN, Double.NaN);
            }
            double mean = Arrays.stream(logs).average().orElseThrow();
            double variance =
                    Arrays.stream(logs).map(x -> (x - mean) * (x - mean)).sum() / (logs.length - 1);
            double half = TDistribution.of(logs.length - 1).inverseSurvivalProbability(0.025)
                    * Math.sqrt(variance / logs.length);
            return new Bias(Math.exp(mean), Math.exp(mean - half), Math.exp(mean + half));
        }

        /** Whether truth and estimate differ for another reason than chance. */
        boolean there() {
            return low > 1 || high < 1;
        }
    }

    /** In the order in which the sessions' rows come. */
    static List<ProofShare> of(List<ProofRow> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> List.of(row.question(), row.metric()), LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(ProofShare::ofOne)
                .toList();
    }

    private static ProofShare ofOne(List<ProofRow> rows) {
        List<ProofRow> with = rows.stream().filter(ProofRow::hasInterval).toList();
        return new ProofShare(
                rows.get(0).question(),
                rows.get(0).metric(),
                rows.size(),
                with.size(),
                (int) with.stream().filter(ProofRow::covered).count(),
                (int) with.stream().filter(ProofRow::detected).count(),
                (int) rows.stream().filter(ProofRow::refused).count(),
                median(rows, ProofRow::truth),
                median(rows, ProofRow::estimate),
                median(with, row -> Math.sqrt(row.high() / row.low()) - 1),
                Bias.of(rows));
    }

    private static double median(List<ProofRow> rows, ToDoubleFunction<ProofRow> of) {
        return ProofEvaluation.median(
                rows.stream().mapToDouble(of).filter(Double::isFinite).toArray());
    }

    /**
     * Whether so few intervals hold the truth that what they say of themselves is refuted: the whole 95 % interval of
     * their share lies below it.
     */
    public boolean refuted() {
        return intervals > 0 && ClopperPearson.of(covered, intervals).high() < question.confidence();
    }

    Map<String, String> row() {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("question", question.toString());
        row.put("metric", metric);
        row.put("sessions", Csv.number(sessions));
        row.put("intervals", Csv.number(intervals));
        row.put("confidence", Csv.number(question.confidence()));
        row.put("covered", Csv.number(covered));
        row.putAll(share("share", "cp_low", "cp_high", covered, intervals));
        row.put("detected", Csv.number(detected));
        row.putAll(share("detected_share", "detected_low", "detected_high", detected, intervals));
        row.put("refused", Csv.number(refused));
        row.put("truth", Csv.number(truth));
        row.put("estimate", Csv.number(estimate));
        row.put("half_width", Csv.number(halfWidth));
        row.put("bias", Csv.number(bias.factor()));
        row.put("bias_low", Csv.number(bias.low()));
        row.put("bias_high", Csv.number(bias.high()));
        return row;
    }

    /** Columns of a share with its exact 95 % interval, empty where there is nothing that it could be of. */
    static Map<String, String> share(String name, String low, String high, int k, int n) {
        if (n == 0) {
            return Map.of(name, "", low, "", high, "");
        }
        ClopperPearson exact = ClopperPearson.of(k, n);
        Map<String, String> row = new LinkedHashMap<>();
        row.put(name, Csv.number((double) k / n));
        row.put(low, Csv.number(exact.low()));
        row.put(high, Csv.number(exact.high()));
        return row;
    }
}
