"""Tests of plot.py on a synthetic run in the columns that the suite writes."""

import contextlib
import csv
import io
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock
from xml.etree import ElementTree

from matplotlib import rcParams
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))
import plot  # noqa: E402

RUN = "20260102-030405-abcd"
FIGURES = ["cost-ladder", "latency-spectrum", "blocks-over-time"]
GUARANTEE = ["benchmark", "acks", "idempotence", "transactions", "isolation"]
WORKLOAD = ["recordSize", "keySize", "partitions", "rate", "linger.ms", "batch.size", "max.in.flight", "compression"]
CELL = [*GUARANTEE, *WORKLOAD, "producer", "level"]
HEADERS = {
    "trials.csv": "run block position CELL metric unit value status reason arm incarnation started flags",
    "results.csv": "run CELL metric unit n median ci_low ci_high arm",
    "costs.csv": "run CELL baseline metric ratio ci_low ci_high n method verdict arm comparison p p_holm mean_ratio "
    "mean_low mean_high",
    "spectrum.csv": "run CELL arm distribution percentile unit value n",
}
# Label: acks, idempotence, transactions, level, how much slower than the baseline.
LADDER = {
    "fire-and-forget": ("0", "false", "none", "fire-and-forget", 0.51234),
    "leader-ack": ("1", "false", "none", "leader-ack", 1),
    "leader-ack (A/A)": ("1", "false", "none", "leader-ack", 1.00456),
    "all-isr": ("all", "false", "none", "all-isr", 1.41421),
    "idempotent": ("all", "true", "none", "idempotent", 1.45678),
    "transactional 100ms": ("all", "true", "100ms", "transactional", 24.6802),
}
BASES = {
    "ProduceThroughput": {"throughput": (150000, "records/s"), "client_cpu": (6500, "ns/record"),
                          "broker_cpu": (14000, "ns/record")},
    "ProduceLatency": {"ack_p50": (1800, "us"), "ack_p99": (9000, "us"), "ack_p999": (31000, "us"),
                       "settled_p50": (1800, "us"), "settled_p99": (9000, "us"), "client_cpu": (21000, "ns/record"),
                       "broker_cpu": (48000, "ns/record"), "steal": (0, "1")},
}  # fmt: skip


def cell(benchmark, label, ladder, **workload):
    acks, idempotence, transactions, level, _ = ladder[label]
    values = dict(recordSize="1024", keySize="16", partitions="6", rate="10000", compression="none")
    values.update({"linger.ms": "5", "batch.size": "16384", "max.in.flight": "5"}, **workload)
    values["rate"] = values["rate"] if benchmark == "ProduceLatency" else ""
    return dict(values, run=RUN, benchmark=benchmark, acks=acks, idempotence=idempotence, transactions=transactions,
                isolation="read_uncommitted", level=level, arm=label)  # fmt: skip


def slower(metric, factor):
    """The metric's ratio where an arm is slower by a factor."""
    return 1 / factor if metric == "throughput" else factor**0.1 if metric.endswith("cpu") else factor


