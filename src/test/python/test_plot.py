"""Tests of plot.py on a run of producers as the suite writes it."""

import contextlib
import io
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock
from xml.etree import ElementTree

import golden
from golden import edit
from matplotlib import rcParams
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))
import plot  # noqa: E402

FIGURES = ["cost-ladder", "latency-spectrum", "blocks-over-time"]
NAME = "ladder"
RUN = golden.info(NAME)["run"]
BLOCKS = golden.info(NAME)["blocks"]
HEADERS = {table: " ".join(golden.read(golden.HOME / NAME / table)[0]) for table in golden.TABLES}
CELL = HEADERS["results.csv"].split(" metric ")[0].removeprefix("run ").split()
# Label: acks, idempotence, transactions, level, how much slower than the baseline, as GoldenFigures has it.
LADDER = {
    "fire-and-forget": ("0", "false", "none", "fire-and-forget", 0.51234),
    "leader-ack": ("1", "false", "none", "leader-ack", 1),
    "leader-ack (A/A)": ("1", "false", "none", "leader-ack", 1),
    "all-isr": ("all", "false", "none", "all-isr", 1.41421),
    "idempotent": ("all", "true", "none", "idempotent", 1.45678),
    "transactional 100ms": ("all", "true", "100ms", "transactional", 24.6802),
}
# Table: the figures that cannot be drawn without it.
LACKING = {"results.csv": [], "costs.csv": ["cost-ladder"], "spectrum.csv": ["latency-spectrum"]}
MODEL = "transactional 100ms"  # of further ways to commit


def cell(benchmark, label, ladder, **workload):
    """A row's columns from `run` to `level` and its `arm`."""
    rows = golden.read(golden.HOME / NAME / "results.csv")[1]
    row = next(r for r in rows if (r["benchmark"], r["arm"]) == (benchmark, label if label in LADDER else MODEL))
    row = {c: row[c] for c in ["run", *CELL, "arm"]}
    row.update({c: v for c, v in workload.items() if c != "rate" or row["rate"]})
    acks, idempotence, transactions, level, _ = ladder[label]
    return dict(row, acks=acks, idempotence=idempotence, transactions=transactions, level=level, arm=label)


def write_table(folder, name, rows):
    golden.write(folder / name, HEADERS[name].replace("CELL", " ".join(CELL)).split(), rows)


def write_run(folder, blocks=BLOCKS, nodes="3", ladder=None, workloads=({},)):
    """All of `golden/ladder`, with `ladder`'s further ways to commit, and once for each of the workloads."""
    golden.copy(NAME, folder)
    ways = {label: of[2] for label, of in (ladder or {}).items() if label not in LADDER}
    for table in golden.TABLES:
        header, rows = golden.read(folder / table)
        like = [row for row in rows if row["arm"] == MODEL]
        rows += [dict(row, arm=label, transactions=way) for label, way in ways.items() for row in like]
        every = []
        for i, workload in enumerate(workloads):
            for row in rows:
                own = {c: v for c, v in workload.items() if c != "rate" or row["rate"]}
                own |= {"position": str(int(row["position"]) + 100 * i)} if row.get("position", "0") != "0" else {}
                # Workloads that differ in their rate share the closed loop's trials.
                every += [{**row, **own}] if i == 0 or row["rate"] else []
        golden.write(folder / table, header, every)
    if blocks < BLOCKS:
        golden.fewer_blocks(folder, blocks)
    golden.on_nodes(folder, nodes)
    return folder


def call(*arguments):
    """Status, lines of stdout, lines of stderr."""
    out, err, status = io.StringIO(), io.StringIO(), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), rc_restored():
        with mock.patch.object(sys, "argv", ["plot.py", *map(str, arguments)]):
            try:
                status = plot.main()
            except SystemExit as e:
                status = e.code
    return status, out.getvalue().splitlines(), err.getvalue().splitlines()


@contextlib.contextmanager
def rc_restored():
    before = rcParams.copy()
    try:
        yield
    finally:
        rcParams.update(before)


