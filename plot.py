#!/usr/bin/env python3
# /// script
# requires-python = ">=3.9"
# dependencies = ["matplotlib"]
# ///
"""Draws a run: what each guarantee costs, how long records wait, whether conditions drifted meanwhile."""

import argparse
import sys
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "src" / "main" / "python"))
from plots.blocks import blocks_over_time  # noqa: E402
from plots.events import event_distributions  # noqa: E402
from plots.folder import fail, load, parts, workloads  # noqa: E402
from plots.ladder import cost_ladder  # noqa: E402
from plots.latency import commit_wait, latency_spectrum  # noqa: E402
from plots.matrix import product_matrix  # noqa: E402
from plots.page import STYLE, figure, rcParams  # noqa: E402
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


def main():
    parser = argparse.ArgumentParser(prog="plot.py", description="Draw the figures of one run.")
    parser.error = fail
    parser.add_argument("run", metavar="RUN", type=Path, help="the run's folder, such as results/latest")
    parser.add_argument("--format", choices=["png", "svg"], default="png")
    parser.add_argument("--out", metavar="DIR", type=Path, help="where to write (default: RUN/plots)")
    arguments = parser.parse_args()
    if figure is None:
        fail("cannot import matplotlib 3.6 or later: install Debian's python3-matplotlib, or `uv run plot.py RUN`")
    rcParams.update(STYLE)
    run, out, written = load(arguments.run), arguments.out or arguments.run / "plots", 0
    for kind, part in parts(run, family):
        for (workload, suffix), draw in product(workloads(part) or [({}, "")], FIGURES[kind]):
            name = "-".join(filter(None, [kind, draw.__name__.replace("_", "-")])) + suffix
            fig = draw(part, workload, kind)
            if fig is None:
                continue
            if isinstance(fig, str):
                print(f"plot.py: {name} skipped: {fig}", file=sys.stderr)
                continue
            save(fig, out / f"{name}.{arguments.format}")
            written += 1
    return 0 if written else 2


def save(fig, file):
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fig.savefig(file, dpi=130, metadata={"Date": None} if file.suffix == ".svg" else None)
    except OSError as e:
        fail(f"{file}: cannot be written ({e.strerror or e})")
    print(file)


if __name__ == "__main__":
    sys.exit(main())
