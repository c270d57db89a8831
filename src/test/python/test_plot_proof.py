"""Tests of the proof's figure, on the tables that ProofEvaluationTest wrote."""

import tempfile
import unittest
from pathlib import Path

import golden
from matplotlib import rcParams
from test_plot import call, plot, rc_restored, svg_texts, visible_texts

TABLES = ("proof.csv", "sessions.csv")
PANELS = 9


class ProofTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = golden.copy("proof", Path(temporary.name))

    def figure(self):
        with rc_restored():
            rcParams.update(plot.STYLE)
            return dict(plot.of_proof(self.folder))["sessions"]

    def panel(self, start):
        return next(ax for ax in self.figure().axes if ax.get_title(loc="left").startswith(start))

    def refused(self, words):
        status, out, err = call(self.folder)
        self.assertEqual((2, [], 1), (status, out, len(err)), err)
        self.assertTrue(err[0].startswith("plot.py: "), err)
        self.assertIn(words, err[0])

    def test_it_is_drawn_as_svg_and_png_and_twice_the_same(self):
        status, out, err = call(self.folder)
        self.assertEqual((0, []), (status, err))
        files = [self.folder / "plots" / f"sessions.{form}" for form in ("svg", "png")]
        self.assertEqual([str(file) for file in files], out)
        before = [file.read_bytes() for file in files]
        call(self.folder)
        self.assertEqual(before, [file.read_bytes() for file in files])

    def test_each_question_has_a_panel_that_says_how_many_hold_the_truth(self):
        call(self.folder, "--format", "svg")
        texts = svg_texts(self.folder / "plots" / "sessions.svg")
        for row in golden.read(self.folder / "proof.csv")[1]:
            share = f"{row['covered']} of {row['intervals']} ("
            self.assertTrue(any(share in text for text in texts), share)
        self.assertEqual(PANELS, sum(bool(ax.get_title(loc="left")) for ax in self.figure().axes))

    def test_each_session_has_its_interval_and_a_miss_another_colour(self):
        rows = [r for r in golden.read(self.folder / "sessions.csv")[1] if r["question"] == "naive-95"]
        ax = self.panel("one after the other, 95")
        drawn = [line for line in ax.get_lines() if len(line.get_xdata()) == 2 and line.get_color() != "#000000"]
        self.assertEqual(sorted((float(r["ci_low"]), float(r["ci_high"])) for r in rows),
                         sorted(tuple(line.get_xdata()) for line in drawn))  # fmt: skip
        missed = {float(r["ci_low"]) for r in rows if r["covered"] == "no"}
        self.assertTrue(missed)
        for line in drawn:
            self.assertEqual(line.get_xdata()[0] in missed, line.get_color() == "#D55E00")

    def test_the_suite_and_the_naive_way_stand_in_one_row_on_one_scale(self):
        axes = self.figure().axes[:3]
        self.assertEqual(
            ["baseline against itself", "one after the other, 95 %", "one after the other, 99.9 %"],
            [ax.get_title(loc="left").splitlines()[0] for ax in axes],
        )
        self.assertEqual(1, len({ax.get_xlim() for ax in axes}))

    def test_an_interval_from_0_on_begins_where_the_panel_does(self):
        golden.edit(self.folder / "sessions.csv", lambda row: {**row, "ci_low": "0"} if row["question"] == "naive-95" else row)
        ax = self.panel("one after the other, 95")
        drawn = [line for line in ax.get_lines() if len(line.get_xdata()) == 2 and line.get_color() != "#000000"]
        self.assertEqual({ax.get_xlim()[0]}, {line.get_xdata()[0] for line in drawn})
        self.assertGreater(ax.get_xlim()[0], 0.5)

    def test_without_an_interval_there_is_an_estimate(self):
        golden.edit(self.folder / "sessions.csv", lambda row: {**row, **golden.NO_INTERVAL, "covered": ""})
        golden.edit(self.folder / "proof.csv",
                    lambda row: {**row, "intervals": "0", "covered": "0", "cp_low": "", "cp_high": ""})  # fmt: skip
        status, _, err = call(self.folder, "--format", "svg")
        self.assertEqual((0, []), (status, err))
        self.assertTrue(any("12 sessions, no interval" in text for text in svg_texts(self.folder / "plots" / "sessions.svg")))

    def test_no_two_texts_lie_on_each_other(self):
        texts = [(text, box) for text, box in visible_texts(self.figure())]
        for i, (one, a) in enumerate(texts):
            for two, b in texts[i + 1 :]:
                self.assertFalse(a.overlaps(b), f"{one!r} and {two!r}")

    def test_a_missing_or_empty_table_is_one_line(self):
        golden.edit(self.folder / "sessions.csv", lambda row: None)
        self.refused("no session was measured")
        (self.folder / "sessions.csv").unlink()
        self.refused("sessions.csv: not there; `mvn verify -Pproof` writes it")


if __name__ == "__main__":
    unittest.main()
