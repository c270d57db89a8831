"""Tests of plot.py on runs of the benchmarks with consumers."""

import re
import tempfile
import unittest
import warnings
from pathlib import Path

import consuming_run as synthetic
import golden
import test_plot
from matplotlib import rcParams
from matplotlib.colors import to_hex
from test_plot import call, edit, plot, rc_restored, svg_texts, visible_texts

END_TO_END = ["cost-ladder", "latency-spectrum", "commit-wait", "blocks-over-time"]
CONSUME = ["cost-ladder", "fetched-bytes", "blocks-over-time"]
PIPELINE = ["cost-ladder", "latency-spectrum", "blocks-over-time"]
PRODUCERS = ("leader-ack", "all-isr", "idempotent", "transactional 100ms")


class ConsumingPlotTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name) / synthetic.RUN
        self.folder.mkdir()

    def write(self, *arms, **how):
        return synthetic.write_run(self.folder, *arms, **how)

    def drawn(self):
        """Names of the files, without their ending; the run must give them without a word on stderr."""
        status, out, err = call(self.folder, "--format", "svg")
        self.assertEqual((0, []), (status, err))
        return [Path(line).stem for line in out]

    def texts(self, name):
        return svg_texts(self.folder / "plots" / f"{name}.svg")

    def figure(self, draw, kind):
        with rc_restored():
            rcParams.update(plot.STYLE)
            part = dict(plot.parts(plot.load(self.folder), plot.family))[kind]
            return draw(part, plot.workloads(part)[0][0], kind)

    def titles(self, draw, kind):
        return [ax.get_title(loc="left") for ax in self.figure(draw, kind).axes]

    def test_each_family_has_its_own_files_and_no_parameter_of_an_arm_makes_a_workload(self):
        self.write(synthetic.end_to_end(), synthetic.consuming(), synthetic.pipelines())
        wanted = [f"{kind}-{name}" for kind, names in (("consume", CONSUME), ("end-to-end", END_TO_END),
                                                       ("pipeline", PIPELINE)) for name in names]  # fmt: skip
        self.assertEqual(wanted, self.drawn())

    def test_each_figure_names_the_run_its_load_and_its_arms(self):
        self.write(synthetic.end_to_end(), synthetic.consuming(), synthetic.pipelines())
        loads = {"end-to-end": "at 5,000 records/s · 6 blocks", "pipeline": "at 2,000 records/s · batches of 500 · ",
                 "consume": "flat out · log of 200,000 records · 100 per transaction · 6 blocks"}  # fmt: skip
        for name in self.drawn():
            text = "\n".join(self.texts(name))
            kind = next(k for k in loads if name.startswith(k))
            for words in (f"run {synthetic.RUN} ", "1024-byte records", loads[kind], "seed 99"):
                self.assertIn(words, text, name)
            arms = {"end-to-end": ["transactional 100ms"], "consume": synthetic.READERS, "pipeline": synthetic.STAGES}
            for arm in arms[kind]:
                self.assertIn(arm, text, name)

    def test_a_run_with_producers_alone_beside_readers_keeps_their_files_names(self):
        test_plot.write_run(self.folder)
        before = {}
        for name in test_plot.FIGURES:
            call(self.folder, "--format", "svg", "--out", self.folder / "before")
            before[name] = svg_texts(self.folder / "before" / f"{name}.svg")
        other = self.folder / "other"
        other.mkdir()
        synthetic.write_run(other, synthetic.end_to_end())
        for table in golden.TABLES:
            (_, own), (header, more) = golden.read(self.folder / table), golden.read(other / table)
            golden.write(self.folder / table, header, own + more)
        self.assertEqual(test_plot.FIGURES + [f"end-to-end-{name}" for name in END_TO_END], self.drawn())
        for name in test_plot.FIGURES:
            self.assertEqual(before[name], self.texts(name))

    def test_arms_stand_as_in_the_tables(self):
        self.write(synthetic.consuming())
        run = plot.load(self.folder)
        arms = list(synthetic.READERS)
        self.assertEqual([arms[0], "plain (A/A)", *arms[1:]], list(run.looks))
        looks = [(look.color, look.marker) for look in run.looks.values()]
        self.assertEqual(len(looks), len(set(looks)))

    def test_the_end_to_end_ladder_has_visible_beside_acknowledged(self):
        self.write(synthetic.end_to_end())
        at = ", at 5,000 records/s"
        self.assertEqual(
            [f"visible p50{at}", f"visible p99{at}", f"ack p50{at}",
             f"until committed p50{at}", f"client CPU{at}", f"broker CPU{at}"],
            self.titles(plot.cost_ladder, "end-to-end"),
        )  # fmt: skip
        self.drawn()
        texts = self.texts("end-to-end-cost-ladder")
        self.assertIn("×8.11 (8.02–8.21)", texts)  # transactional, read_committed: 12.8 + 52 ms to 8 ms
        self.assertIn("baseline = 8 ms", texts)
        self.assertEqual(4, texts.count("as acknowledged"))

    def test_readers_of_one_producer_have_one_colour_and_two_lines(self):
        self.write(synthetic.end_to_end())
        (ax,) = self.figure(plot.latency_spectrum, "end-to-end").axes
        lines = {line.get_label(): line for line in ax.lines}
        self.assertEqual(8, len(lines))
        for producer in ("idempotent", "transactional 100ms"):
            one, other = lines[producer], lines[f"{producer} read_committed"]
            self.assertEqual(one.get_color(), other.get_color())
            self.assertEqual(("-", "--"), (one.get_linestyle(), other.get_linestyle()))
        colours = {line.get_color() for label, line in lines.items() if "read_committed" not in label}
        self.assertEqual(6, len(colours))

    def test_the_wait_for_commits_stands_beside_the_time_between_them(self):
        self.write(synthetic.end_to_end())
        alone, timed = self.titles(plot.commit_wait, "end-to-end")
        self.assertEqual("idempotent: no transactions, so no commit to wait for", alone)
        self.assertRegex(timed, r"^transactional 100ms: asked to commit every 100 ms, did so every 10\d(\.\d)? ms$")
        fig = self.figure(plot.commit_wait, "end-to-end")
        texts = [[t.get_text() for t in ax.texts] for ax in fig.axes]
        for text in texts[0]:
            self.assertLess(abs(float(text.split()[0].replace("−", "-"))), 1)
        self.assertAlmostEqual(52, float(texts[1][0].split()[0]), delta=2)
        self.assertAlmostEqual(101, float(texts[1][1].split()[0]), delta=4)
        self.assertEqual([0, 1], [len(ax.patches) for ax in fig.axes], "shaded where there are commits")

    def test_trials_too_short_for_p99_show_what_they_have(self):
        self.write(synthetic.end_to_end())
        shorter = {"visible_p99": "visible_p90"}
        edit(self.folder / "trials.csv", lambda row: dict(row, metric=shorter.get(row["metric"], row["metric"])))
        edit(self.folder / "costs.csv", lambda row: row if row["metric"] not in shorter else None)
        self.drawn()
        self.assertIn("p90", self.texts("end-to-end-commit-wait"))
        self.assertIn("visible p50, at 5,000 records/s", self.texts("end-to-end-blocks-over-time"))
        self.assertIn("Not measured in this run: visible p99.", self.texts("end-to-end-cost-ladder"))

    def test_several_threads_share_the_rate(self):
        self.write(synthetic.end_to_end())
        one = self.titles(plot.commit_wait, "end-to-end")[1]
        golden.edit_info(self.folder, lambda info: info.update(arguments=["run", "-t", "2"]))
        two = self.titles(plot.commit_wait, "end-to-end")[1]
        gaps = [float(re.search(r"every ([\d.]+) ms$", title)[1]) for title in (one, two)]
        self.assertAlmostEqual(2, gaps[1] / gaps[0], places=2)

    def test_a_difference_at_a_rate_that_was_not_sustained_is_hollow(self):
        self.write(synthetic.end_to_end())
        late = lambda r: dict(r, flags="rate-not-sustained" * (r["arm"] == "idempotent"))  # noqa: E731
        edit(self.folder / "trials.csv", late)
        self.drawn()
        self.assertTrue(any(t.startswith("Hollow: one of") for t in self.texts("end-to-end-commit-wait")))

    def test_without_a_twin_there_is_no_figure_of_the_wait(self):
        self.write(lambda r: r["benchmark"] == "EndToEndLatency" and r["isolation"] == "read_uncommitted")
        status, out, err = call(self.folder, "--format", "svg")
        self.assertEqual((0, 3, 1), (status, len(out), len(err)))
        self.assertIn("end-to-end-commit-wait skipped: trials.csv has no producer with readers of both", err[0])

    def test_the_consumers_ladder_has_throughput_and_bytes(self):
        self.write(synthetic.consuming())
        self.assertEqual(
            ["throughput, flat out", "fetched, flat out", "client CPU, flat out",
             "broker CPU, flat out"],
            self.titles(plot.cost_ladder, "consume"),
        )  # fmt: skip
        self.drawn()
        texts = self.texts("consume-cost-ladder")
        self.assertIn("×0.0014 (0.0014–0.0015)", texts)
        self.assertIn("×2.01 (2.01–2.01)", texts)
        self.assertTrue(any("worse: more bytes →" in t for t in texts))

    def test_bytes_and_commits_stand_row_by_row(self):
        self.write(synthetic.consuming())
        fetched, commits = self.figure(plot.fetched_bytes, "consume").axes
        self.assertEqual(["bytes fetched per delivered record", "duration of a commit: p50 (o), p90 (|)"],
                         [ax.get_title(loc="left") for ax in (fetched, commits)])  # fmt: skip
        self.assertEqual(15, len(fetched.patches))
        texts = [t.get_text() for t in fetched.texts]
        self.assertEqual(["1,060 B", "2,134 B"], [texts[0], texts[-1]])
        beside = [t.get_text() for t in commits.texts]
        self.assertEqual(9, beside.count("no commits"))
        self.assertEqual(1, beside.count("by the client's timer, not measured"))
        self.assertEqual(5, sum(t.startswith("a commit per 50") or t.startswith("a commit per 49") for t in beside), beside)

    def test_the_ladder_of_stages_goes_by_semantics(self):
        self.write(synthetic.pipelines())
        titles = self.titles(plot.cost_ladder, "pipeline")
        at = ", at 2,000 records/s"
        self.assertEqual(
            ["throughput, flat out", "commit p50, flat out", f"commit p50{at}", f"visible p50{at}",
             f"visible p99{at}", "client CPU, flat out", f"client CPU{at}"],
            titles,
        )  # fmt: skip
        labels = [t.get_text() for t in self.figure(plot.cost_ladder, "pipeline").axes[0].get_yticklabels()]
        stages = list(synthetic.STAGES)
        self.assertEqual([*stages[:3], "at-least-once (A/A)", *stages[3:]], labels)
        self.drawn()
        self.assertIn("×0.32 (0.32–0.33)", self.texts("pipeline-cost-ladder"))
        self.assertEqual(2, self.texts("pipeline-cost-ladder").count("not measured"), "auto-commit has no commit")

    def test_several_producers_make_a_matrix_with_ratios_in_its_cells(self):
        self.write(synthetic.pipelines(True))
        self.assertIn("pipeline-product-matrix", self.drawn())
        fig = self.figure(plot.product_matrix, "pipeline")
        self.assertEqual(["visible p50, at 2,000 records/s", "visible p99, at 2,000 records/s",
                          "throughput, flat out"], [ax.get_title(loc="left") for ax in fig.axes])  # fmt: skip
        ax = fig.axes[0]
        self.assertEqual(list(synthetic.STAGES), [t.get_text() for t in ax.get_xticklabels()])
        self.assertEqual(["fire-and-forget", *PRODUCERS], [t.get_text() for t in ax.get_yticklabels()])
        cells = {t.get_position()[::-1]: t.get_text() for t in ax.texts}
        self.assertEqual(35, len(cells))
        self.assertEqual("baseline\n14.97 ms", cells[3, 2])
        self.assertEqual("×3.11\n(3.07–3.14)", cells[3, 5])
        self.assertEqual(("invalid", "failed", "not in this run"), (cells[0, 5], cells[2, 6], cells[0, 0]))
        hatched = {i for i, patch in enumerate(ax.patches) if patch.get_hatch()}
        self.assertEqual({0, 1, 2, 3, 4, 5, 6, 2 * 7 + 6}, hatched)
        better, worse = (to_hex(ax.patches[3 * 7 + x].get_facecolor()) for x in (0, 5))
        self.assertGreater(int(better[5:], 16), int(better[1:3], 16), "blue")
        self.assertGreater(int(worse[1:3], 16), int(worse[5:], 16), "orange")
        self.assertEqual(28, len(fig.axes[2].patches), "throughput of other producers was not asked for")

    def test_a_higher_throughput_is_the_better_one_in_the_matrix(self):
        self.write(synthetic.pipelines(True))
        ax = self.figure(plot.product_matrix, "pipeline").axes[2]
        faster = to_hex(ax.patches[0].get_facecolor())
        self.assertGreater(int(faster[5:], 16), int(faster[1:3], 16), "blue")

    def test_one_producer_makes_no_matrix_and_no_complaint(self):
        self.write(synthetic.pipelines())
        self.assertEqual([f"pipeline-{name}" for name in PIPELINE], self.drawn())

    def test_several_producers_have_a_panel_each_in_crowded_figures(self):
        self.write(synthetic.pipelines(True))
        titles = self.titles(plot.latency_spectrum, "pipeline")
        self.assertEqual([f"reading from {p}: from the intended send, at 2,000 records/s" for p in PRODUCERS], titles)
        self.assertEqual(8, len(self.titles(plot.blocks_over_time, "pipeline")))
        arms = list(plot.load(self.folder).looks)
        of = [i for i, arm in enumerate(arms) if arm.startswith("exactly-once-external")]
        self.assertEqual(list(range(of[0], of[0] + 4)), of, "an arm that failed stands with its semantics")

    def test_few_blocks_have_no_intervals_and_each_figure_of_ratios_says_so(self):
        self.write(synthetic.end_to_end(), synthetic.consuming(), synthetic.pipelines(True), blocks=3)
        names = self.drawn()
        for name in names:
            if name.endswith(("ladder", "matrix")):
                self.assertTrue(any("fewer than 6 blocks" in t for t in self.texts(name)), name)

    def test_no_text_lies_over_another(self):
        for blocks in (1, 6):
            self.write(synthetic.end_to_end(), synthetic.consuming(), synthetic.pipelines(True), blocks=blocks)
            with rc_restored(), warnings.catch_warnings():
                warnings.simplefilter("error")
                rcParams.update(plot.STYLE)
                for kind, part in plot.parts(plot.load(self.folder), plot.family):
                    for draw in plot.FIGURES[kind]:
                        self.texts_apart(draw, draw(part, plot.workloads(part)[0][0], kind))

    def texts_apart(self, draw, fig):
        texts = visible_texts(fig)
        self.assertGreater(len(texts), 10)
        for i, (text, box) in enumerate(texts):
            inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= fig.bbox.width and box.y1 <= fig.bbox.height
            self.assertTrue(inside, f"{draw.__name__}: {text!r} leaves the figure")
            for other, its in texts[:i]:
                self.assertFalse(box.overlaps(its), f"{draw.__name__}: {text!r} lies over {other!r}")
            if draw is not plot.product_matrix:
                over = [ax.get_title(loc="left") for ax in fig.axes if box.overlaps(ax.get_window_extent())]
                self.assertEqual([], over, f"{draw.__name__}: {text!r} lies over a panel")

    def test_a_parameter_that_differs_between_runs_of_arms_names_the_files(self):
        self.write(synthetic.pipelines())
        for table in golden.TABLES:
            header, rows = golden.read(self.folder / table)
            golden.write(self.folder / table, header, rows + [
                {**row, "processing": "100", "position": str(int(row.get("position", 0)) + 100)} if "position" in row
                else {**row, "processing": "100"} for row in rows])  # fmt: skip
        names = sorted(f"pipeline-{name}-processing-{p}" for name in PIPELINE for p in ("0", "100"))
        self.assertEqual(names, sorted(self.drawn()))

    def test_bad_input_gives_one_line(self):
        changes = {
            "trials.csv": dict(value="many"), "results.csv": dict(median="-1"),
            "costs.csv": dict(ratio="inf"), "spectrum.csv": dict(percentile="nan"),
        }  # fmt: skip
        for table, change in changes.items():
            self.write(synthetic.end_to_end(), synthetic.consuming(), synthetic.pipelines())
            edit(self.folder / table, lambda row: dict(row, **change))
            status, out, err = call(self.folder, "--format", "svg")
            self.assertEqual((2 if table == "trials.csv" else 1, 1), (status, len(err)), table)
            self.assertEqual(table == "trials.csv", not out)
            self.assertIn(f"{table}: line 2", err[0])

    def test_tables_without_the_figures_own_columns_and_metrics_cost_that_figure_only(self):
        self.write(synthetic.consuming())
        edit(self.folder / "results.csv", lambda row: row if row["metric"] != "fetched" else None)
        status, out, err = call(self.folder, "--format", "svg")
        self.assertEqual((0, 2, ["plot.py: consume-fetched-bytes skipped: results.csv has no metric 'fetched'"]),
                         (status, len(out), err))  # fmt: skip
        self.write(synthetic.pipelines(True))
        for table in golden.TABLES:
            edit(self.folder / table, lambda row: {k: v for k, v in row.items() if k not in synthetic.TREATMENT})
        self.assertEqual((0, []), call(self.folder)[::2])


if __name__ == "__main__":
    unittest.main()
