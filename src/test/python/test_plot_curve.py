"""Tests of plot.py on a run that searched what its levels sustain."""

import tempfile
import unittest
from pathlib import Path

import golden
from golden import edit
from matplotlib import rcParams
from test_plot import call, plot, rc_restored, svg_texts

NAME = "curve"
FIGURE = "latency-against-throughput"
LEVELS = ["fire-and-forget", "leader-ack", "all-isr", "idempotent", "transactional 100ms"]
SUSTAINABLE = [90_000, 76_000, 61_000, 57_300, 38_200]  # as GoldenCurve has it
COMMON = (11_460, 26_740)


class CurvePlotTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        golden.copy(NAME, self.folder)

    def axes(self):
        with rc_restored():
            rcParams.update(plot.STYLE)
            _, part = next(plot.parts(plot.load(self.folder), plot.family))
            fig = plot.latency_against_throughput(part)
            return fig if isinstance(fig, str) else fig.axes

    def lines(self, ax):
        """Those through points, by label."""
        return {line.get_label(): line for line in ax.lines if not line.get_label().startswith("_")}

    def test_one_figure_has_all_rates_and_ladders_are_drawn_where_levels_meet(self):
        status, out, err = call(self.folder, "--format", "svg")
        self.assertEqual((0, []), (status, err))
        ladders = [f"{name}-rate-{rate}" for rate in COMMON for name in ("cost-ladder", "latency-spectrum", "blocks-over-time")]
        self.assertEqual([FIGURE, *ladders], [Path(line).stem for line in out])

    def test_the_figure_names_the_run_and_its_load(self):
        call(self.folder, "--format", "svg")
        text = "\n".join(svg_texts(self.folder / "plots" / f"{FIGURE}.svg"))
        for words in (f"run {golden.info(NAME)['run']} ", "1024-byte records · at several rates · 6 blocks", "seed 314159",
                      "ack p50, from the intended send", "ack p99, from the intended send", "records/s achieved"):  # fmt: skip
            self.assertIn(words, text)

    def test_a_line_goes_through_every_point_of_its_level(self):
        p50, p99 = self.axes()
        for ax in (p50, p99):
            lines = self.lines(ax)
            self.assertEqual([*LEVELS[:4], "transactional 100ms, acknowledged", "transactional 100ms, committed"], list(lines))
            for level, line in zip(LEVELS[:4], lines.values()):
                self.assertEqual(7, len(line.get_xdata()), level)
                self.assertEqual(sorted(line.get_xdata()), list(line.get_xdata()), level)
            # Its own points at 30 and 70 % are those that all have.
            self.assertEqual(5, len(lines["transactional 100ms, committed"].get_xdata()))

    def test_points_are_milliseconds_at_records_per_second(self):
        row = next(r for r in golden.read(self.folder / "curve.csv")[1] if r["arm"] == "all-isr" and r["fraction"] == "0.5")
        p50, p99 = self.axes()
        for ax, metric in ((p50, "ack_p50"), (p99, "ack_p99")):
            line = self.lines(ax)["all-isr"]
            points = dict(zip(line.get_xdata(), line.get_ydata()))
            self.assertAlmostEqual(float(row[metric]) / 1000, points[float(row["achieved_rate"])])

    def test_each_level_is_marked_where_it_is_saturated(self):
        for ax in self.axes():
            marks = [line.get_xdata()[0] for line in ax.lines if len(line.get_xdata()) == 2
                     and line.get_xdata()[0] == line.get_xdata()[1]]  # fmt: skip
            self.assertEqual(SUSTAINABLE, marks)

    def test_a_level_looks_as_in_all_figures(self):
        looks = plot.load(golden.HOME / "ladder").looks
        for level, line in list(self.lines(self.axes()[0]).items())[:4]:
            self.assertEqual((looks[level].color, looks[level].marker), (line.get_color(), line.get_marker()))

    def test_a_rate_that_was_not_sustained_is_hollow_and_the_note_says_so(self):
        def late(row):
            return {**row, "not_sustained": "2"} if row["arm"] == "idempotent" and row["fraction"] == "0.9" else row

        edit(self.folder / "curve.csv", late)
        for ax in self.axes():
            self.assertEqual(["white"], [line.get_markerfacecolor() for line in ax.lines if line.get_markerfacecolor() == "white"])
        call(self.folder, "--format", "svg")
        self.assertIn("Hollow: the rate was not sustained", "\n".join(svg_texts(self.folder / "plots" / f"{FIGURE}.svg")))

    def test_trials_too_short_for_p99_leave_their_points_out_there_alone(self):
        edit(self.folder / "curve.csv", lambda row: {**row, "ack_p99": ""} if row["fraction"] == "0.1" else row)
        p50, p99 = self.axes()
        self.assertEqual(7, len(self.lines(p50)["leader-ack"].get_xdata()))
        self.assertEqual(6, len(self.lines(p99)["leader-ack"].get_xdata()))

    def test_intervals_need_blocks(self):
        def without(row):
            return {k: "" if k.endswith(("_low", "_high")) else v for k, v in row.items()}

        self.assertTrue(any(ax.collections for ax in self.axes()))
        edit(self.folder / "curve.csv", without)
        self.assertFalse(any(ax.collections for ax in self.axes()))

    def test_a_backlog_may_become_shorter(self):
        rows = golden.read(self.folder / "trials.csv")[1]
        self.assertTrue(any(row["metric"] == "backlog_growth" and float(row["value"]) < 0 for row in rows))
        self.assertEqual(0, call(self.folder, "--format", "svg")[0])

    def test_trials_of_the_search_are_in_no_other_figure(self):
        run = plot.load(self.folder)
        self.assertEqual({"ProduceLatency"}, {trial["benchmark"] for trial in run.trials})
        self.assertNotIn(0, {trial["block"] for trial in run.trials})

    def test_a_damaged_table_costs_its_figure_only_and_the_status_says_so(self):
        (self.folder / "curve.csv").write_text("run,benchmark\r\n1\r\n", encoding="utf-8")
        status, out, err = call(self.folder, "--format", "svg")
        self.assertEqual(1, status)
        self.assertTrue(any("curve.csv" in line for line in err), err)
        self.assertEqual(6, len(out), "ladders are drawn where levels meet")

    def test_one_rate_for_all_is_no_curve(self):
        for table in ("trials.csv", "results.csv", "costs.csv", "spectrum.csv", "curve.csv"):
            edit(self.folder / table, lambda row: row if row["rate"] == str(COMMON[0]) or row.get("status") == "SEARCH" else None)
        status, out, err = call(self.folder, "--format", "svg")
        self.assertEqual((0, []), (status, err))
        self.assertEqual(["cost-ladder", "latency-spectrum", "blocks-over-time"], [Path(line).stem for line in out])

    def test_a_run_that_searched_nothing_needs_no_such_table(self):
        golden.copy("ladder", self.folder)
        (self.folder / "curve.csv").unlink()
        (self.folder / "saturation.csv").unlink()
        status, out, err = call(self.folder, "--format", "svg")
        self.assertEqual((0, []), (status, err))
        self.assertNotIn(FIGURE, [Path(line).stem for line in out])


if __name__ == "__main__":
    unittest.main()
