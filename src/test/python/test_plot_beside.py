"""Tests of two runs side by side."""

import tempfile
import unittest
from pathlib import Path

import audited_run
import consuming_run
import golden
import test_plot
from matplotlib import rcParams
from test_plot import call, edit, plot, rc_restored, visible_texts

OTHER = "20260105-060708-0123"
BENCHMARKS = ["ProduceThroughput", "ProduceLatency"]


class BesideTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.home = Path(temporary.name)
        self.one = test_plot.write_run(self.folder("one"))
        self.two = self.other("two")

    def folder(self, name):
        (self.home / name).mkdir()
        return self.home / name

    def other(self, name, **options):
        """The same again as another run."""
        folder = test_plot.write_run(self.folder(name), **options)
        golden.edit_info(folder, lambda info: info.update(run=OTHER))
        return folder

    def figures(self):
        with rc_restored():
            rcParams.update(plot.STYLE)
            drawn, only = plot.of_two([self.one, self.two], plot.family)
        return dict(drawn), only

    def refused(self, words, *arguments):
        status, out, err = call(*arguments)
        self.assertEqual((2, [], 1), (status, out, len(err)), err)
        self.assertTrue(err[0].startswith("plot.py: "), err)
        self.assertIn(words, err[0])

    def test_each_benchmark_that_both_have_is_a_figure_in_the_second_runs_folder(self):
        status, out, err = call(self.one, self.two)
        self.assertEqual((0, []), (status, err))
        place = self.two / "plots" / "beside-one"
        self.assertEqual([str(place / f"side-by-side-{b}.{form}") for b in BENCHMARKS for form in ("svg", "png")], out)
        call(self.one, self.two, "--format", "svg", "--out", self.home / "out")
        self.assertEqual(sorted(f"side-by-side-{b}.svg" for b in BENCHMARKS),
                         sorted(file.name for file in (self.home / "out").iterdir()))  # fmt: skip

    def test_the_columns_are_the_runs_and_have_one_scale(self):
        edit(self.two / "costs.csv", lambda r: dict(r, ci_high="99") if (r["arm"], r["metric"]) == ("all-isr", "ack_p50")
             else r)  # fmt: skip
        fig = self.figures()[0]["side-by-side-ProduceLatency"]
        left, right = fig.axes[::2], fig.axes[1::2]
        self.assertEqual(len(left), len(right))
        self.assertGreaterEqual(len(left), 7)
        for a, b in zip(left, right):
            self.assertEqual(a.get_xlim(), b.get_xlim())
            self.assertEqual(a.get_title(loc="left").splitlines()[-1], b.get_title(loc="left").splitlines()[-1])
        self.assertGreater(left[0].get_xlim()[1], 99)
        heads = [ax.get_title(loc="left").splitlines()[0] for ax in (left[0], right[0])]
        self.assertEqual([f"run {test_plot.RUN}", f"run {OTHER}"], heads)

    def test_arms_look_as_in_the_figures_of_one_run(self):
        looks = plot.load(self.one).looks
        ax = self.figures()[0]["side-by-side-ProduceThroughput"].axes[1]
        drawn = {line.get_ydata()[0]: line for line in ax.lines if len(line.get_ydata()) == 1}
        self.assertEqual([looks[arm].color for arm in looks], [drawn[y].get_color() for y in range(len(looks))])
        self.assertEqual([looks[arm].label for arm in looks],
                         [t.get_text() for t in self.figures()[0]["side-by-side-ProduceThroughput"].axes[0].get_yticklabels()])  # fmt: skip

    def title(self):
        return " ".join(self.figures()[0]["side-by-side-ProduceThroughput"]._suptitle.get_text().split())

    def test_the_title_names_both_runs_and_what_differs_in_their_conditions(self):
        both = f"ProduceThroughput: run {test_plot.RUN} beside run {OTHER} "
        self.assertEqual(both + "brokers, jar, JDK and cores are the same", self.title())

        def change(info):
            info["topology"]["broker"] = "container"
            info["suite"]["jar.sha256"] = "8" * 64
            info["versions"]["jdk"] = "Temurin 21"
            info["host"]["cpus"] = "16"

        golden.edit_info(self.two, change)
        self.assertEqual(both + "differ in brokers as process | container; jar 777777777777 | 888888888888; "
                         "JDK Debian 17.0.15 | Temurin 21; cores 2 | 16", self.title())  # fmt: skip

    def test_one_broker_is_said_of_either(self):
        golden.on_nodes(self.one, "1")
        self.assertIn("ONE BROKER", self.title())
        self.assertIn("brokers 1 | 3", self.title())

    def test_cells_of_one_run_alone_are_named_in_one_line_and_keep_their_place(self):
        for table in golden.TABLES:
            edit(self.two / table, lambda row: row if row["arm"] != "all-isr" else None)
        ways = {"transactional 1s": ("all", "true", "1s", "transactional", 3)}
        test_plot.write_run(self.one, ladder={**test_plot.LADDER, **ways})
        status, out, err = call(self.one, self.two, "--format", "svg")
        self.assertEqual((0, 2, 1), (status, len(out), len(err)), err)
        self.assertEqual(f"plot.py: only in {test_plot.RUN}: ProduceThroughput all-isr, "
                         "ProduceThroughput transactional 1s, ProduceLatency all-isr, ProduceLatency transactional 1s",
                         err[0])  # fmt: skip
        fig = self.figures()[0]["side-by-side-ProduceThroughput"]
        self.assertEqual((0, 2), tuple([t.get_text() for t in ax.texts].count("not in this run") for ax in fig.axes[:2]))

    def test_many_cells_are_counted(self):
        for table in golden.TABLES:
            kept = ("leader-ack", "leader-ack (A/A)", "idempotent")
            edit(self.two / table, lambda row: row if row["arm"] in kept else None)
        ways = {f"transactional {i}s": ("all", "true", f"{i}s", "transactional", 3) for i in range(1, 4)}
        test_plot.write_run(self.one, ladder={**test_plot.LADDER, **ways})
        self.assertTrue(self.figures()[1].endswith(" and 4 more"), self.figures()[1])

    def test_a_benchmark_of_one_run_alone_is_named_and_not_drawn(self):
        for table in golden.TABLES:
            edit(self.two / table, lambda row: row if row["benchmark"] != "ProduceLatency" else None)
        drawn, only = self.figures()
        self.assertEqual(["side-by-side-ProduceThroughput"], list(drawn))
        self.assertEqual(f"only in {test_plot.RUN}: ProduceLatency", only)

    def test_loads_that_both_have_are_a_figure_each_and_others_are_named(self):
        test_plot.write_run(self.one, workloads=[{"rate": "5000"}, {"rate": "10000"}, {"rate": "20000"}])
        test_plot.write_run(self.two, workloads=[{"rate": "10000"}, {"rate": "5000"}])
        golden.edit_info(self.two, lambda info: info.update(run=OTHER))
        drawn, only = self.figures()
        self.assertEqual(["side-by-side-ProduceThroughput", "side-by-side-ProduceLatency-rate-5000",
                          "side-by-side-ProduceLatency-rate-10000"], list(drawn))  # fmt: skip
        self.assertEqual(f"only in {test_plot.RUN}: ProduceLatency with rate=20000", only)

    def test_a_benchmark_without_a_load_in_common_is_skipped_with_a_reason(self):
        test_plot.write_run(self.two, workloads=[{"rate": "5000"}])
        golden.edit_info(self.two, lambda info: info.update(run=OTHER))
        status, out, err = call(self.one, self.two, "--format", "svg")
        self.assertEqual((0, 1, 2), (status, len(out), len(err)), err)
        self.assertIn("only in", err[0])
        self.assertEqual("plot.py: side-by-side-ProduceLatency skipped: no workload in common", err[1])

    def test_runs_with_consumers_stand_side_by_side_too(self):
        consuming_run.write_run(self.one, lambda row: True)
        consuming_run.write_run(self.two, consuming_run.end_to_end(), consuming_run.rebalances())
        golden.edit_info(self.two, lambda info: info.update(run=OTHER))
        drawn, only = self.figures()
        self.assertEqual(["side-by-side-EndToEndLatency", "side-by-side-RebalancePause"], sorted(drawn))
        for benchmark in ("ConsumeThroughput", "PipelineThroughput", "PipelineLatency", "TakeoverLatency"):
            self.assertIn(benchmark, only)

    def test_no_text_lies_over_another(self):
        golden.edit_info(self.two, lambda info: info["host"].update(cpu="Another CPU with a name as long as they are",
                                                                    cpus="128"))  # fmt: skip
        for name, fig in self.figures()[0].items():
            texts = visible_texts(fig)
            self.assertGreater(len(texts), 40)
            for i, (text, box) in enumerate(texts):
                inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= fig.bbox.width and box.y1 <= fig.bbox.height
                self.assertTrue(inside, f"{name}: {text!r} leaves the figure")
                for other, its in texts[:i]:
                    self.assertFalse(box.overlaps(its), f"{name}: {text!r} lies over {other!r}")

    def test_the_same_runs_give_the_same_bytes(self):
        for out in ("a", "b"):
            call(self.one, self.two, "--format", "svg", "--out", self.home / out)
        for file in (self.home / "a").iterdir():
            self.assertEqual(file.read_bytes(), (self.home / "b" / file.name).read_bytes())

    def test_what_cannot_stand_side_by_side_gives_one_line(self):
        audit = audited_run.write_audit(self.folder("audit"), audited_run.producers())
        self.refused(f"{audit}: is an audit; side by side stand two measuring runs", self.one, audit)
        self.refused(f"{audit}: is an audit", audit, self.one)
        self.refused("twice the same folder; give two runs", self.one, self.home / "two" / ".." / "one")
        copy = test_plot.write_run(self.folder("copy"))
        self.refused(f"both are run {test_plot.RUN}; give two runs", self.one, copy)
        consumers = consuming_run.write_run(self.folder("consumers"), consuming_run.takeovers())
        self.refused(f"no benchmark in common: {test_plot.RUN} has ProduceThroughput, ProduceLatency; "
                     f"{consuming_run.RUN} has TakeoverLatency", self.one, consumers)  # fmt: skip
        self.refused("3 folders: allowed are one run, one audit, or two runs", self.one, self.two, copy)
        self.refused("--costs goes with one audit", self.one, self.two, "--costs", copy)
        self.refused("no such folder", self.one, self.home / "nowhere")
        (self.two / "costs.csv").unlink()
        self.refused("costs.csv: not there", self.one, self.two)


if __name__ == "__main__":
    unittest.main()
