package org.guaranteebench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.grid.Cell;
import org.guaranteebench.journal.HistogramFile;
import org.guaranteebench.journal.JournalFile;
import org.guaranteebench.journal.Metric;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;

/** A made-up run of ten thousand trials with as many metrics and distributions as real ones have. */
public final class LargeRun {
    public static final int BLOCKS = 50;
    public static final int ARMS = 200;
    public static final int LATENCY_METRICS = 40;
    public static final int THROUGHPUT_METRICS = 15;

    private static final int RATES = 20;
    private static final int SAMPLES = 100_000;
    private static final List<String> DISTRIBUTIONS =
            List.of("ack", "ack_service", "send_lag", "generator_lag", "commit", "settled");

    /** Histograms are read as often as trials name them; that several name one changes nothing. */
    private static final int FILES = 10;

    private LargeRun() {}

    public static RunFolder save(Path out) throws IOException {
        RunFolder folder = RunFolder.create(out, SyntheticRun.ID);
        new SyntheticRun().blocks(BLOCKS).info().write(folder.runJson());
        Random random = new Random(1);
        for (int file = 0; file < FILES; file++) {
            HistogramFile.write(
                    folder.histograms().resolve(file + ".hlog"), SyntheticRun.ID, "arm", histograms(random), 0, 1);
        }
        List<Arm> arms = arms();
        List<Trial> trials = new ArrayList<>();
        for (int block = 1; block <= BLOCKS; block++) {
            for (int i = 0; i < arms.size(); i++) {
                trials.add(trial(block, i, arms.get(i), random));
            }
        }
        JournalFile.write(folder.journal(), trials);
        return folder;
    }

    private static List<Arm> arms() {
        List<Arm> arms = new ArrayList<>();
        for (int i = 0; i < RATES; i++) {
            for (Cell cell : Cell.LADDER) {
                int rate = 1000 + i;
                Arm latency = SyntheticRun.latency(cell, rate);
                arms.add(latency);
                Map<String, String> workload =
                        new LinkedHashMap<>(latency.workload().withoutRate().values());
                workload.put("recordSize", Integer.toString(rate));
                arms.add(new Arm("ProduceThroughput", cell, org.guaranteebench.grid.Workload.of(workload), false));
            }
        }
        return arms;
    }

    private static Trial trial(int block, int position, Arm arm, Random random) {
        boolean latency = arm.workload().rate().isPresent();
        List<Metric> metrics = new ArrayList<>();
        metrics.add(new Metric(latency ? "achieved_rate" : "throughput", "records/s", 1000 + random.nextInt(1000)));
        while (metrics.size() < (latency ? LATENCY_METRICS : THROUGHPUT_METRICS)) {
            // Every second is one of those that are compared.
            int i = metrics.size();
            String name = i % 2 == 0 ? "other_" + i : DISTRIBUTIONS.get(i / 2 % 6) + "_p" + (50 + i);
            metrics.add(new Metric(name, "us", 1000 * Math.exp(random.nextGaussian() / 10)));
        }
        return Trial.measured(
                SyntheticRun.ID,
                block,
                position + 1,
                (block - 1) / 4 + 1,
                arm,
                Status.OK,
                "",
                "2025-01-02T03:04:05.678Z",
                14.5,
                metrics,
                List.of(1000.5, 1000.5, 1000.5, 1000.5),
                List.of(),
                latency ? position % FILES + ".hlog" : "");
    }

    private static Map<String, Histogram> histograms(Random random) {
        Map<String, Histogram> histograms = new LinkedHashMap<>();
        for (String distribution : DISTRIBUTIONS) {
            Histogram histogram = new Histogram(3_600_000_000_000L, 3);
            for (int i = 0; i < SAMPLES; i++) {
                histogram.recordValue((long) (2e6 * Math.exp(random.nextGaussian())));
            }
            histograms.put(distribution, histogram);
        }
        return histograms;
    }
}
