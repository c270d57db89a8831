package org.guaranteebench.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.Trial;
import org.guaranteebench.stats.PairedRatio;
import org.guaranteebench.stats.VarianceShares;
import org.guaranteebench.stats.VarianceShares.Source;

/** {@code variance.csv} and the detail view: what the throughput ratios' uncertainty is made of, and what would help. */
public final class Variance {
    static final String FILE = "variance.csv";

    private static final Map<Source, String> REMEDIES = Map.of(
            Source.START, "more blocks, for each four of them have a start of their own",
            Source.FORK, "more blocks",
            Source.ITERATION, "longer trials, -i or -r");

    private record Row(Analysis.Comparison comparison, VarianceShares shares) {}

    private final Analysis analysis;
    private final List<Row> rows = new ArrayList<>();

    private Variance(Analysis analysis) {
        this.analysis = analysis;
    }

    public static Variance of(Analysis analysis) {
        Variance variance = new Variance(analysis);
        for (Analysis.Comparison c : analysis.comparisons()) {
            if (c.metric().equals(Metrics.THROUGHPUT) && c.effect().measured()) {
                variance.shares(c).ifPresent(shares -> variance.rows.add(new Row(c, shares)));
            }
        }
        return variance;
    }

    /** Empty where no start of the brokers served two blocks with both arms. */
    private Optional<VarianceShares> shares(Analysis.Comparison c) {
        Map<List<Integer>, Trial> baseline = byPlace(c.baseline());
        Map<Integer, List<VarianceShares.Block>> byStart = new TreeMap<>();
        byPlace(c.arm()).forEach((place, arm) -> {
            Trial base = baseline.get(place);
            if (base != null) {
                byStart.computeIfAbsent(arm.incarnation(), start -> new ArrayList<>())
                        .add(VarianceShares.Block.of(
                                Math.log(throughput(arm) / throughput(base)), iterations(arm), iterations(base)));
            }
        });
        return byStart.values().stream().anyMatch(blocks -> blocks.size() > 1)
                ? Optional.of(VarianceShares.of(List.copyOf(byStart.values())))
                : Optional.empty();
    }

    /** By block and start of the brokers, in the order in which they were measured. */
    private Map<List<Integer>, Trial> byPlace(Arm arm) {
        Map<List<Integer>, Trial> trials = new LinkedHashMap<>();
        for (Trial trial : analysis.measured(arm)) {
            if (throughput(trial) > 0) {
                trials.put(List.of(trial.block(), trial.incarnation()), trial);
            }
        }
        return trials;
    }

    private static double throughput(Trial trial) {
        return trial.value(Metrics.THROUGHPUT).orElse(0);
    }

    private static double[] iterations(Trial trial) {
        return trial.iterations().stream()
                .mapToDouble(Double::doubleValue)
                .filter(x -> x > 0)
                .toArray();
    }

    public void write(RunFolder folder) throws IOException {
        List<String> columns = new ArrayList<>(List.of("run"));
        columns.addAll(Csv.cellColumns(
                analysis.trials().stream().map(Trial::arm).distinct().toList()));
        columns.addAll(List.of(
                "baseline",
                "metric",
                "arm",
                "comparison",
                "n",
                "starts",
                "sd_start",
                "sd_fork",
                "sd_iteration",
                "share_start",
                "share_fork",
                "share_iteration",
                "helps"));
        Csv.write(
                folder.path().resolve(FILE),
                columns,
                rows.stream().map(this::row).toList());
    }

    private Map<String, String> row(Row of) {
        VarianceShares shares = of.shares;
        Map<String, String> row = new LinkedHashMap<>();
        row.put("run", analysis.info().run());
        row.putAll(Csv.cell(of.comparison.arm()));
        row.put("baseline", of.comparison.baseline().label());
        row.put("metric", of.comparison.metric());
        row.put("comparison", Tables.kind(of.comparison));
        row.put("n", Integer.toString(shares.blocks()));
        row.put("starts", Integer.toString(shares.starts()));
        row.put("sd_start", shares.starts() < 2 ? "" : Csv.number(Math.sqrt(shares.start())));
        row.put("sd_fork", Csv.number(Math.sqrt(shares.fork())));
        row.put("sd_iteration", Csv.number(Math.sqrt(shares.iteration())));
        row.put("share_start", shares.starts() < 2 ? "" : Csv.number(shares.share(Source.START)));
        row.put("share_fork", Csv.number(shares.share(Source.FORK)));
        row.put("share_iteration", Csv.number(shares.share(Source.ITERATION)));
        row.put("helps", REMEDIES.get(shares.largest()));
        return row;
    }

    /** What would help the widest of the run's steps from rung to rung. */
    Optional<String> remedy(String arm, String baseline) {
        return rows.stream()
                .filter(r -> r.comparison.step()
                        && r.comparison.arm().label().equals(arm)
                        && r.comparison.baseline().label().equals(baseline))
                .findFirst()
                .map(r -> REMEDIES.get(r.shares.largest()));
    }

    /** At most 100 columns. */
    public void print(PrintWriter out) {
        if (rows.isEmpty()) {
            return;
        }
        out.println();
        out.println(
                "Where the uncertainty of the throughput ratios comes from: shares of the variance of their mean, due");
        out.println("to starts of the brokers, to forks on one start, to iterations in one fork.");
        out.println();
        out.printf("%-44s %-7s %7s %7s %10s%n", "", "blocks", "starts", "forks", "iterations");
        for (Row row : rows) {
            Analysis.Comparison c = row.comparison;
            VarianceShares shares = row.shares;
            out.printf(
                    Locale.ROOT,
                    "%-44s %-7d %7s %7s %10s%n",
                    c.arm().label() + " / " + c.baseline().label(),
                    shares.blocks(),
                    shares.starts() < 2 ? "one" : percent(shares.share(Source.START)),
                    percent(shares.share(Source.FORK)),
                    percent(shares.share(Source.ITERATION)));
            PairedRatio effect = c.effect();
            out.println(Wrap.indent(
                    String.format(
                            Locale.ROOT,
                            "%s %s; geometric mean x%.2f (%.2f-%.2f); most would help: %s",
                            Tables.kind(c),
                            Summary.ratio(effect),
                            effect.meanRatio(),
                            effect.meanLow(),
                            effect.meanHigh(),
                            REMEDIES.get(shares.largest())),
                    4,
                    Summary.WIDTH));
        }
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
