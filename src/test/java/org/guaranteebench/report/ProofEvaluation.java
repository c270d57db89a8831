package org.guaranteebench.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.proof.BusyWork;
import org.guaranteebench.proof.NaiveScore;
import org.guaranteebench.proof.ProofDesign;
import org.guaranteebench.proof.ProofFolder;
import org.guaranteebench.proof.ProofFolder.Part;
import org.guaranteebench.proof.Question;
import org.guaranteebench.proof.SessionFile;
import org.guaranteebench.proof.WorkAccount;
import org.guaranteebench.stats.PairedRatio;

/** A session's rows, from its files alone: {@link Analysis} pairs the trials and makes the intervals, as for any run. */
final class ProofEvaluation {
    static final String THROUGHPUT = "throughput";
    static final String MEDIAN = "ack_p50";
    static final List<String> LATENCIES = List.of(MEDIAN, "ack_p99");

    /** What the proxy was told, in the arms' {@code producer}. */
    static final String DELAY = "proof.delay.us";

    private final SessionFile session;
    private final Analysis direct;
    private final Analysis delayed;

    ProofEvaluation(SessionFile session, Analysis direct, Analysis delayed) {
        this.session = session;
        this.direct = direct;
        this.delayed = delayed;
    }

    static ProofEvaluation of(ProofFolder folder, int session) throws IOException {
        return new ProofEvaluation(
                SessionFile.read(folder.sessionFile(session)),
                new Analysis(folder.info(session, Part.DIRECT), folder.trials(session, Part.DIRECT)),
                new Analysis(folder.info(session, Part.DELAYED), folder.trials(session, Part.DELAYED)));
    }

    List<ProofRow> rows() {
        List<ProofRow> rows = new ArrayList<>();
        rows.add(itself(THROUGHPUT));
        LATENCIES.forEach(metric -> rows.add(itself(metric)));
        for (Question question : List.of(Question.WORK_5, Question.WORK_10)) {
            rows.add(work(question));
        }
        for (Question question : List.of(Question.DELAY_5, Question.DELAY_10)) {
            rows.add(delay(question, MEDIAN));
        }
        rows.add(naive(Question.NAIVE_95));
        rows.add(naive(Question.NAIVE_999));
        return rows;
    }

    /** The suite's own comparison, verdict included. */
    private ProofRow itself(String metric) {
        return direct.comparisons().stream()
                .filter(c -> c.arm().control() && c.metric().equals(metric))
                .findFirst()
                .map(c -> ProofRow.of(session.session(), Question.AA, metric, c.effect(), 1, c.verdict()))
                .orElseGet(() -> nothing(Question.AA, metric));
    }

    /** Throughput is the inverse of the sender's time per record, of which the work was {@link WorkAccount#share}. */
    private ProofRow work(Question question) {
        double[] shares = session.work().stream()
                .filter(account -> account.units() == ProofDesign.units(0))
                .mapToDouble(WorkAccount::share)
                .toArray();
        double more = (double) ProofDesign.units(question.percent()) / ProofDesign.units(0) - 1;
        double truth = 1 / (1 + more * median(shares));
        return slowed(
                direct,
                question,
                THROUGHPUT,
                truth,
                BusyWork.UNITS,
                ProofDesign.units(0),
                ProofDesign.units(question.percent()));
    }

    /** Each answer comes later by the same time, and so does each percentile. */
    private ProofRow delay(Question question, String metric) {
        long before = ProofDesign.delay(0);
        long after = ProofDesign.delay(question.percent());
        double base = arm(delayed, DELAY, before)
                .map(arm -> median(delayed.values(arm, metric)))
                .orElse(Double.NaN);
        return slowed(delayed, question, metric, 1 + (after - before) / base, DELAY, before, after);
    }

    private ProofRow slowed(
            Analysis run, Question question, String metric, double truth, String property, long before, long after) {
        Optional<Arm> baseline = arm(run, property, before);
        Optional<Arm> arm = arm(run, property, after);
        if (baseline.isEmpty() || arm.isEmpty()) {
            return nothing(question, metric);
        }
        List<double[]> pairs = run.pairs(arm.get(), baseline.get(), metric);
        PairedRatio effect = PairedRatio.of(
                pairs.stream().mapToDouble(pair -> pair[0]).toArray(),
                pairs.stream().mapToDouble(pair -> pair[1]).toArray());
        String why = run.meaningless(arm.get())
                .or(() -> run.meaningless(baseline.get()))
                .map(reason -> "not comparable (" + reason + ")")
                .orElse("");
        return ProofRow.of(session.session(), question, metric, effect, truth, why);
    }

    private static Optional<Arm> arm(Analysis run, String property, long value) {
        Map.Entry<String, String> wanted = Map.entry(property, Long.toString(value));
        return run.arms().stream()
                .filter(arm -> arm.workload().producer().entrySet().contains(wanted))
                .findFirst();
    }

    private ProofRow naive(Question question) {
        NaiveScore first = session.naive().get(0);
        NaiveScore second = session.naive().get(1);
        double ratio = second.score() / first.score();
        double half = second.ratioError(first, question.confidence());
        boolean different =
                question == Question.NAIVE_999 ? second.apartFrom(first) : ratio - half > 1 || ratio + half < 1;
        return new ProofRow(
                session.session(),
                question,
                THROUGHPUT,
                first.forks().size(),
                ratio,
                // No quotient of throughputs is below it.
                Math.max(0, ratio - half),
                ratio + half,
                1,
                different,
                "");
    }

    private ProofRow nothing(Question question, String metric) {
        return new ProofRow(
                session.session(),
                question,
                metric,
                0,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                question.percent() == 0 ? 1 : Double.NaN,
                false,
                "");
    }

    /** NaN of nothing. */
    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length == 0
                ? Double.NaN
                : sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
