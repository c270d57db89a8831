package org.guaranteebench.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalInt;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.guaranteebench.grid.Arm;
import org.guaranteebench.journal.SearchTrial;
import org.guaranteebench.journal.Status;
import org.guaranteebench.journal.Trial;
import org.guaranteebench.run.RunListener;
import picocli.CommandLine.Help.Ansi;

/** Where the run is: a bar on a terminal, else a line per trial. */
interface Progress extends RunListener, AutoCloseable {
    @Override
    void close();

    static Progress on(PrintWriter out, int trials) {
        return Ansi.AUTO.enabled() ? new Bar(trials) : new Lines(out);
    }

    /** For somebody who waits: how well the worst known ratio is known, and what that means for the length. */
    private static String known(int blocks, int expected, String widest, double halfWidth, double asked) {
        return String.format(
                Locale.ROOT,
                "after %d blocks throughput ratios are known to ±%.1f %% (%s), asked are %s %%; %d blocks are expected",
                blocks,
                100 * halfWidth,
                widest,
                TrustText.percent(asked),
                expected);
    }

    private static String left(double seconds) {
        return PlanText.minutes(seconds) + " left";
    }

    /** One bar over all trials; its message says what is being measured. */
    final class Bar implements Progress {
        private static final int WIDTH = 98;

        private final ProgressBar bar;

        Bar(int trials) {
            bar = new ProgressBarBuilder()
                    .setStyle(ProgressBarStyle.ASCII)
                    .setMaxRenderedLength(WIDTH)
                    .hideEta()
                    .continuousUpdate()
                    .setInitialMax(trials)
                    .build();
        }

        @Override
        public void phase(String what) {
            bar.setExtraMessage(what);
        }

        @Override
        public void starting(String arm, String benchmark, int block, int number, int total, double secondsLeft) {
            // How much is left a search tells itself.
            bar.setExtraMessage(
                    block == 0
                            ? "searching what is sustained: " + arm
                            : "block " + block + " " + benchmark.replace("Produce", "") + " " + arm + ", "
                                    + left(secondsLeft));
        }

        @Override
        public void finished(Trial trial, int number, int total, double secondsLeft) {
            bar.maxHint(total);
            bar.stepTo(number);
        }

        @Override
        public void searched(SearchTrial trial, int number, int expected, double secondsLeft) {
            bar.maxHint(expected);
            bar.stepTo(number);
            bar.setExtraMessage(SearchText.trial(trial) + ", " + left(secondsLeft));
        }

        @Override
        public void precision(int blocks, int expected, String widest, double halfWidth, double asked) {
            bar.setExtraMessage(known(blocks, expected, widest, halfWidth, asked));
        }

        @Override
        public void warning(String text) {
            bar.setExtraMessage("warning: " + text);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** For logs and pipes. */
    final class Lines implements Progress {
        private final PrintWriter out;

        Lines(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void phase(String what) {
            print(what);
        }

        @Override
        public void starting(String arm, String benchmark, int block, int number, int total, double secondsLeft) {
            // Told when it is over, with its result.
        }

        @Override
        public void finished(Trial trial, int number, int total, double secondsLeft) {
            String result = trial.status() == Status.OK
                    ? trial.metrics().isEmpty()
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    "%,.0f %s",
                                    trial.metrics().get(0).value(),
                                    trial.metrics().get(0).unit())
                    : trial.status() + ": " + trial.reason();
            print(String.format(
                    Locale.ROOT,
                    "%3d/%d block %d %s %s: %s (%s)",
                    number,
                    total,
                    trial.block(),
                    trial.benchmark(),
                    trial.arm().label(),
                    result,
                    left(secondsLeft)));
        }

        @Override
        public void searched(SearchTrial trial, int number, int expected, double secondsLeft) {
            print(String.format(
                    Locale.ROOT,
                    "%3d/%d search %s (%s)",
                    number,
                    expected,
                    SearchText.trial(trial),
                    left(secondsLeft)));
        }

        @Override
        public void found(Arm arm, OptionalInt sustainable, OptionalInt exceeded, int trials) {
            print(SearchText.found(arm, sustainable, exceeded, trials));
        }

        @Override
        public void precision(int blocks, int expected, String widest, double halfWidth, double asked) {
            print(known(blocks, expected, widest, halfWidth, asked));
        }

        @Override
        public void warning(String text) {
            print("warning: " + text);
        }

        @Override
        public void close() {
            out.flush();
        }

        private void print(String line) {
            out.println(line);
            out.flush();
        }
    }
}