def svg_texts(file):
    return [e.text for e in ElementTree.parse(file).iter("{http://www.w3.org/2000/svg}text") if e.text]


def visible_texts(fig):
    """Texts with their boxes; tick labels beyond the limits exist too, and are not drawn."""
    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    unseen = set()
    for ax in fig.axes:
        for axis in (ax.xaxis, ax.yaxis):
            low, high = sorted(axis.get_view_interval())
            unseen |= {id(t.label1) for t in axis.get_major_ticks() if not low <= t.get_loc() <= high}
    texts = [t for t in fig.findobj(Text) if t.get_visible() and t.get_text().strip() and id(t) not in unseen]
    return [(t.get_text(), t.get_window_extent(canvas.get_renderer())) for t in texts]


class PlotTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name) / RUN
        self.folder.mkdir()

    def texts(self, name):
        return svg_texts(self.folder / "plots" / f"{name}.svg")

    def partly(self, words, *lacking):
        """Of a damaged table: one line, and the figures that do without it."""
        status, out, err = call(self.folder, "--format", "svg", "--out", self.folder / "partly")
        self.assertEqual((1, 1), (status, len(err)), err)
        self.assertTrue(err[0].startswith("plot.py: "), err)
        self.assertIn(words, err[0])
        self.assertEqual([name for name in FIGURES if name not in lacking], [Path(file).stem for file in out])

    def refused(self, words, *arguments):
        status, out, err = call(self.folder, *arguments)
        self.assertEqual((2, [], 1), (status, out, len(err)), err)
        self.assertTrue(err[0].startswith("plot.py: "), err)
        self.assertIn(words, err[0])

    def no_text_touches_another(self):
        with rc_restored():
            rcParams.update(plot.STYLE)
            run = plot.load(self.folder)
            for figure in (plot.cost_ladder, plot.latency_spectrum, plot.blocks_over_time):
                fig = figure(run, plot.workloads(run)[0][0])
                texts = visible_texts(fig)
                self.assertGreater(len(texts), 15)
                for i, (text, box) in enumerate(texts):
                    inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= fig.bbox.width and box.y1 <= fig.bbox.height
                    self.assertTrue(inside, f"{figure.__name__}: {text!r} leaves the figure")
                    over = [ax.get_title(loc="left") for ax in fig.axes if box.overlaps(ax.get_window_extent())]
                    self.assertEqual([], over, f"{figure.__name__}: {text!r} lies over a panel")
                    for other, its in texts[:i]:
                        self.assertFalse(box.overlaps(its), f"{figure.__name__}: {text!r} lies over {other!r}")

    def test_every_figure_is_written_in_both_formats_and_named_on_stdout(self):
        write_run(self.folder)
        status, out, err = call(self.folder)
        self.assertEqual((0, []), (status, err))
        files = [self.folder / "plots" / f"{name}.{form}" for name in FIGURES for form in ("svg", "png")]
        self.assertEqual([str(file) for file in files], out)
        for file in files:
            magic = b"<?xml" if file.suffix == ".svg" else b"\x89PNG"
            self.assertEqual(magic, file.read_bytes()[: len(magic)])

    def test_one_format_can_be_chosen_and_out_is_where_it_goes(self):
        write_run(self.folder)
        for form in ("svg", "png"):
            status, _, _ = call(self.folder, "--format", form, "--out", self.folder / form / "b")
            self.assertEqual(0, status)
            written = [file.name for file in (self.folder / form / "b").iterdir()]
            self.assertEqual(sorted(f"{name}.{form}" for name in FIGURES), sorted(written))

    def test_each_figure_states_the_conditions_and_the_arms(self):
        write_run(self.folder)
        call(self.folder, "--format", "svg")
        for name in FIGURES:
            text = "\n".join(self.texts(name))
            for words in (
                f"run {RUN} ", "2026-01-02 03:04 UTC", "suite 0.1.0, git 1a2b3c4", "Kafka 4.3.1", "2 CPUs",
                "brokers 3, copies 3, min ISR 2", "1024-byte records", "at 10,000 records/s", "8 blocks", "seed 4711",
                "fire-and-forget", "leader-ack", "leader-ack (A/A)", "all-isr", "idempotent", "transactional 100ms",
            ):  # fmt: skip
                self.assertIn(words, text, name)
            self.assertNotIn("ONE BROKER", text)
            self.assertNotIn("fewer than 6 blocks", text)

    def test_ratios_stand_beside_the_points_as_in_costs_csv(self):
        write_run(self.folder)
        step = lambda r: dict(r, ratio="77") if r["comparison"] == "step" else r  # noqa: E731
        edit(self.folder / "costs.csv", step)
        call(self.folder, "--format", "svg")
        texts = self.texts("cost-ladder")
        for text in (
            "×1.97 (1.84–2.11)",  # throughput of fire-and-forget
            "×0.52 (0.48–0.56)",  # ... and its latencies
            "×0.99 (0.92–1.06)",
            "×1.39 (1.39–1.49)",
            "×24 (24–25)",
            "×0.042 (0.039–0.045)",
            "×0.69 (0.69–0.74) n=7",  # of all-isr a trial has failed
        ):
            self.assertIn(text, texts)
        self.assertIn("baseline = 160,600 records/s", texts)
        self.assertIn("baseline = 1.927 ms", texts)
        self.assertNotIn("77", "".join(t for t in texts if t.startswith("×")), "steps are no ratios to the baseline")
        self.assertEqual(6, texts.count("as acknowledged"))

    def test_arms_stand_from_weak_to_strong_with_the_control_after_its_twin(self):
        write_run(self.folder)
        run = plot.load(self.folder)
        self.assertEqual(list(LADDER), list(run.looks))
        looks = [(look.color, look.marker, str(look.line)) for look in run.looks.values()]
        for parts in zip(*looks):
            self.assertEqual(len(LADDER), len(set(parts)))

    def test_each_panel_says_in_words_which_way_is_worse(self):
        write_run(self.folder)
        call(self.folder, "--format", "svg")
        texts = self.texts("cost-ladder")
        self.assertEqual(1, sum("← worse: fewer records" in t for t in texts))
        self.assertEqual(5, sum("worse: longer wait →" in t for t in texts))
        self.assertEqual(4, sum("worse: more CPU →" in t for t in texts))

    def test_a_ratio_from_fewer_blocks_than_others_says_from_how_many(self):
        write_run(self.folder)
        edit(self.folder / "costs.csv", lambda r: dict(r, n="7") if r["arm"] == "idempotent" else r)
        call(self.folder, "--format", "svg")
        self.assertIn("×0.71 (0.67–0.72) n=7", self.texts("cost-ladder"))
        self.assertIn("×1.97 (1.84–2.11)", self.texts("cost-ladder"))

    def test_a_run_of_the_closed_loop_alone_has_no_rate_and_no_spectrum(self):
        write_run(self.folder)
        for name in HEADERS:
            closed = lambda r: {c: v for c, v in r.items() if c != "rate"} if not r["rate"] else None  # noqa: E731
            edit(self.folder / name, closed)
        status, out, err = call(self.folder, "--format", "svg")
        self.assertEqual((0, 2, 1), (status, len(out), len(err)), err)
        self.assertIn("throughput, flat out", self.texts("cost-ladder"))
        self.assertTrue(any(t.startswith("Not measured in this run: ack p50") for t in self.texts("cost-ladder")))

    def test_few_blocks_have_no_intervals_and_the_figure_says_so(self):
        write_run(self.folder, blocks=3)
        call(self.folder, "--format", "svg")
        texts = self.texts("cost-ladder")
        self.assertTrue(any("no intervals: fewer than 6 blocks" in t for t in texts), texts)
        self.assertIn("×1.41", texts)

    def test_a_ratio_without_its_load_is_marked(self):
        write_run(self.folder)
        verdict = dict(verdict="not comparable (all-isr did not sustain the rate in 1 of 8 trials)")
        late = ("all-isr", "ack_p99")
        edit(self.folder / "costs.csv", lambda r: dict(r, **verdict) if (r["arm"], r["metric"]) == late else r)
        edit(self.folder / "trials.csv", lambda r: dict(r, flags="rate-not-sustained") if r["arm"] == "all-isr" else r)
        call(self.folder, "--format", "svg")
        self.assertIn("×1.39 (1.39–1.49) †", self.texts("cost-ladder"))
        self.assertTrue(any(t.startswith("† not comparable") for t in self.texts("cost-ladder")))
        self.assertIn("all-isr †", self.texts("latency-spectrum"))

    def test_an_arm_without_a_ratio_keeps_its_row(self):
        write_run(self.folder)
        edit(self.folder / "costs.csv", lambda r: r if r["arm"] != "idempotent" else None)
        empty = dict(ratio="", ci_low="", ci_high="", n="0", verdict="not comparable (a value is 0)")
        edit(self.folder / "costs.csv", lambda r: dict(r, **empty) if r["arm"] == "all-isr" else r)
        self.assertEqual(0, call(self.folder, "--format", "svg")[0])
        texts = self.texts("cost-ladder")
        self.assertIn("idempotent", texts)
        self.assertIn("not measured", texts)
        self.assertIn("not comparable", texts)

    def test_failed_and_flagged_trials_and_restarts_are_shown(self):
        write_run(self.folder)
        call(self.folder, "--format", "svg")
        texts = self.texts("blocks-over-time")
        self.assertTrue(any("all-isr FAILED in block 3." in t for t in texts), texts)
        self.assertTrue(any("generator-lag 2 ×, steal 2 ×" in t for t in texts), texts)
        with rc_restored():
            run = plot.load(self.folder)
            fig = plot.blocks_over_time(run, plot.workloads(run)[0][0])
        for ax in fig.axes:
            restarts = [line.get_xdata()[0] for line in ax.lines if line.get_linestyle() == ":"]
            self.assertEqual([4.5], restarts, "a failed trial's incarnation 0 is no restart")

    def test_combinations_that_never_ran_are_in_no_figure(self):
        write_run(self.folder)
        run = plot.load(self.folder)
        self.assertEqual(1, len(plot.workloads(run)))
        self.assertEqual(set(range(1, 9)), {trial["block"] for trial in run.trials})

    def test_trials_that_were_measured_again_are_in_no_figure(self):
        write_run(self.folder)
        whole = plot.load(self.folder)
        again = {"status": "SUPERSEDED"}
        edit(self.folder / "trials.csv", lambda row: {**row, **again} if row["block"] == "8" else row)
        self.assertEqual(
            [trial for trial in whole.trials if trial["block"] < 8], plot.load(self.folder).trials
        )

    def test_one_broker_is_labelled_on_each_figure(self):
        write_run(self.folder, nodes="1")
        call(self.folder, "--format", "svg")
        for name in FIGURES:
            self.assertIn("ONE BROKER: no replication", "\n".join(self.texts(name)), name)

    def test_each_workload_has_its_own_files_named_by_what_differs(self):
        write_run(self.folder, workloads=[{"rate": "5000"}, {"rate": "10000"}])
        status, out, err = call(self.folder, "--format", "svg")
        self.assertEqual((0, []), (status, err))
        names = sorted(Path(file).name for file in out)
        self.assertEqual(sorted(f"{n}-rate-{rate}.svg" for n in FIGURES for rate in ("5000", "10000")), names)
        for rate, words in (("5000", "at 5,000 records/s"), ("10000", "at 10,000 records/s")):
            texts = self.texts(f"cost-ladder-rate-{rate}")
            self.assertIn(f"ack p99, {words}", texts)
            self.assertIn("throughput, flat out", texts)

    def test_the_same_run_gives_the_same_bytes(self):
        write_run(self.folder)
        for out in ("one", "two"):
            # In a process of its own: what one leaves behind must not make the other the same.
            command = [sys.executable, str(ROOT / "plot.py"), str(self.folder), "--out", str(self.folder / out)]
            subprocess.run(command, check=True, capture_output=True)
        for name in FIGURES:
            for form in ("svg", "png"):
                one, two = ((self.folder / out / f"{name}.{form}").read_bytes() for out in ("one", "two"))
                self.assertEqual(one, two)
                self.assertNotIn(b"dc:date", one)

    def test_no_text_lies_over_another_in_a_full_run(self):
        write_run(self.folder)
        self.no_text_touches_another()

    def test_no_text_lies_over_another_in_a_quick_run_on_one_broker(self):
        write_run(self.folder, blocks=3, nodes="1")
        self.no_text_touches_another()

    def test_no_text_lies_over_another_with_every_way_to_commit(self):
        ways = {f"transactional {t}": ("all", "true", t, "transactional", 3 + i)
                for i, t in enumerate(("1", "1s", "100", "100ms", "10000"))}  # fmt: skip
        write_run(self.folder, ladder={**LADDER, **ways})
        self.no_text_touches_another()

    def test_a_folder_that_is_not_there_is_named(self):
        self.folder.rmdir()
        self.refused("no such folder")

    def test_a_folder_without_run_json_is_not_a_run(self):
        self.refused("no run.json in it")

    def test_a_damaged_run_json_is_refused(self):
        for text in ("{", "[]", "{}", '{"format": "one"}', "\0"):
            (write_run(self.folder) / "run.json").write_text(text)
            self.refused("run.json")

    def test_a_newer_format_is_refused(self):
        write_run(self.folder)
        (self.folder / "run.json").write_text('{"format": 3}')
        self.refused("format 3 is newer")

    def test_a_missing_table_is_named_and_what_does_without_it_is_drawn(self):
        for name, lacking in LACKING.items():
            (write_run(self.folder) / name).unlink()
            self.partly(f"{self.folder / name}: not there; `java -jar benchmarks.jar report", *lacking)

    def test_a_missing_column_is_named_with_those_that_are_needed(self):
        for name, column in (("costs.csv", "ratio"), ("results.csv", "median"), ("spectrum.csv", "percentile")):
            write_run(self.folder)
            edit(self.folder / name, lambda row: {k: v for k, v in row.items() if k != column})
            self.partly(f"{name}: has no column '{column}'; needed are benchmark,", *LACKING[name])

    def test_an_empty_file_is_said_to_be_empty(self):
        for name, lacking in LACKING.items():
            (write_run(self.folder) / name).write_text("")
            self.partly(f"{name}: is empty", *lacking)

    def test_a_cell_that_is_no_number_is_named_with_its_line_and_what_is_allowed(self):
        for value in ("many", "nan", "inf", "-1"):
            write_run(self.folder)
            edit(self.folder / "costs.csv", lambda row: dict(row, ratio=value))
            self.partly(f"costs.csv: line 2 cannot be read (ratio is '{value}'; allowed is a number from 0 on, or "
                        "nothing)", "cost-ladder")  # fmt: skip

    def test_only_what_has_a_direction_may_be_below_nothing(self):
        def measured(metric, value):
            def change(column):
                return lambda row: {**row, "metric": metric, column: value} if row["metric"] == "client_cpu" else row

            write_run(self.folder)
            edit(self.folder / "trials.csv", change("value"))
            edit(self.folder / "results.csv", change("median"))

        for metric in ("drift", "shift"):
            measured(metric, "-0.25")
            self.assertEqual((0, []), call(self.folder, "--format", "svg")[::2])
            self.assertIn(-0.25, [row["median"] for row in plot.load(self.folder).results])
        measured("throughput", "-0.25")
        self.refused("value is '-0.25'; allowed is a number from 0 on, or nothing)")
        measured("drift", "inf")
        self.refused("value is 'inf'; allowed is a number, or nothing)")

    def test_a_torn_line_is_named(self):
        for name, lacking in LACKING.items():
            file = write_run(self.folder) / name
            file.write_bytes(file.read_bytes()[:-60])
            self.partly(f"{name}: line {len(file.read_bytes().splitlines())} cannot be read (", *lacking)

    def test_without_trials_there_is_no_run(self):
        (write_run(self.folder) / "trials.csv").unlink()
        self.refused(f"{self.folder / 'trials.csv'}: not there; `java -jar benchmarks.jar report")
        (self.folder / "trials.csv").write_bytes(b"")
        self.refused("trials.csv: is empty")
        for changes, words in ((dict(block=""), "block is ''; allowed is a number from 0 on)"),
                               (dict(value="many"), "value is 'many'; allowed is a number from 0 on, or nothing)")):
            write_run(self.folder)
            edit(self.folder / "trials.csv", lambda row: dict(row, **changes))
            self.refused(f"trials.csv: line 2 cannot be read ({words}")
        write_run(self.folder)
        edit(self.folder / "trials.csv", lambda row: {k: v for k, v in row.items() if k != "incarnation"})
        self.refused("trials.csv: has no column 'incarnation'")
        file = write_run(self.folder) / "trials.csv"
        file.write_bytes(file.read_bytes()[:-60])
        self.refused("cells of")

    def test_bytes_that_are_no_text_are_one_line(self):
        (write_run(self.folder) / "costs.csv").write_bytes(b"\xff\xfe\x00")
        self.partly("costs.csv: line 1 cannot be read", "cost-ladder")

    def test_several_damaged_tables_have_a_line_each(self):
        write_run(self.folder)
        for name in LACKING:
            (self.folder / name).unlink()
        status, out, err = call(self.folder, "--format", "svg")
        self.assertEqual((1, 1, 3), (status, len(out), len(err)), err)

    def test_an_empty_table_costs_its_own_figure_only(self):
        for name, skipped in (("costs.csv", "cost-ladder"), ("spectrum.csv", "latency-spectrum")):
            write_run(self.folder)
            edit(self.folder / name, lambda row: None)
            status, out, err = call(self.folder, "--format", "svg")
            self.assertEqual((0, 2, 1), (status, len(out), len(err)), err)
            self.assertIn(f"{skipped} skipped: {name} has no", err[0])

    def test_a_run_without_any_figure_ends_with_2(self):
        write_run(self.folder)
        for name in HEADERS:
            edit(self.folder / name, lambda row: None)
        status, out, err = call(self.folder)
        self.assertEqual((2, []), (status, out))
        self.assertEqual([f"plot.py: {n} skipped" for n in FIGURES], [line.rsplit(":", 1)[0] for line in err])

    def test_a_run_in_which_every_trial_failed_ends_with_2(self):
        write_run(self.folder)
        failed = dict(status="FAILED", metric="", unit="", value="", incarnation="0")
        edit(self.folder / "trials.csv", lambda row: {**row, **failed} if row["status"] == "OK" else row)
        for name in list(HEADERS)[1:]:
            edit(self.folder / name, lambda row: None)
        status, out, err = call(self.folder)
        self.assertEqual((2, [], 3), (status, out, len(err)), err)

    def test_unusable_arguments_and_places_give_one_line(self):
        write_run(self.folder)
        self.refused("invalid choice: 'pdf'", "--format", "pdf")
        self.refused("unrecognized arguments: --fromat", "--fromat")
        self.refused("cannot be written", "--out", self.folder / "run.json")

    def test_without_matplotlib_it_says_what_to_install(self):
        write_run(self.folder)
        (self.folder / "matplotlib.py").write_text("raise ImportError('no')")
        environment = dict(os.environ, PYTHONPATH=str(self.folder), PYTHONDONTWRITEBYTECODE="1")
        command = [sys.executable, str(ROOT / "plot.py"), str(self.folder)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        self.assertEqual((2, ""), (done.returncode, done.stdout))
        self.assertEqual(1, len(done.stderr.splitlines()), done.stderr)
        self.assertIn("python3-matplotlib", done.stderr)
        self.assertIn("uv run plot.py", done.stderr)


if __name__ == "__main__":
    unittest.main()
