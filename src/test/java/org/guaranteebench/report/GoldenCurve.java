package org.guaranteebench.report;

import static org.guaranteebench.report.GoldenRun.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.grid.CurvePoints;

/**
 * A made-up run of {@code --plan curve}: what each level sustains, and latencies that grow towards it as those of a queue
 * do. All-isr lost a trial of its search, fire-and-forget sustained whatever was tried.
 */
final class GoldenCurve {
    static final List<Integer> SUSTAINABLE = List.of(90_000, 76_000, 61_000, 57_300, 38_200);

    private static final int RECORDS = 400;
    private static final int SLOWEST = SUSTAINABLE.get(4);
    private static final Map<String, Double> CARRIED = Map.of("backlog_growth", -0.001);
    private static final Map<String, Double> TOO_MUCH = Map.of("backlog_growth", 0.04);

    private GoldenCurve() {}

    static GoldenRun run() {
        GoldenRun run = new GoldenRun("20260405-060708-c0de", 314159, 6, 0.03, 0);
        for (int i = 0; i < SUSTAINABLE.size(); i++) {
            search(run, Cell.LADDER.get(i), SUSTAINABLE.get(i), i);
        }
        for (int i = 0; i < SUSTAINABLE.size(); i++) {
            for (int percent : CurvePoints.OWN) {
                int rate = CurvePoints.rate(SUSTAINABLE.get(i), percent);
                if (i < 4 || !CurvePoints.COMMON.contains(percent)) {
                    run.arm(latency(i, rate), figures(i, rate), Map.of());
                }
            }
        }
        for (int percent : CurvePoints.COMMON) {
            int rate = CurvePoints.rate(SLOWEST, percent);
            for (int i = 0; i < SUSTAINABLE.size(); i++) {
                Map<String, Double> figures = figures(i, rate);
                Map<String, Histogram> spread = GoldenFigures.spread(
                        RECORDS, "ack", figures.get("ack_p50"), "settled", figures.get("settled_p50"));
                if (i == 1) {
                    run.baseline(latency(i, rate), figures, spread);
                } else {
                    run.arm(latency(i, rate), figures, spread);
                }
            }
        }
        return run;
    }

    private static void search(GoldenRun run, Cell cell, int sustainable, int level) {
        run.searched(
                new Arm("ProduceThroughput", cell, load(0, Map.of()), false),
                "",
                Map.of("throughput", 1.05 * sustainable));
        for (int trial = 0; trial < 3; trial++) {
            boolean lost = level == 2 && trial == 0;
            run.searched(at(cell, sustainable), lost ? "broker 2 died" : "", lost ? Map.of() : CARRIED);
        }
        for (int trial = 0; trial < 4 && level > 0; trial++) {
            run.searched(at(cell, sustainable + 3000), "", trial == 1 ? CARRIED : TOO_MUCH);
        }
    }

    private static Arm latency(int level, int rate) {
        return at(Cell.LADDER.get(level), rate);
    }

    private static Arm at(Cell cell, int rate) {
        return new Arm("ProduceLatency", cell, load(rate, Map.of()), false);
    }

    private static Map<String, Double> figures(int level, int rate) {
        double used = rate / (double) SUSTAINABLE.get(level);
        double ack = (2000 + 500 * level) / (1 - 0.9 * used);
        double committed = level == 4 ? 50_000 : 0;
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("achieved_rate", (double) rate);
        figures.put("ack_p50", ack);
        figures.put("ack_p99", 4 * ack);
        figures.put("settled_p50", ack + committed);
        figures.put("settled_p99", 4 * ack + 2 * committed);
        figures.put("backlog_growth", 0.001 * (used - 0.5));
        return figures;
    }
}
