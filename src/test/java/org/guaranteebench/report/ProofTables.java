package org.guaranteebench.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guaranteebench.proof.ProofFolder;

/** {@code sessions.csv}, {@code proof.csv} and {@code detection.csv}; docs/PROOF.md has their columns. */
public final class ProofTables {
    private static final List<String> SESSIONS = List.of(
            "session",
            "question",
            "metric",
            "n",
            "estimate",
            "ci_low",
            "ci_high",
            "truth",
            "covered",
            "detected",
            "verdict");
    private static final List<String> PROOF = List.of(
            "question",
            "metric",
            "sessions",
            "intervals",
            "confidence",
            "covered",
            "share",
            "cp_low",
            "cp_high",
            "detected",
            "detected_share",
            "detected_low",
            "detected_high",
            "refused",
            "truth",
            "estimate",
            "half_width",
            "bias",
            "bias_low",
            "bias_high");
    private static final List<String> DETECTION =
            List.of("percent", "metric", "intervals", "detected", "share", "cp_low", "cp_high");

    private ProofTables() {}

    static List<ProofRow> rows(ProofFolder folder) throws IOException {
        List<ProofRow> rows = new ArrayList<>();
        for (int session : folder.sessions()) {
            rows.addAll(ProofEvaluation.of(folder, session).rows());
        }
        return rows;
    }

    /** From the sessions that are whole. */
    public static List<ProofShare> write(ProofFolder folder) throws IOException {
        return write(folder, rows(folder));
    }

    /** @param rows of these sessions */
    static List<ProofShare> write(ProofFolder folder, List<ProofRow> rows) throws IOException {
        List<ProofShare> shares = ProofShare.of(rows);
        Csv.write(folder.sessionsCsv(), SESSIONS, rows.stream().map(ProofTables::row));
        Csv.write(folder.proofCsv(), PROOF, shares.stream().map(ProofShare::row));
        Csv.write(
                folder.detectionCsv(),
                DETECTION,
                ProofDetection.of(rows).stream().map(ProofDetection::row));
        return shares;
    }

    static Map<String, String> row(ProofRow of) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("session", Csv.number(of.session()));
        row.put("question", of.question().toString());
        row.put("metric", of.metric());
        row.put("n", Csv.number(of.n()));
        row.put("estimate", Csv.number(of.estimate()));
        row.put("ci_low", Csv.number(of.low()));
        row.put("ci_high", Csv.number(of.high()));
        row.put("truth", Csv.number(of.truth()));
        row.put("covered", of.hasInterval() ? yes(of.covered()) : "");
        row.put("detected", of.hasInterval() ? yes(of.detected()) : "");
        row.put("verdict", of.verdict());
        return row;
    }

    private static String yes(boolean is) {
        return is ? "yes" : "no";
    }
}
