"""Tests of the cost-benefit picture, on a synthetic audit and synthetic runs."""

import csv
import re
import tempfile
import unittest
from pathlib import Path

import audited_run as synthetic
import consuming_run
import test_plot
from audited_run import BROKEN, DAMAGED, HELD, NOTHING, twin
from matplotlib import patches, rcParams
from matplotlib.colors import to_hex
from test_plot import call, edit, plot, rc_restored, visible_texts

from plots.audit import VERDICTS  # noqa: E402

LEVELS = ["fire-and-forget", "leader-ack", "all-isr", "idempotent", "transactional"]


class AuditTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.home = Path(temporary.name)
        self.audit = self.folder(synthetic.RUN)
        synthetic.write_audit(self.audit, synthetic.producers() + synthetic.stages())

    def folder(self, name):
        (self.home / name).mkdir()
        return self.home / name

    def ladder(self, name="ladder", **options):
        return test_plot.write_run(self.folder(name), **options)

    def consuming(self, *arms, name="consuming", **options):
        return consuming_run.write_run(self.folder(name), *arms, **options)

    def figures(self, *costs, metrics=()):
        with rc_restored():
            rcParams.update(plot.STYLE)
            return dict(plot.of_audit(self.audit, costs, metrics))

    def texts(self, fig):
        return [text for text, _ in visible_texts(fig)]

    def grid(self, fig):
        return next(ax for ax in fig.axes if ax.get_title(loc="left") == "observed under faults")

    def boxes(self, ax):
        """By (row of the grid, column) the frames of the twins there, top first, each with its lines of text."""
        found = {}
        columns = [label.get_text().replace("\n", "") for label in ax.get_xticklabels()]
        rows = [label.get_text().split(":")[0] for label in ax.get_yticklabels()]
        edges = sorted({line.get_ydata()[0] for line in ax.lines if list(line.get_xdata()) == [0, 1]})
        for frame in (p for p in ax.patches if not p.get_hatch()):
            x, y = frame.get_x() + frame.get_width() / 2, frame.get_y()
            of = [t.get_text() for t in ax.texts
                  if y < t.get_position()[1] < y + frame.get_height()
                  and abs(t.get_position()[0] - x) < 0.5]  # fmt: skip
            row = next(i for i, edge in enumerate(edges) if y < edge)
            found.setdefault((rows[row], columns[round(x)]), []).append((frame, of))
        return found

    def refused(self, words, *arguments):
        status, out, err = call(*arguments)
        self.assertEqual((2, [], 1), (status, out, len(err)), err)
        self.assertTrue(err[0].startswith("plot.py: "), err)
        self.assertIn(words, err[0])

    def test_producers_and_stages_have_a_picture_each_in_both_formats(self):
        costs = ["--costs", self.ladder(), "--costs", self.consuming(consuming_run.pipelines())]
        for extension in ("png", "svg"):
            status, out, err = call(self.audit, *costs, "--format", extension)
            self.assertEqual((0, []), (status, err))
            names = [f"{name}.{extension}" for name in ("cost-benefit", "pipeline-cost-benefit")]
            self.assertEqual([str(self.audit / "plots" / name) for name in names], out)

    def test_levels_and_scenarios_stand_in_order(self):
        synthetic.write_audit(self.audit, list(reversed(synthetic.producers() + synthetic.stages())))
        producers, stages = (self.grid(fig) for fig in self.figures().values())
        self.assertEqual(LEVELS, [t.get_text() for t in producers.get_xticklabels()])
        self.assertEqual(["F3", "F4", "F5", "F6", "F7", "F9"],
                         [t.get_text().split(":")[0] for t in producers.get_yticklabels()])  # fmt: skip
        self.assertEqual(["F1", "F2", "F8", "F10"], [t.get_text().split(":")[0] for t in stages.get_yticklabels()])
        self.assertEqual(
            ["at-most-once", "auto-commit", "at-least-once", "at-least-once-idempotent", "exactly-once"],
            [t.get_text().replace("\n", "") for t in stages.get_xticklabels()],
        )

    def test_each_twin_says_what_was_seen_of_how_many(self):
        producers, stages = (self.boxes(self.grid(fig)) for fig in self.figures().values())
        said = {place: [text for _, text in found] for place, found in (producers | stages).items()}
        self.assertEqual([["VIOLATED", "5\u00a0duplicated", "of 1,000 sent", "control twin"]], said["F3", "all-isr"])
        self.assertEqual([["HELD", "0\u00a0lost, 0\u00a0duplicated", "of 1,000 sent"]], said["F3", "idempotent"])
        self.assertEqual([["VIOLATED", "1,000,000\u00a0lost", "of 1,000,000 sent", "control twin"]],
                         said["F9", "fire-and-forget"])  # fmt: skip
        self.assertEqual([["INCONCLUSIVE", "0\u00a0lost", "of 1,000 sent", "12 indeterminate"]],
                         said["F5", "all-isr"])  # fmt: skip
        self.assertEqual([["VIOLATED", "but not expected", "3\u00a0duplicated, 1\u00a0torn", "of 1,000 sent"]],
                         said["F7", "transactional"])  # fmt: skip
        self.assertEqual([["INCONCLUSIVE", "not observed"]], said["F8", "exactly-once"])
        self.assertEqual([["HELD", "0\u00a0lost", "of 1,000 sent", "not promised:", "37\u00a0duplicated",
                           "lag when struck: 0"]], said["F1", "at-least-once"])  # fmt: skip

    def test_twins_of_one_level_stand_below_each_other_and_say_what_tells_them_apart(self):
        found = self.boxes(self.grid(self.figures()["cost-benefit"]))["F6", "transactional"]
        self.assertEqual(
            [["VIOLATED", "read_uncommitted", "100\u00a0aborted\u00a0and\u00a0read", "of 1,000 sent", "control twin"],
             ["HELD", "read_committed", "0\u00a0lost,", "0\u00a0aborted\u00a0and\u00a0read,", "0\u00a0torn",
              "of 1,000 sent"]],
            [text for _, text in found],
        )  # fmt: skip

    def test_a_stage_that_its_column_does_not_name_says_what_it_does(self):
        for whose in ("offsets outside", ""):
            outside = twin("F8", "at-most-once", True, DAMAGED, lost=1, whose=whose)
            synthetic.write_audit(self.audit, [outside])
            ((found,),) = self.boxes(self.grid(self.figures()["pipeline-cost-benefit"])).values()
            said = [whose] if whose else ["at-most-once", "read_committed"]
            self.assertEqual(["VIOLATED", *said, "1\u00a0lost", "of 1,000 sent", "lag when struck: 1,200", "control twin"],
                             found[1])  # fmt: skip

    def test_repetitions_with_one_verdict_share_a_box(self):
        times = [twin("F5", "leader-ack", True, DAMAGED, lost=1000 - i, repetition=i) for i in range(1, 10)]
        times.append(twin("F5", "leader-ack", True, NOTHING, repetition=10))
        synthetic.write_audit(self.audit, times)
        (found,) = self.boxes(self.grid(self.figures()["cost-benefit"])).values()
        self.assertEqual(
            [["VIOLATED", "991–999\u00a0lost", "of 1,000 sent", "9 repetitions", "control twin"],
             ["INCONCLUSIVE", "0\u00a0lost", "of 1,000 sent", "control twin"]],
            [text for _, text in found],
        )  # fmt: skip

    def test_audits_that_neither_repeat_nor_say_whose_guarantee_it_is_can_be_drawn(self):
        synthetic.write_audit(self.audit, synthetic.producers(), without=("repetition", "whose"))
        boxes = self.boxes(self.grid(self.figures()["cost-benefit"]))
        self.assertEqual("read_uncommitted", boxes["F6", "transactional"][0][1][1])

    def test_verdicts_differ_in_more_than_colour_and_controls_are_dashed(self):
        ax = self.grid(self.figures()["cost-benefit"])
        boxes = self.boxes(ax)
        for twins in boxes.values():
            for frame, text in twins:
                self.assertEqual("control twin" in text, frame.get_linestyle() != "-", text)
        held, damaged, broken, nothing = (
            boxes[place][0][0]
            for place in (("F3", "idempotent"), ("F3", "all-isr"), ("F7", "transactional"), ("F5", "all-isr"))
        )
        self.assertEqual(4, len({to_hex(frame.get_facecolor()) for frame in (held, damaged, broken, nothing)}))
        self.assertGreater(broken.get_linewidth(), 2 * damaged.get_linewidth())
        marks = {str(plot_mark(ax, frame)) for frame in (held, damaged, nothing)}
        self.assertEqual(3, len(marks), "shapes")

    def test_what_was_not_audited_is_hatched_and_says_so(self):
        ax = self.grid(self.figures()["cost-benefit"])
        hatched = [patch for patch in ax.patches if patch.get_hatch()]
        self.assertEqual(6 * 5 - 11, len(hatched))
        self.assertEqual(len(hatched), [t.get_text() for t in ax.texts].count("not audited"))

    def test_a_level_that_only_has_a_cost_is_shown_and_was_not_audited(self):
        synthetic.write_audit(self.audit, [t for t in synthetic.producers() if t["scenario"] == "F3"])
        fig = self.figures(self.ladder())["cost-benefit"]
        self.assertEqual(LEVELS, [t.get_text() for t in self.grid(fig).get_xticklabels()])
        self.assertEqual(3, self.texts(fig).count("not audited"))
        bare = self.figures()["cost-benefit"]
        self.assertEqual(["all-isr", "idempotent"], [t.get_text() for t in self.grid(bare).get_xticklabels()])

    def test_an_interval_narrower_than_its_marker_is_seen(self):
        ax = self.figures(self.ladder())["cost-benefit"].axes[1]
        dotted = [line for line in ax.lines if line.get_linestyle() == ":"]
        self.assertEqual(1, len(dotted))
        hollow = [line for line in ax.lines if line.get_markerfacecolor() == "white"]
        self.assertGreater(dotted[0].get_markersize(), max(line.get_markersize() for line in hollow))
        self.assertGreater(ax.lines.index(dotted[0]), max(map(ax.lines.index, hollow)), "drawn over it")

    def test_costs_stand_over_the_observations_with_their_intervals(self):
        fig = self.figures(self.ladder())["cost-benefit"]
        titles = [ax.get_title(loc="left") for ax in fig.axes]
        self.assertEqual(
            ["throughput, flat out  |  worse: fewer records ↓",
             "ack p50, at 10,000 records/s  |  worse: longer wait ↑",
             "ack p99, at 10,000 records/s  |  worse: longer wait ↑", "observed under faults", ""],
            titles,
        )  # fmt: skip
        labels = [[t.get_text() for t in ax.get_xticklabels()] for ax in fig.axes[:3]]
        self.assertEqual(
            ["fire-and-forget\n×1.97 (1.84–2.11)",
             "leader-ack\nbaseline: 160,600 records/s\nA/A: ×0.99 (0.92–1.06)",
             "all-isr\n×0.69 (0.69–0.74) n=7", "idempotent\n×0.71 (0.67–0.72)",
             "transactional\n100ms: ×0.042 (0.039–0.045)"],
            labels[0],
        )  # fmt: skip
        self.assertEqual("transactional\n100ms: ×24 (24–25)\ncommitted: ×24 (24–25)", labels[1][4])
        whiskers = [line for line in fig.axes[0].lines if len(set(line.get_xdata())) == 1 and line.get_linewidth() == 2]
        self.assertEqual(5, len(whiskers), "all arms but the baseline")

    def test_steps_from_rung_to_rung_are_not_taken_for_costs(self):
        costs = self.ladder()
        edit(costs / "costs.csv", lambda row: dict(row, ratio="99") if row["comparison"] == "step" else row)
        fig = self.figures(costs)["cost-benefit"]
        self.assertNotIn("×99", "".join(self.texts(fig)))

    def test_several_ways_to_commit_stand_side_by_side_on_their_level(self):
        ways = {f"transactional {t}": ("all", "true", t, "transactional", 3 + i) for i, t in enumerate(("1s", "100"))}
        fig = self.figures(self.ladder(ladder={**test_plot.LADDER, **ways}))["cost-benefit"]
        label = fig.axes[0].get_xticklabels()[4].get_text()
        self.assertEqual(["transactional", "1s", "100", "100ms"], [line.split(":")[0] for line in label.splitlines()])
        points = [line for line in fig.axes[0].lines if len(line.get_xdata()) == 1 and line.get_xdata()[0] > 3.5]
        self.assertEqual(3, len({line.get_xdata()[0] for line in points}))

    def test_a_level_without_a_cost_is_not_measured(self):
        costs = self.ladder()
        for table in ("costs.csv", "results.csv", "trials.csv"):
            edit(costs / table, lambda row: row if row["level"] != "idempotent" else None)
        fig = self.figures(costs)["cost-benefit"]
        self.assertEqual("idempotent\nnot measured", fig.axes[0].get_xticklabels()[3].get_text())

    def test_few_blocks_have_no_whiskers_and_the_picture_says_so(self):
        fig = self.figures(self.ladder(blocks=3))["cost-benefit"]
        self.assertEqual("all-isr\n×0.69", fig.axes[0].get_xticklabels()[2].get_text())
        self.assertIn("no interval: fewer than 6 blocks", "".join(self.texts(fig)))

    def test_stages_have_their_own_costs_and_only_those_that_differ_in_what_they_promise(self):
        fig = self.figures(self.consuming(consuming_run.pipelines(True)))["pipeline-cost-benefit"]
        self.assertEqual(
            ["throughput, flat out  |  worse: fewer records ↓",
             "visible p50, at 2,000 records/s  |  worse: longer wait ↑",
             "visible p99, at 2,000 records/s  |  worse: longer wait ↑", "observed under faults", ""],
            [ax.get_title(loc="left") for ax in fig.axes],
        )  # fmt: skip
        labels = [t.get_text() for t in fig.axes[0].get_xticklabels()]
        self.assertEqual("at-least-once\nbaseline: 60,100 records/s\nA/A: ×1.00 (0.99–1.01)", labels[2])
        self.assertEqual("exactly-once\n×0.32 (0.32–0.33)", labels[5])
        self.assertEqual("at-least-once-\nidempotent\n×0.96 (0.93–0.96)", labels[3])

    def test_a_run_that_was_published_without_its_spectrum_has_costs_all_the_same(self):
        costs = self.ladder()
        whole = self.texts(self.figures(costs)["cost-benefit"])
        (costs / "spectrum.csv").unlink()
        self.assertEqual(whole, self.texts(self.figures(costs)["cost-benefit"]))

    def test_without_costs_there_is_only_the_grid(self):
        for name, of in (("cost-benefit", "producers"), ("pipeline-cost-benefit", "stages")):
            fig = self.figures()[name]
            self.assertEqual(["observed under faults", ""], [ax.get_title(loc="left") for ax in fig.axes])
            self.assertIn(f"Costs: not measured. `--costs RUN` sets those of a run of {of}", "".join(self.texts(fig)))

    def test_a_run_of_producers_leaves_stages_without_costs(self):
        stages = self.figures(self.ladder())["pipeline-cost-benefit"]
        self.assertEqual(2, len(stages.axes))

    def test_an_audit_of_stages_alone_has_one_picture(self):
        synthetic.write_audit(self.audit, synthetic.stages())
        self.assertEqual(["pipeline-cost-benefit"], list(self.figures()))
        synthetic.write_audit(self.audit, synthetic.producers())
        self.assertEqual(["cost-benefit"], list(self.figures()))

    def test_reasons_of_what_is_inconclusive_or_unexpected_are_quoted(self):
        text = " ".join("\n".join(self.texts(self.figures()["cost-benefit"])).split())
        self.assertIn("F5, leader-ack (control): INCONCLUSIVE: the weak twin shows no damage: observed 0 lost", text)
        self.assertIn("F7, transactional 100 read_committed: VIOLATED (unexpected): observed 3 duplicated, 1 torn", text)
        self.assertNotIn("F3, ", text)
        self.assertIn("Power loss is not among the faults", text)

    def test_many_reasons_are_counted_and_not_all_quoted(self):
        stuck = [twin("F3", "all-isr", False, NOTHING, statement=f"nothing, {i}") for i in range(11)]
        synthetic.write_audit(self.audit, stuck + stuck)
        text = " ".join(self.texts(self.figures()["cost-benefit"]))
        self.assertEqual(8, text.count("F3, all-isr: INCONCLUSIVE"))
        self.assertIn("3 more of these stand in audit.csv.", text)

    def test_conditions_of_both_are_stated_and_other_brokers_named(self):
        text = "\n".join(self.texts(self.figures(self.ladder())["cost-benefit"]))
        self.assertIn(f"audit {synthetic.RUN} · 2026-01-02 03:04 UTC", text)
        self.assertIn(f"costs: run {test_plot.RUN} · 2026-01-02 03:04 UTC", text)
        self.assertIn("1024-byte records · at 10,000 records/s · 8 blocks", text)
        self.assertNotIn("other brokers", text)
        self.assertNotIn("ONE BROKER", text)
        text = "\n".join(self.texts(self.figures(self.ladder("one", nodes="1"))["cost-benefit"]))
        self.assertIn("The costs are of other brokers than the observations: nodes 1, audited 3; copies 1, audited 3.",
                      text)  # fmt: skip
        self.assertIn("ONE BROKER", text)

    def test_the_words_promise_nothing(self):
        for fig in self.figures(self.ladder(), self.consuming(consuming_run.pipelines())).values():
            text = "\n".join(self.texts(fig))
            self.assertIsNone(re.search(r"\bfree\b|\bguarantees\b|\bsafe\b|\bPASS", text), text)

    def test_a_metric_can_be_chosen(self):
        fig = self.figures(self.ladder(), metrics=["client_cpu"])["cost-benefit"]
        self.assertEqual(
            ["client CPU, flat out  |  worse: more CPU ↑",
             "client CPU, at 10,000 records/s  |  worse: more CPU ↑"],
            [ax.get_title(loc="left") for ax in fig.axes[:-2]],
        )  # fmt: skip
        fig = self.figures(self.home / "ladder", metrics=["visible_p50"])["cost-benefit"]
        self.assertEqual(2, len(fig.axes))
        self.assertIn("Not measured: visible p50.", "".join(self.texts(fig)))

    def test_workloads_of_the_costs_have_a_picture_each(self):
        costs = self.ladder(workloads=[{"rate": "5000"}, {"rate": "10000"}])
        self.assertEqual(["cost-benefit-rate-5000", "cost-benefit-rate-10000", "pipeline-cost-benefit"],
                         list(self.figures(costs)))  # fmt: skip

    def test_the_same_files_give_the_same_bytes(self):
        costs = self.ladder()
        for out in ("one", "two"):
            call(self.audit, "--costs", costs, "--format", "svg", "--out", self.home / out)
        one, two = ((self.home / out / "cost-benefit.svg").read_bytes() for out in ("one", "two"))
        self.assertEqual(one, two)

    def test_no_text_lies_over_another_or_leaves_its_place(self):
        ways = {f"transactional {t}": ("all", "true", t, "transactional", 3 + i) for i, t in enumerate(("1s", "100"))}
        wide = self.ladder(ladder={**test_plot.LADDER, **ways})
        stages = self.consuming(consuming_run.pipelines())
        quick = self.ladder("quick", blocks=3, nodes="1")
        for costs in ((), (wide, stages), (quick,)):
            for name, fig in self.figures(*costs).items():
                self.apart(name, fig)

    def apart(self, name, fig):
        texts = visible_texts(fig)
        self.assertGreater(len(texts), 20)
        for i, (text, box) in enumerate(texts):
            inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= fig.bbox.width and box.y1 <= fig.bbox.height
            self.assertTrue(inside, f"{name}: {text!r} leaves the figure")
            for other, its in texts[:i]:
                self.assertFalse(box.overlaps(its), f"{name}: {text!r} lies over {other!r}")
        ax = self.grid(fig)
        frames = [p.get_window_extent() for p in ax.patches if isinstance(p, patches.Rectangle)]
        for text in ax.texts:
            box = text.get_window_extent()
            held = any(f.x0 <= box.x0 and box.x1 <= f.x1 and f.y0 <= box.y0 and box.y1 <= f.y1 for f in frames)
            self.assertTrue(held, f"{name}: {text.get_text()!r} leaves its box")

    def test_unusable_arguments_give_one_line(self):
        ladder, consuming = self.ladder(), self.consuming(consuming_run.consuming())
        more = self.ladder("more")
        self.refused(f"{ladder / 'audit.csv'}: not there; is it the folder of an audit?", ladder, "--costs", more)
        self.refused(f"--costs {self.audit}: is an audit", self.audit, "--costs", self.audit)
        self.refused("has no costs of what was audited; wanted are those of Produce… or Pipeline…, it has: "
                     "ConsumeThroughput", self.audit, "--costs", consuming)  # fmt: skip
        self.refused(f"--costs {more}: measures the same kind as {ladder}",
                     self.audit, "--costs", ladder, "--costs", more)  # fmt: skip
        self.refused("no such folder", self.audit, "--costs", self.home / "nowhere")
        self.refused("--metric chooses among the costs", self.audit, "--metric", "throughput")
        self.refused("invalid choice: 'ack_p5'", self.audit, "--costs", ladder, "--metric", "ack_p5")

    def test_damaged_tables_are_named_by_line(self):
        changes = {
            "line 2 cannot be read (verdict is 'PASS'; allowed are HELD, VIOLATED (expected), ": dict(verdict="PASS"),
            "line 2 cannot be read (control is 'yes'; allowed are true, false)": dict(control="yes"),
            "line 2 cannot be read (scenario is ''; allowed is any name)": dict(scenario=""),
            "line 2 cannot be read (lost is '-1'; allowed is a number from 0 on": dict(lost="-1"),
            "line 2 cannot be read (sent is 'many'": dict(sent="many"),
        }
        for words, change in changes.items():
            synthetic.write_audit(self.audit, synthetic.producers())
            edit(self.audit / "audit.csv", lambda row: dict(row, **change))
            self.refused(words, self.audit)
        synthetic.write_audit(self.audit, [])
        self.refused("has no row: nothing was audited", self.audit)
        synthetic.write_audit(self.audit, synthetic.producers())
        edit(self.audit / "audit.csv", lambda row: {k: v for k, v in row.items() if k != "torn"})
        self.refused("audit.csv: has no column 'torn'", self.audit)

    def test_columns_that_were_added_later_do_no_harm(self):
        with open(self.audit / "audit.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        with open(self.audit / "audit.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [*rows[0], "seconds"], restval="7")
            writer.writeheader()
            writer.writerows(rows)
        self.assertEqual(2, len(self.figures()))

    def test_every_verdict_of_the_suite_is_known(self):
        self.assertEqual((HELD, DAMAGED, BROKEN, NOTHING), VERDICTS)


def plot_mark(ax, frame):
    """The marker inside a frame: its name, or the outline of one that has none."""
    inside = [line for line in ax.lines if line.get_linestyle() == "None"
              and frame.get_x() < line.get_xdata()[0] < frame.get_x() + frame.get_width()
              and frame.get_y() < line.get_ydata()[0] < frame.get_y() + frame.get_height()]  # fmt: skip
    (line,) = inside
    return line.get_marker() if isinstance(line.get_marker(), str) else "outline"


if __name__ == "__main__":
    unittest.main()
