"""Tests of what all figures have in common: colours that anybody can tell apart, orders, units, small files."""

import math
import tempfile
import unittest
from io import BytesIO
from itertools import combinations, product
from pathlib import Path
from unittest import mock

import consuming_run
import golden
import test_plot
from matplotlib import rcParams
from matplotlib.colors import to_rgb
from PIL import Image, ImageChops
from test_plot import call, edit, plot, rc_restored

from plots import files, looks  # noqa: E402
from plots.page import METRICS  # noqa: E402

# Machado, Oliveira and Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency, 2009:
# severity 1.0, for linear RGB.
EYES = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}  # fmt: skip
D65 = (0.95047, 1, 1.08883)
XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
NEIGHBOURS, ANY = 15, 10  # CIE 1976 distance; 2.3 is just noticeable, side by side


def times(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector)) for row in matrix]


def seen(color, eyes):
    """CIELAB of what is left of a colour."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
    left = [min(1, max(0, c)) for c in times(EYES[eyes], linear)]
    x, y, z = (t ** (1 / 3) if t > (6 / 29) ** 3 else t * 841 / 108 + 4 / 29
               for t in (a / white for a, white in zip(times(XYZ, left), D65)))  # fmt: skip
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one, other, eyes):
    return math.dist(seen(one, eyes), seen(other, eyes))


def pairwise(colors):
    return zip(colors, colors[1:])


class LooksTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.home = Path(temporary.name)

    def run_of(self, *wanted, **options):
        (self.home / "consumers").mkdir(exist_ok=True)
        return plot.load(consuming_run.write_run(self.home / "consumers", *wanted, **options))

    def producers(self, **options):
        (self.home / "ladder").mkdir(exist_ok=True)
        return plot.load(test_plot.write_run(self.home / "ladder", **options))

    def figures(self, run):
        with rc_restored():
            rcParams.update(plot.STYLE)
            for kind, part in plot.parts(run, plot.family):
                for draw in plot.FIGURES[kind]:
                    yield draw, kind, draw(part, plot.workloads(part)[0][0], kind)

    def test_the_distance_is_that_of_the_books(self):
        self.assertAlmostEqual(100, distance("#000000", "#ffffff", "all cones"), places=2)
        self.assertLess(distance("#ff0000", "#6b6b00", "protanopia"), 30, "a red that is a dark yellow without its cone")
        self.assertGreater(distance("#ff0000", "#6b6b00", "all cones"), 80)

    def test_levels_can_be_told_apart_whatever_cones_somebody_lacks(self):
        control = looks.CONTROL_LOOK[0]
        levels = [look[0][0] for look in looks.LOOKS.values()]
        ways = [look[0] for look in looks.LOOKS["transactional"][:3]]
        self.assertEqual(5 + 2, len({*levels, *ways}))
        for eyes in EYES:
            for one, other in pairwise([*levels[:2], control, *levels[2:], *ways[1:]]):
                self.assertGreater(distance(one, other, eyes), NEIGHBOURS, f"{one} beside {other}, {eyes}")
            for one, other in combinations({*levels, *ways, control}, 2):
                self.assertGreater(distance(one, other, eyes), ANY, f"{one} and {other}, {eyes}")

    def test_so_can_stages_and_readers(self):
        control = looks.CONTROL_LOOK[0]
        for eyes, names in product(EYES, [looks.SEMANTICS, *looks.NAMED]):
            colors = [looks.of_name(name, {})[0] for name in names]
            for one, other in [*pairwise(colors), *((control, color) for color in colors)]:
                self.assertGreater(distance(one, other, eyes), NEIGHBOURS, f"{one} beside {other}, {eyes}")
            self.assertEqual(len(names), len({looks.of_name(name, {}) for name in names}))

    def test_an_arm_looks_the_same_whatever_else_a_run_has(self):
        whole = self.run_of(lambda row: True)
        parts = {kind: part.looks for kind, part in plot.parts(whole, plot.family)}
        for kind, benchmark in (("end-to-end", "EndToEndLatency"), ("consume", "ConsumeThroughput"),
                                ("pipeline", "PipelineLatency"), ("takeover", "TakeoverLatency"),
                                ("rebalance", "RebalancePause")):  # fmt: skip
            for arm, look in parts[kind].items():
                alone = self.run_of(lambda row: (row["benchmark"], row["arm"]) == (benchmark, arm)).looks[arm]
                self.assertEqual((look.color, look.marker), (alone.color, alone.marker), arm)
        ladder = self.producers().looks
        for level in looks.LOOKS:
            arm = "transactional 100ms" if level == "transactional" else level
            self.assertEqual(ladder[arm].color, parts["end-to-end"][arm].color, arm)

    def test_an_arm_looks_as_it_does_on_the_page(self):
        markers = dict(zip("o s ^ v < > D d p h H 8 X * P".split(), (
            "circle square triangle-up triangle-down triangle-left triangle-right diamond thin-diamond pentagon hexagon "
            "flat-hexagon octagon x star plus").split()))  # fmt: skip
        colors = {looks.BLACK: "var(--ink)", looks.CONTROL_LOOK[0]: "var(--control)"}
        families = {"": "", "end-to-end": "EndToEndLatency", "consume": "ConsumeThroughput", "pipeline": "Pipeline",
                    "takeover": "TakeoverLatency", "rebalance": "RebalancePause"}  # fmt: skip
        seen = 0
        for name in ("ladder", "consumers"):
            page = {(row["family"], row["arm"]): row for row in golden.read(golden.HOME / name / "looks.csv")[1]}
            for kind, part in plot.parts(plot.load(golden.HOME / name), plot.family):
                for arm, look in part.looks.items():
                    own, seen = page[families[kind], arm], seen + 1
                    self.assertEqual((own["color"], own["symbol"]),
                                     (colors.get(look.color, look.color), markers[look.marker]), arm)  # fmt: skip
        self.assertGreater(seen, 40)

    def test_a_metric_has_the_name_that_page_and_documentation_have(self):
        with open(Path(__file__).resolve().parents[2] / "main" / "resources" / "metrics.tsv", encoding="utf-8") as texts:
            names = dict(line.split("\t")[:2] for line in texts)
        parts = {"p50": "p50", "p90": "p90", "p99": "p99", "p999": "p99.9", "mean": "mean", "max": "max"}
        for metric, shown in METRICS.items():
            kind, _, part = metric.rpartition("_")
            self.assertEqual(names.get(metric) or f"{names[kind + '_*']} {parts[part]}", shown)

    def test_the_usual_way_to_commit_keeps_its_colour_beside_others(self):
        ways = {f"transactional {t}": ("all", "true", t, "transactional", 3) for t in ("1s", "100")}
        found = self.producers(ladder={**test_plot.LADDER, **ways}).looks
        self.assertEqual(self.producers().looks["transactional 100ms"].color, found["transactional 100ms"].color)
        self.assertEqual(3, len({look.color for arm, look in found.items() if arm.startswith("trans")}))

    def test_stages_stand_from_weak_to_strong_wherever_the_table_has_them(self):
        folder = self.home / "consumers"
        self.run_of(consuming_run.pipelines(True))
        for table in golden.TABLES:
            header, rows = golden.read(folder / table)
            golden.write(folder / table, header, rows[::-1])
        for kind, part in plot.parts(plot.load(folder), plot.family):
            semantics = [arm.split()[0] for arm in part.looks]
            self.assertEqual(sorted(semantics, key=looks.SEMANTICS.index), semantics)
            matrix = plot.product_matrix(part, plot.workloads(part)[0][0])
            self.assertEqual(looks.SEMANTICS, [t.get_text() for t in matrix.axes[0].get_xticklabels()])

    def test_every_scale_says_its_unit_and_every_figure_its_run(self):
        known = ("ratio to", "ms", "records/s", "B:", "percentile of records", "block")
        for run in (self.producers(), self.run_of(lambda row: True)):
            for draw, kind, fig in self.figures(run):
                if isinstance(fig, str):
                    self.fail(f"{draw.__name__} {kind}: {fig}")
                self.assertIn(f"run {run.info['run']} ", fig._supxlabel.get_text())  # noqa: SLF001
                for i, ax in enumerate(fig.axes):
                    scales = [axis for axis in (ax.xaxis, ax.yaxis) if not named(axis)]
                    bottom = i == len(fig.axes) - 1 or len({a.get_position().x0 for a in fig.axes}) > 1
                    for axis in scales:
                        label = axis.get_label_text()
                        # Panels above each other share the words below the last.
                        if axis is ax.yaxis or bottom or draw is plot.cost_ladder:
                            self.assertTrue(any(unit in label for unit in known), f"{draw.__name__} {kind}: {label!r}")

    def test_a_png_is_small_and_nobody_sees_it(self):
        for run in (self.producers(), self.run_of(lambda row: True)):
            for draw, kind, fig in self.figures(run):
                with BytesIO() as buffer:
                    fig.savefig(buffer, format="png", dpi=files.DPI)
                    whole = buffer.getvalue()
                small, name = files.with_palette(whole), f"{draw.__name__} {kind}"
                self.assertLess(len(small), 0.45 * len(whole), name)
                before, after = (Image.open(BytesIO(png)).convert("RGB") for png in (whole, small))
                self.assertEqual(before.size, after.size)
                off = ImageChops.difference(before, after).convert("L").histogram()
                self.assertLess(sum(n * i for i, n in enumerate(off)) / sum(off), 1, f"{name}: on average")
                left = [color for _, color in after.getcolors(1 << 24)]
                there = dict((color, count) for count, color in before.getcolors(1 << 24))
                # What a marker of five by five pixels is filled with. An average does not see it.
                for color in (color for color, count in there.items() if count >= 25):
                    self.assertLess(min(math.dist(color, other) for other in left), 32, f"{name}: {color}")
                palette = {look.color for _, part in plot.parts(run, plot.family) for look in part.looks.values()}
                for color in (tuple(round(255 * c) for c in to_rgb(color)) for color in palette):
                    if there.get(color, 0) >= 25:
                        self.assertLess(min(math.dist(color, other) for other in left), 15, f"{name}: {color}")

    def test_without_pillow_a_png_is_what_matplotlib_writes(self):
        with mock.patch.object(files, "Image", None):
            self.assertEqual(b"as it is", files.with_palette(b"as it is"))
            self.producers()
            status, out, err = call(self.home / "ladder", "--format", "png")
            self.assertEqual((0, 3, []), (status, len(out), err))
            size = sum(Path(file).stat().st_size for file in out)
        call(self.home / "ladder", "--format", "png")
        self.assertLess(sum(Path(file).stat().st_size for file in out), 0.5 * size)

    def test_something_that_is_no_picture_is_left_alone(self):
        self.assertEqual(b"no picture", files.with_palette(b"no picture"))

    def test_text_in_svg_is_text(self):
        self.producers()
        call(self.home / "ladder", "--format", "svg")
        self.assertIn("transactional 100ms", (self.home / "ladder/plots/cost-ladder.svg").read_text(encoding="utf-8"))

    def test_edits_of_the_tests_reach_every_table(self):
        self.producers()
        edit(self.home / "ladder" / "costs.csv", lambda row: None)
        self.assertEqual([], plot.load(self.home / "ladder").costs)


def named(axis):
    """Whether its ticks are names of arms, percentiles or members, which have no unit of their own, or it has none."""
    if not axis.get_visible() or not len(axis.get_ticklocs()):
        return True
    texts = [label.get_text() for label in axis.get_ticklabels() if label.get_text()]
    return not texts or any(c.isalpha() for text in texts for c in text)


if __name__ == "__main__":
    unittest.main()
