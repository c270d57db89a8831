package org.guaranteebench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.RunFolder;
import org.guaranteebench.journal.Trial;

/**
 * {@code report.html}: a run in one file, which opens from a disk without a network. What matters is HTML and needs no
 * script; charts are drawn by one.
 */
public final class Page {
    /** A page with more would open slowly; the tables have them all. */
    static final int MOST_TRIALS = 4000;

    private Page() {}

    /**
     * Appears whole or not at all.
     *
     * @param observed what audits saw of guarantees that this run measured; empty without one
     *     <p>Errors: {@link IOException} in one line for a {@code spectrum.csv} that is damaged, or a disk that is full.
     */
    public static void write(Analysis analysis, RunFolder folder, List<CostBenefit> observed) throws IOException {
        List<Arm> arms = analysis.arms();
        String html = html(
                analysis,
                observed,
                SpectrumLines.read(folder.spectrumCsv(), arms),
                Files.readString(folder.runJson(), StandardCharsets.UTF_8),
                PageAssets.load());
        RunFolder.writeAtomically(folder.reportHtml(), html.getBytes(StandardCharsets.UTF_8));
    }

    static String html(
            Analysis analysis,
            List<CostBenefit> observed,
            List<SpectrumLines.Line> spectrum,
            String conditions,
            PageAssets assets) {
        List<Ladder> ladders = Ladder.of(analysis);
        boolean small = analysis.trials().size() <= MOST_TRIALS;
        ChartData data = new ChartData(analysis);
        List<ChartData.Charts> charts = small
                ? Stream.concat(
                                new CurveChart(analysis).charts().stream(),
                                ladders.stream().map(ladder -> data.of(ladder, spectrum)))
                        .toList()
                : List.of();
        Html html = PageFrame.begin("Run " + analysis.info().run() + ": what guarantees cost", assets);
        new PageAnswer(analysis, ladders, new PageFaults(observed)).write(html);
        html.open("main");
        charts(html, charts);
        new PageTables(analysis, ladders).write(html, spectrum, small);
        new PageBasis(analysis).write(html, conditions);
        html.close("main");
        return PageFrame.end(html, "run", analysis.info(), ChartData.json(charts), assets);
    }

    /** Places that the script fills. */
    private static void charts(Html html, List<ChartData.Charts> charts) {
        html.open("section", "id", "charts").element("h2", "Charts");
        PageFrame.noScript(html);
        if (charts.isEmpty()) {
            html.element("p", "None: plot.py draws larger runs.");
        }
        IntStream.range(0, charts.size()).forEach(i -> {
            ChartData.Charts of = charts.get(i);
            if (charts.size() > 1) {
                html.element("h3", of.title());
            }
            chart(
                    html,
                    i,
                    "curves",
                    "How long does a record wait, the nearer the load is to what is sustained?",
                    "Point: median of the trials at one rate; line through it: its 95 % interval, if there are blocks"
                            + " enough; hollow: in some trials the rate was not sustained. Dotted vertical line: the highest rate that most trials"
                            + " of the level's search sustained. With acks=0 nobody answers: acknowledged then means"
                            + " handed to the socket. Where a trial is too short for it there is no p99.",
                    of.curves().isEmpty());
            chart(
                    html,
                    i,
                    "costs",
                    "What does each guarantee cost?",
                    "Point: ratio to the baseline within blocks; line: its 95 % interval, if there are blocks enough;"
                            + " hollow: none. At 1 there is no difference. “(A/A)” is the baseline measured twice.",
                    of.costs().isEmpty());
            chart(
                    html,
                    i,
                    "spectrum",
                    "How long does it take, at each percentile?",
                    "Ack, until committed and visible count from the intended send. An arm's trials are pooled, for the eye"
                            + " only: ratios use each trial's own. With acks=0 nobody answers: acknowledged then means handed to the socket.",
                    of.spectrum().isEmpty());
            chart(
                    html,
                    i,
                    "blocks",
                    "Did conditions drift while the run went on?",
                    "Each point is a trial, in the order in which they ran. Hollow: flagged; × at the bottom: no"
                            + " figure; dashed line: brokers restarted. Ratios are formed within a block, so a drift"
                            + " from block to block does not enter them.",
                    of.blocks().isEmpty());
        });
        html.close("section");
    }

    private static void chart(Html html, int sheet, String kind, String question, String howToRead, boolean empty) {
        if (!empty) {
            PageFrame.chart(html, sheet, kind, question, howToRead);
        }
    }

    /** Measured ones in the order of the tables, then those that never were. */
    static List<Arm> allArms(Analysis analysis) {
        Set<Arm> arms = new LinkedHashSet<>(analysis.arms());
        analysis.trials().stream().filter(t -> t.block() > 0).map(Trial::arm).forEach(arms::add);
        return new ArrayList<>(arms);
    }
}