def trial_rows(blocks, ladder, workload):
    for block in range(1, blocks + 1):
        labels = list(ladder)[block % 5 :] + list(ladder)[: block % 5]
        for i, (benchmark, label) in enumerate((b, label) for b in BASES for label in labels):
            row = cell(benchmark, label, ladder, **workload)
            row.update(block=block, position=i + 1, incarnation=1 + (block - 1) // 4, status="OK", started="2026-01-02")
            if (block, benchmark, label) == (3, "ProduceThroughput", "all-isr"):
                yield dict(row, status="FAILED", incarnation=0, started="", reason="broker 2 died, \"at once\"")
                continue
            row["flags"] = "steal generator-lag" if (block, label) == (5, "idempotent") else ""
            for metric, (base, unit) in BASES[benchmark].items():
                drift = 1 + 0.04 * ((block * 7 + i * 3) % 5) + 0.15 * (block > 4)
                value = base * slower(metric, ladder[label][4]) * drift
                yield dict(row, metric=metric, unit=unit, value=f"{value:.6g}")


def invalid_row():
    """As the suite writes a combination that Kafka refuses: no level, and the label of a valid arm."""
    row = cell("ProduceThroughput", "leader-ack", LADDER, **{"max.in.flight": "9"})
    row.update(idempotence="true", level="", status="INVALID", reason="refused")
    return dict(row, block=0, position=0, incarnation=0)


def result_rows(blocks, ladder, workload):
    for benchmark, metrics in BASES.items():
        for label in ladder:
            for metric, (base, unit) in metrics.items():
                median = f"{base * slower(metric, ladder[label][4]):.6g}"
                row = cell(benchmark, label, ladder, **workload)
                yield dict(row, metric=metric, unit=unit, n=blocks, median=median)


def cost_rows(blocks, ladder, workload):
    for benchmark, metrics in BASES.items():
        for label in ladder:
            for metric in [m for m in metrics if m != "steal"]:
                ratio, wide = slower(metric, ladder[label][4]), 1.04 if label.endswith("(A/A)") else 1.1
                row = dict(cell(benchmark, label, ladder, **workload), metric=metric, n=blocks, ratio=f"{ratio:.6g}")
                row.update(method="hodges-lehmann", baseline="leader-ack", verdict="costs")
                row["comparison"] = "control" if label.endswith("(A/A)") else "baseline"
                if blocks >= 6:
                    row.update(ci_low=f"{ratio / wide:.6g}", ci_high=f"{ratio * wide:.6g}")
                if label != "leader-ack":
                    yield row
                yield dict(row, comparison="step", baseline="all-isr", ratio="99", ci_low="", ci_high="")
            empty = dict(metric="commit_max", n="0", baseline="leader-ack", comparison="baseline")
            yield dict(cell(benchmark, label, ladder, **workload), **empty, verdict="not measured in both arms")


def spectrum_rows(_, ladder, workload):
    for label in ladder:
        for distribution, late in (("ack", 1), ("settled", 1.7 if "transactional" in label else 1), ("send_lag", 0)):
            for i in range(41):
                value = 1800 * ladder[label][4] * late * 10 ** (i / 25)
                yield dict(cell("ProduceLatency", label, ladder, **workload), distribution=distribution, unit="us",
                           percentile=f"{100 * (1 - 10 ** (-i / 10)):.6g}", value=f"{value:.6g}", n=100000)  # fmt: skip


def write_table(folder, name, rows):
    header = HEADERS[name].replace("CELL", " ".join(CELL)).split()
    with open(folder / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="")
        writer.writeheader()
        writer.writerows(rows)


def write_run(folder, blocks=8, nodes="3", ladder=None, workloads=({},)):
    ladder = ladder or LADDER
    info = {
        "format": 1, "run": RUN, "started": "2026-01-02T03:04:05Z", "finished": "2026-01-02T05:04:05Z", "seed": 4711,
        "blocks": blocks, "suite": {"version": "0.1.0", "git": "1a2b3c4", "git.dirty": "false"},
        "versions": {"client": "4.3.1", "broker": "4.3.1"}, "host": {"cpu": "A CPU", "cpus": "2"},
        "topology": {"broker": "process", "nodes": nodes, "replication": nodes, "min.insync.replicas": "2"},
    }  # fmt: skip
    (folder / "run.json").write_text(json.dumps(info), encoding="utf-8")
    trials = [invalid_row()]
    for i, workload in enumerate(workloads):
        more = trial_rows(blocks, ladder, workload)
        trials += closed_loop_once(i, [dict(row, position=row["position"] + 100 * i) for row in more])
    write_table(folder, "trials.csv", trials)
    for name, rows_of in (("results.csv", result_rows), ("costs.csv", cost_rows), ("spectrum.csv", spectrum_rows)):
        every = [closed_loop_once(i, rows_of(blocks, ladder, workload)) for i, workload in enumerate(workloads)]
        write_table(folder, name, [row for rows in every for row in rows])
    return folder


def closed_loop_once(nth, rows):
    """Workloads that differ in their rate share the closed loop's trials."""
    return [row for row in rows if nth == 0 or row["rate"]]


def edit(file, change):
    """Rewrites a table's rows; a change returns the row to keep, or None."""
    with open(file, encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        header, rows = reader.fieldnames, [row for row in map(change, reader) if row is not None]
    with open(file, "w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, [h for h in header if not rows or h in rows[0]])
        writer.writeheader()
        writer.writerows(rows)


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
        for extension, magic in (("png", b"\x89PNG"), ("svg", b"<?xml")):
            status, out, err = call(self.folder, "--format", extension)
            self.assertEqual((0, []), (status, err))
            files = [self.folder / "plots" / f"{name}.{extension}" for name in FIGURES]
            self.assertEqual([str(file) for file in files], out)
            for file in files:
                self.assertEqual(magic, file.read_bytes()[: len(magic)])

    def test_the_default_is_png_and_out_is_where_it_goes(self):
        write_run(self.folder)
        status, out, _ = call(self.folder, "--out", self.folder / "a" / "b")
        self.assertEqual(0, status)
        written = [file.name for file in (self.folder / "a" / "b").iterdir()]
        self.assertEqual(sorted(f"{name}.png" for name in FIGURES), sorted(written))

    def test_each_figure_states_the_conditions_and_the_arms(self):
        write_run(self.folder)
        call(self.folder, "--format", "svg")
        for name in FIGURES:
            text = "\n".join(self.texts(name))
            for words in (
                f"run {RUN} ", "2026-01-02 03:04 UTC", "suite 0.1.0, git 1a2b3c4", "Kafka 4.3.1", "2 CPUs",
                "brokers 3, copies 3, min ISR 2", "1024-byte records", "at 10,000 records/s", "8 blocks", "seed 4711",
                "fire-and-forget", "leader-ack", "baseline again (A/A)", "all-isr", "idempotent", "transactional 100ms",
            ):  # fmt: skip
                self.assertIn(words, text, name)
            self.assertNotIn("ONE BROKER", text)
            self.assertNotIn("fewer than 6 blocks", text)

    def test_ratios_stand_beside_the_points_as_in_costs_csv(self):
        write_run(self.folder)
        call(self.folder, "--format", "svg")
        texts = self.texts("cost-ladder")
        for text in (
            "×1.95 (1.77–2.15)",  # throughput of fire-and-forget
            "×0.51 (0.47–0.56)",  # ... and its latencies
            "×1.00 (0.97–1.04)",
            "×1.41 (1.29–1.56)",
            "×25 (22–27)",
            "×0.041 (0.037–0.045)",
        ):
            self.assertIn(text, texts)
        self.assertIn("baseline = 150,000 records/s", texts)
        self.assertIn("baseline = 1.8 ms", texts)
        self.assertNotIn("99", "".join(t for t in texts if t.startswith("×")), "steps are no ratios to the baseline")
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
        edit(self.folder / "costs.csv", lambda r: dict(r, n="7") if r["arm"] == "all-isr" else r)
        call(self.folder, "--format", "svg")
        self.assertIn("×0.71 (0.64–0.78) n=7", self.texts("cost-ladder"))
        self.assertIn("×1.95 (1.77–2.15)", self.texts("cost-ladder"))

    def test_a_run_of_the_closed_loop_alone_has_no_rate_and_no_spectrum(self):
        write_run(self.folder)
        for name in HEADERS:
            closed = lambda r: {c: v for c, v in r.items() if c != "rate"} if not r["rate"] else None  # noqa: E731
            edit(self.folder / name, closed)
        status, out, err = call(self.folder, "--format", "svg")
        self.assertEqual((0, 2, 1), (status, len(out), len(err)), err)
        self.assertIn("throughput, flat out", self.texts("cost-ladder"))
        self.assertTrue(any(t.startswith("Not measured in this run: until") for t in self.texts("cost-ladder")))

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
        self.assertIn("×1.41 (1.29–1.56) †", self.texts("cost-ladder"))
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
            self.assertIn(f"until acknowledged, p99, {words}", texts)
            self.assertIn("throughput, flat out", texts)

    def test_the_same_run_gives_the_same_bytes(self):
        write_run(self.folder)
        for out in ("one", "two"):
            call(self.folder, "--format", "svg", "--out", self.folder / out)
        for name in FIGURES:
            one, two = ((self.folder / out / f"{name}.svg").read_bytes() for out in ("one", "two"))
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
        write_run(self.folder, blocks=20, ladder={**LADDER, **ways})
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

    def test_a_missing_table_is_named(self):
        for name in HEADERS:
            (write_run(self.folder) / name).unlink()
            self.refused(f"{self.folder / name}: not there")

    def test_a_missing_column_is_named(self):
        for name, column in (("costs.csv", "ratio"), ("trials.csv", "incarnation"), ("spectrum.csv", "percentile")):
            write_run(self.folder)
            edit(self.folder / name, lambda row: {k: v for k, v in row.items() if k != column})
            self.refused(f"{name}: has no column '{column}'")

    def test_an_empty_file_lacks_its_columns(self):
        (write_run(self.folder) / "costs.csv").write_text("")
        self.refused("has no column")

    def test_a_cell_that_is_no_number_is_named_by_its_line(self):
        for value in ("many", "nan", "inf", "-1"):
            write_run(self.folder)
            edit(self.folder / "costs.csv", lambda row: dict(row, ratio=value))
            self.refused("costs.csv: line 2")

    def test_a_trial_without_its_block_is_refused(self):
        write_run(self.folder)
        edit(self.folder / "trials.csv", lambda row: dict(row, block=""))
        self.refused("trials.csv: line 2")

    def test_a_torn_line_is_named(self):
        file = write_run(self.folder) / "spectrum.csv"
        file.write_bytes(file.read_bytes()[:-30])
        self.refused(f"spectrum.csv: line {len(file.read_bytes().splitlines())}")

    def test_an_empty_table_costs_its_own_figure_only(self):
        for name, skipped in (("costs.csv", "cost-ladder"), ("spectrum.csv", "latency-spectrum")):
            write_run(self.folder)
            edit(self.folder / name, lambda row: None)
            status, out, err = call(self.folder)
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
