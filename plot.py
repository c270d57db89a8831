#!/usr/bin/env python3
# /// script
# requires-python = ">=3.9"
# dependencies = ["matplotlib"]
# ///
"""Draws a run: what each guarantee costs, how long records wait, whether conditions drifted meanwhile.

Of two runs: the costs of both side by side. Of an audit: what was observed under faults, and beside it, if asked, what a run says that it costs. Of the proof: every session's interval."""

import argparse
import sys
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "src" / "main" / "python"))
from plots.audit import STAGES, is_audit, load_audit  # noqa: E402
from plots.benefit import CHOICES, cost_benefit  # noqa: E402
from plots.beside import of_two  # noqa: E402
from plots.blocks import blocks_over_time  # noqa: E402
from plots.curve import latency_against_throughput  # noqa: E402
from plots.events import event_distributions  # noqa: E402
from plots.files import FORMATS, write  # noqa: E402
from plots.folder import compared, fail, load, parts, workloads  # noqa: E402
from plots.ladder import cost_ladder  # noqa: E402
from plots.latency import commit_wait, latency_spectrum  # noqa: E402
from plots.matrix import product_matrix  # noqa: E402
from plots.page import STYLE, figure, rcParams  # noqa: E402
from plots.proof import is_proof, of_proof  # noqa: E402
from plots.reading import fetched_bytes  # noqa: E402

# By family of benchmarks. Their figures' files begin with its name; those of producers alone have none.
FIGURES = {
    "": [cost_ladder, latency_spectrum, blocks_over_time],
    "end-to-end": [cost_ladder, latency_spectrum, commit_wait, blocks_over_time],
    "consume": [cost_ladder, fetched_bytes, blocks_over_time],
    "pipeline": [cost_ladder, latency_spectrum, product_matrix, blocks_over_time],
    "takeover": [cost_ladder, event_distributions, blocks_over_time],
    "rebalance": [cost_ladder, event_distributions, latency_spectrum, blocks_over_time],
}


def family(benchmark):
    """Benchmarks of one family share figures, as they share tables in the summary."""
    starts = {"EndToEnd": "end-to-end", "Consume": "consume", "Pipeline": "pipeline", "Takeover": "takeover",
              "Rebalance": "rebalance"}  # fmt: skip
    return next((name for start, name in starts.items() if benchmark.startswith(start)), "")


DAMAGED = object()  # instead of a figure, where its table could not be read, as has been said


def of_run(folder):
    """Names and figures; a figure that cannot be drawn is the reason, one that is not wanted is None."""
    run = load(folder, lenient=True)
    yield from ((table, DAMAGED) for table in run.damaged)
    for kind, part in parts(run, family):
        if part.searched and "curve.csv" not in run.damaged:
            yield "-".join(filter(None, [kind, "latency-against-throughput"])), latency_against_throughput(part, kind)
        for (workload, suffix), draw in product(compared(part) or [({}, "")], FIGURES[kind]):
            name = "-".join(filter(None, [kind, draw.__name__.replace("_", "-")])) + suffix
            fig = draw(part, workload, kind)
            yield name, DAMAGED if isinstance(fig, str) and fig.split()[0] in run.damaged else fig


def of_audit(folder, costs, metrics):
    """Likewise: a figure for producers, one for stages, each with the costs of a run that has measured its like."""
    audit, given = load_audit(folder), {}
    kinds = sorted({twin["kind"] for twin in audit.twins})
    for place in costs:
        for kind, part in costs_of(place, kinds):
            if kind in given:
                fail(f"--costs {place}: measures the same kind as {given[kind][0]}; give one of them")
            given[kind] = place, part
    for kind in kinds:
        name, (_, part) = "-".join(filter(None, [kind, "cost-benefit"])), given.get(kind, (None, None))
        for workload, suffix in workloads(part) if part else [(None, "")]:
            yield name + suffix, cost_benefit(audit, kind, part, workload, metrics)


def costs_of(folder, kinds):
    """The parts of a run that have costs of what was audited."""
    if is_audit(folder):
        fail(f"--costs {folder}: is an audit; costs are those of a measuring run")
    run = load(folder, without=["spectrum.csv"])
    found = [(kind, part) for kind, part in parts(run, family) if kind in kinds and any(r["ratio"] for r in part.costs)]
    if not found:
        wanted = " or ".join({"": "Produce…", STAGES: "Pipeline…"}[kind] for kind in kinds)
        has = ", ".join(sorted({r["benchmark"] for r in run.costs})) or "none"
        fail(f"--costs {folder}: has no costs of what was audited; wanted are those of {wanted}, it has: {has}")
    return found


def main():
    parser = argparse.ArgumentParser(
        prog="plot.py", description="Draw the figures of one run, of one audit, or of two runs side by side."
    )
    parser.error = fail
    parser.add_argument("run", metavar="RUN", type=Path, nargs="+",
                        help="the folder of a run or of an audit, such as results/latest; two runs stand side by side")  # fmt: skip
    parser.add_argument("--costs", metavar="RUN", type=Path, action="append", default=[],
                        help="with an audit: the run whose costs stand beside what was observed; once for producers, "
                             "once for stages (Pipeline…) if that was another run")  # fmt: skip
    parser.add_argument("--metric", choices=CHOICES, action="append", default=[], metavar="METRIC",
                        help="of --costs, only this one; may be repeated; of " + ", ".join(CHOICES))  # fmt: skip
    parser.add_argument("--format", choices=FORMATS, help="only this one; default both")
    parser.add_argument("--out", metavar="DIR", type=Path,
                        help="where to write (default: plots in the folder, of two runs in the second)")  # fmt: skip
    arguments = parser.parse_args()
    if figure is None:
        fail("cannot import matplotlib 3.6 or later: install Debian's python3-matplotlib, or `uv run plot.py RUN`")
    if arguments.metric and not arguments.costs:
        fail("--metric chooses among the costs that --costs gives")
    if len(arguments.run) > 2:
        fail(f"{len(arguments.run)} folders: allowed are one run, one audit, or two runs")
    if len(arguments.run) == 2 and arguments.costs:
        fail("--costs goes with one audit; two runs stand side by side without it")
    rcParams.update(STYLE)
    of, out, written, damaged = arguments.run[-1], arguments.out or arguments.run[-1] / "plots", 0, False
    if len(arguments.run) == 2:
        drawn, only = of_two(arguments.run, family)
        out = arguments.out or out / f"beside-{arguments.run[0].resolve().name}"
        if only:
            print(f"plot.py: {only}", file=sys.stderr)
    else:
        audited = arguments.costs or is_audit(of)
        drawn = of_audit(of, arguments.costs, arguments.metric) if audited else of_proof(of) if is_proof(of) else of_run(of)
    for name, fig in drawn:
        if fig is DAMAGED:
            damaged = True
        elif isinstance(fig, str):
            print(f"plot.py: {name} skipped: {fig}", file=sys.stderr)
        elif fig is not None:
            save(fig, out / name, [arguments.format] if arguments.format else FORMATS)
            written += 1
    return 2 if not written else 1 if damaged else 0


def save(fig, place, formats):
    """In each format, and says so on stdout."""
    for form in formats:
        file = place.with_name(f"{place.name}.{form}")
        try:
            write(fig, file)
        except OSError as e:
            fail(f"{file}: cannot be written ({e.strerror or e})")
        print(file)


if __name__ == "__main__":
    sys.exit(main())
