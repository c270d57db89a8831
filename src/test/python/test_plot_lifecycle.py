"""Tests of plot.py on runs in which producers take over from each other and members of a group come and go."""

import tempfile
import unittest
from pathlib import Path

import consuming_run as synthetic
from matplotlib import rcParams
from test_plot import call, edit, plot, rc_restored, svg_texts

TAKEOVER = ["cost-ladder", "event-distributions", "blocks-over-time"]
REBALANCE = ["cost-ladder", "event-distributions", "latency-spectrum", "blocks-over-time"]


class LifecyclePlotTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name) / synthetic.RUN
        self.folder.mkdir()

    def write(self, *arms, **how):
        return synthetic.write_run(self.folder, *arms, **how)

    def drawn(self):
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

    def test_takeovers_and_rebalances_have_their_own_files_beside_others(self):
        self.write(synthetic.end_to_end(), synthetic.takeovers(), synthetic.rebalances())
        drawn = self.drawn()
        self.assertEqual([f"rebalance-{name}" for name in REBALANCE], [n for n in drawn if n.startswith("reb")])
        self.assertEqual([f"takeover-{name}" for name in TAKEOVER], [n for n in drawn if n.startswith("take")])
        self.assertEqual(len(REBALANCE) + len(TAKEOVER) + 4, len(drawn))

    def test_each_figure_names_the_run_and_its_load(self):
        self.write(synthetic.takeovers(), synthetic.rebalances())
        loads = {"takeover": "1024-byte records · one at a time · 6 blocks",
                 "rebalance": "1024-byte records · at 2,000 records/s · heartbeats every 300 ms · 6 blocks"}  # fmt: skip
        for name in self.drawn():
            text = "\n".join(self.texts(name))
            for words in (f"run {synthetic.RUN} ", loads[name.split("-")[0]], "seed 99"):
                self.assertIn(words, text, name)

    def test_every_arm_looks_like_no_other(self):
        for arms in (synthetic.takeovers, synthetic.rebalances):
            self.write(arms())
            looks = plot.load(self.folder).looks.values()
            self.assertEqual(len(looks), len({(look.color, look.marker) for look in looks}))

    def test_a_panel_for_each_thing_that_is_waited_for(self):
        self.write(synthetic.takeovers(), synthetic.rebalances())
        self.assertEqual(
            ["initTransactions of the successor", "readers of committed data stand still at the open transaction"],
            self.titles(plot.event_distributions, "takeover"),
            "commits have no distribution in this run",
        )
        self.assertEqual(3, len(self.titles(plot.event_distributions, "rebalance")))

    def test_medians_stand_with_their_intervals_and_what_there_was_not_is_said(self):
        self.write(synthetic.takeovers())
        takeovers, stalls = self.figure(plot.event_distributions, "takeover").axes
        texts = [text.get_text() for text in takeovers.texts]
        self.assertIn("120.2 ms (119.2 ms – 121.2 ms)", texts)
        self.assertEqual(4, len(texts))
        self.assertEqual(3, [text.get_text() for text in stalls.texts].count("none"))

    def test_few_blocks_have_no_intervals(self):
        self.write(synthetic.takeovers(), blocks=3)
        takeovers, _ = self.figure(plot.event_distributions, "takeover").axes
        self.assertIn("120.2 ms", [text.get_text() for text in takeovers.texts])

    def test_a_line_begins_at_the_20th_percentile_and_its_bar_is_the_median(self):
        self.write(synthetic.rebalances())
        joins = self.figure(plot.event_distributions, "rebalance").axes[0]
        line, bar = joins.lines[:2]
        self.assertEqual([42.4018, 82.1821], [round(x, 6) for x in line.get_xdata()])
        self.assertEqual([59.6378, 59.6378], [round(x, 6) for x in bar.get_xdata()])

    def test_ladders_and_blocks_show_events(self):
        self.write(synthetic.takeovers(), synthetic.rebalances())
        self.assertEqual(
            ["takeover mean, one at a time", "takeover max, one at a time",
             "commit mean, one at a time", "broker CPU, one at a time"],
            self.titles(plot.cost_ladder, "takeover"),
        )  # fmt: skip
        self.assertIn("delivered again per rebalance, at 2,000 records/s",
                      self.titles(plot.cost_ladder, "rebalance"))  # fmt: skip
        self.assertEqual(["takeover mean, one at a time"], self.titles(plot.blocks_over_time, "takeover"))
        self.assertEqual(2, len(self.titles(plot.blocks_over_time, "rebalance")))

    def test_what_is_counted_has_no_unit(self):
        self.write(synthetic.rebalances())
        self.drawn()
        baselines = [text for text in self.texts("rebalance-cost-ladder") if text.startswith("baseline = ")]
        self.assertTrue(baselines)
        self.assertEqual([], [text for text in baselines if text.endswith(" 1")])

    def test_a_run_without_events_costs_that_figure_only(self):
        self.write(synthetic.takeovers())
        for table in ("trials.csv", "results.csv", "costs.csv"):
            edit(self.folder / table, lambda row: row if row["metric"] == "broker_cpu" else None)
        edit(self.folder / "spectrum.csv", lambda row: None)
        status, out, err = call(self.folder, "--format", "svg")
        self.assertEqual(0, status)
        self.assertEqual(["takeover-cost-ladder"], [Path(line).stem for line in out])
        self.assertEqual(2, len(err))
        self.assertTrue(any("event-distributions skipped: spectrum.csv has no" in line for line in err), err)


if __name__ == "__main__":
    unittest.main()
