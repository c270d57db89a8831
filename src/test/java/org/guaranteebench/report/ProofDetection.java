package org.guaranteebench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guaranteebench.proof.ProofDesign;
import org.guaranteebench.proof.Question;

/**
 * How often a slowdown of an arm that runs as users' arms do would have been seen: the A/A arm's values, made worse by so
 * much. Ratio and interval go with them, so nothing has to be measured for it.
 *
 * @param percent by which the arm would have been slower
 * @param intervals of sessions that have one
 * @param detected of these, that lie on the worse side of 1 as a whole
 */
record ProofDetection(int percent, String metric, int intervals, int detected) {

    /** @param rows of all questions of all sessions */
    static List<ProofDetection> of(List<ProofRow> rows) {
        List<ProofDetection> all = new ArrayList<>();
        List<ProofRow> itself = rows.stream()
                .filter(row -> row.question() == Question.AA && row.hasInterval())
                .toList();
        for (String metric : rows.stream()
                .filter(row -> row.question() == Question.AA)
                .map(ProofRow::metric)
                .distinct()
                .toList()) {
            List<ProofRow> of =
                    itself.stream().filter(row -> row.metric().equals(metric)).toList();
            for (int percent : ProofDesign.SIZES) {
                double slower = 1 + percent / 100.0;
                int detected = (int) of.stream()
                        .filter(row -> metric.equals(ProofEvaluation.THROUGHPUT)
                                ? row.high() / slower < 1
                                : row.low() * slower > 1)
                        .count();
                all.add(new ProofDetection(percent, metric, of.size(), detected));
            }
        }
        return all;
    }

    Map<String, String> row() {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("percent", Csv.number(percent));
        row.put("metric", metric);
        row.put("intervals", Csv.number(intervals));
        row.put("detected", Csv.number(detected));
        row.putAll(ProofShare.share("share", "cp_low", "cp_high", detected, intervals));
        return row;
    }
}
