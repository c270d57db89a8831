#!/usr/bin/env python3
# /// script
# requires-python = ">=3.9"
# dependencies = ["matplotlib"]
# ///
"""Draws a run: what each guarantee costs, how long records wait, whether conditions drifted meanwhile."""

import argparse
import csv
import json
import math
import re
import sys
import textwrap
from collections import defaultdict
from itertools import product
from pathlib import Path
from types import SimpleNamespace

try:
    from matplotlib import figure, layout_engine, rcParams, ticker
except ImportError:
    figure = None

FORMAT = 1
CELL = "benchmark transactions isolation level arm "
COLUMNS = {  # those needed: text, numbers
    "trials.csv": (CELL + "metric unit status flags", "block position incarnation value"),
    "results.csv": (CELL + "metric unit", "median"),
    "costs.csv": (CELL + "metric baseline comparison verdict", "ratio ci_low ci_high n"),
    "spectrum.csv": (CELL + "distribution", "percentile value"),
}
METRICS = {
    "throughput": "throughput", "ack_p50": "until acknowledged, p50", "ack_p99": "until acknowledged, p99",
    "ack_p999": "until acknowledged, p99.9", "settled_p50": "until committed, p50",
    "settled_p99": "until committed, p99", "client_cpu": "client CPU per record", "broker_cpu": "broker CPU per record",
}  # fmt: skip
UNITS = {"us": ("ms", 1000), "ns/record": ("µs/record", 1000)}  # as written: as shown, and what to divide by
# Colour (of Okabe and Ito's palette), marker and line by level, weak to strong; there can be several ways to commit.
LOOKS = {
    "fire-and-forget": [("#56B4E9", "o", (0, (1, 1)))],
    "leader-ack": [("#E69F00", "s", (0, (6, 1.5, 1, 1.5)))],
    "all-isr": [("#009E73", "^", (0, (10, 2)))],
    "idempotent": [("#0072B2", "D", (0, (6, 1.5, 1, 1.5, 1, 1.5)))],
    "transactional": [(c, m, "-") for c, m in zip(["#D55E00", "#CC79A7", "#000000"] * 3, "vh<>dp8HX")],
}
CONTROL, CONTROL_LOOK = " (A/A)", ("#777777", "P", (0, (2, 3)))
# The same input gives the same bytes; text in SVG stays text, and no name is taken for a formula.
STYLE = {"svg.fonttype": "none", "svg.hashsalt": "plot.py", "text.parse_math": False, "font.size": 9,
         "axes.titlelocation": "left", "axes.titlesize": 10, "axes.titleweight": "bold"}  # fmt: skip


def fail(message):
    print("plot.py: " + " ".join(message.split()), file=sys.stderr)
    raise SystemExit(2)


def read_info(folder):
    """run.json with the keys of its sections as `section.key`; what it lacks is `?`."""
    file = folder / "run.json"
    try:
        if not file.is_file():
            fail(f"{folder}: not the folder of a run ({'no run.json in it' if folder.is_dir() else 'no such folder'})")
        info = json.loads(file.read_text(encoding="utf-8"))
        if info["format"] > FORMAT:
            fail(f"{file}: format {info['format']} is newer than this script, which reads up to {FORMAT}")
        flat = {f"{s}.{k}": v for s in info if isinstance(info[s], dict) for k, v in info[s].items()}
        return defaultdict(lambda: "?", {**info, **flat})
    except (OSError, ValueError, KeyError, TypeError) as e:
        fail(f"{file}: cannot be read as a run's ({type(e).__name__}: {e})")


def read_table(folder, name):
    """Rows by column; numbers are floats, None where the cell is empty."""
    file, rows = folder / name, []
    texts, numbers = (columns.split() for columns in COLUMNS[name])
    try:
        if not file.is_file():
            fail(f"{file}: not there; `java -jar benchmarks.jar report {folder}` rebuilds it")
        with open(file, encoding="utf-8", newline="") as text:
            lines = csv.reader(text)
            header = next(lines, [])
            for column in (column for column in texts + numbers if column not in header):
                fail(f"{file}: has no column '{column}'")
            for cells in lines:
                row = dict(zip(header, cells))
                row.update({column: float(row[column]) if row[column] else None for column in numbers})
                usable = all(0 <= (row[column] or 0) < math.inf for column in numbers)
                if len(cells) != len(header) or not usable or None in (row.get("block", 0), row.get("position", 0)):
                    raise ValueError(f"{len(cells)} cells of {len(header)}, no place, or a number that cannot be")
                rows.append(row)
    except (OSError, ValueError, KeyError, csv.Error) as e:
        fail(f"{file}: line {len(rows) + 2} cannot be read ({type(e).__name__}: {e})")
    return rows


def load(folder):
    """All that the figures need of a run. INVALID combinations, which never ran, are no part of it."""
    run, trials = SimpleNamespace(info=read_info(folder)), {}
    rows, run.results, run.costs, run.spectrum = (read_table(folder, name) for name in COLUMNS)
    for row in (row for row in rows if row["status"] != "INVALID"):
        key = row["block"], row["position"], row["incarnation"], row["benchmark"], row["arm"]
        values = trials.setdefault(key, {**row, "values": {}})["values"]
        values.update({row["metric"]: (row["value"], row["unit"])} if row["value"] else {})
    run.trials = [trials[key] for key in sorted(trials)]
    run.baseline = next((row["baseline"] for row in run.costs if row["comparison"] != "step"), "")
    run.looks = looks(run.trials + run.costs + run.spectrum)
    return run


def looks(rows):
    """How each arm looks in all figures, in the order of the tables: weak to strong, the control after its twin."""
    arms, found, used = {(row["level"], row["transactions"], row["arm"]) for row in rows}, {}, defaultdict(int)
    for level, way, arm in sorted(arms, key=lambda a: ([*LOOKS, a[0]].index(a[0]), len(a[1]), a)):
        control = arm.endswith(CONTROL)
        choices = [CONTROL_LOOK] if control else LOOKS.get(level, [CONTROL_LOOK])
        found[arm] = look = SimpleNamespace(label="baseline again (A/A)" if control else arm, control=control)
        look.color, look.marker, look.line = choices[used[level] % len(choices)]
        look.commits = way != "none"
        used[level] += not control
    return found


def workloads(run):
    """Each workload with the suffix of its files: nothing when there is one, else the parameters that differ."""
    header = list(run.trials[0]) if run.trials else ["isolation", "level"]
    columns = header[header.index("isolation") : header.index("level")]
    every = [dict(key) for key in dict.fromkeys(tuple((c, trial[c]) for c in columns) for trial in run.trials)]
    found = [w for w in every if not any(o is not w and belongs(w, o) for o in every)]
    differing = [c for c in columns if len({w[c] for w in found}) > 1]
    names = [re.sub(r"[^\w.-]+", "-", "".join(f"-{c}-{w[c] or 'none'}" for c in differing)) for w in found]
    return [(w, n if names.count(n) == 1 else f"{n}-{i}") for i, (w, n) in enumerate(zip(found, names))]


def belongs(row, workload):
    """A closed loop has no rate: it belongs to every workload that it differs from in nothing else."""
    return all(row.get(c) == value or (c == "rate" and not row.get(c)) for c, value in workload.items())


def at_rate(row):
    return f"at {int(row['rate']):,} records/s" if row.get("rate", "").isdigit() else "flat out"


def log_axis(axis, low, high):
    """Log scale with round ticks that do not crowd; matplotlib's own leave a short axis bare."""
    axis.axes.set(**{f"{axis.axis_name}scale": "log", f"{axis.axis_name}lim": (low, high)})
    short, subs = ticker.MaxNLocator(6, steps=[1, 2, 5, 10]), (1, 2, 5) if high / low < 1000 else (1,)
    axis.set_major_locator(short if high / low < 8 else ticker.LogLocator(subs=subs))
    axis.set_minor_locator(ticker.NullLocator())
    axis.set_major_formatter(ticker.FuncFormatter(lambda value, _: f"{value:,.10g}"))
    axis.grid(True, color="0.9", linewidth=0.6)


def finish(fig, run, workload, title, notes):
    """What surrounds the panels: the question above; how to read the answer, and the run's conditions, below."""
    info, done = run.info, len({t["block"] for t in run.trials if t["status"] == "OK"})
    blocks = done if done == info["blocks"] else f"{done} of {info['blocks']}"
    conditions = [
        f"run {info['run']} · {str(info['started'])[:16].replace('T', ' ')} UTC · suite {info['suite.version']}, git "
        f"{info['suite.git']}{' (changed)' * (info['suite.git.dirty'] == 'true')} · Kafka {info['versions.broker']}, "
        f"client {info['versions.client']} · brokers {info['topology.nodes']}, copies {info['topology.replication']}, "
        f"min ISR {info['topology.min.insync.replicas']} · {info['host.cpus']} CPUs",
        f"{workload.get('recordSize', '?')}-byte records · {at_rate(workload)} · {blocks} blocks · seed {info['seed']}",
    ]
    title += "\nONE BROKER: no replication; acks=1 and acks=all wait for one copy" * (info["topology.nodes"] == "1")
    width = int(fig.get_size_inches()[0] * 14)
    lines = [line for note in [*notes, " ", *conditions] for line in textwrap.wrap(note, width) or [""]]
    for ax in (ax for ax in fig.axes if ax.get_legend_handles_labels()[1]):
        ax.legend(loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False, handlelength=5, labelspacing=0.9)
    fig.suptitle(title, x=0.01, ha="left", fontsize=13, fontweight="bold")
    fig.supxlabel("\n".join(lines), x=0.01, ha="left", fontsize=8.5, linespacing=1.4)
    fig.set_layout_engine(layout_engine.ConstrainedLayoutEngine(h_pad=0.09, w_pad=0.09))
    return fig


def ratio_text(row, most):
    """As the console prints it; below a tenth two digits that count, where ×0.00 would say nothing."""
    if not row["ratio"]:
        return row["verdict"].split(" (")[0]
    form = ".0f" if row["ratio"] >= 9.995 else ".2f" if row["ratio"] >= 0.0995 else ".2g"
    ends = "–".join(f"{end:{form}}" for end in (row["ci_low"], row["ci_high"]) if end)
    fewer = f" n={row['n']:.0f}" if row["n"] and row["n"] < most else ""
    return f"×{row['ratio']:{form}}" + f" ({ends})" * bool(ends) + fewer + " †" * ("not comparable" in row["verdict"])


def ladder_panel(ax, run, arms, rows, metric, own):
    """One metric of one benchmark: a row per arm, the baseline's at 1 with its `own` result."""
    values = [row[c] for row in rows.values() for c in ("ratio", "ci_low", "ci_high") if row[c]] + [0.9, 1.1]
    margin = (max(values) / min(values)) ** 0.06
    log_axis(ax.xaxis, min(values) / margin, max(values) * margin)
    ax.axvline(1, color="0.35", linewidth=1)
    for y, arm in enumerate(arms):
        look, row, text, color = run.looks[arm], rows.get(arm), "not measured", "black"
        if arm == run.baseline:
            shown, size = UNITS.get(own["unit"], (own["unit"], 1)) if own else ("", 1)
            text = f"baseline = {float('%.4g' % (own['median'] / size)):,.10g} {shown}" if own else "baseline"
            ax.plot(1, y, look.marker, color=look.color, ms=7)
        elif metric.startswith("settled") and not look.commits and not look.control:
            text, color = "as acknowledged", "0.45"
        elif row:
            text = ratio_text(row, max(other["n"] or 0 for other in rows.values()))
            low, ratio, high = (row[c] or math.nan for c in ("ci_low", "ratio", "ci_high"))
            ax.plot([low, high], [y, y], "|-", color=look.color, linewidth=2)
            ax.plot(ratio, y, look.marker, color=look.color, ms=7, mfc=look.color if row["ci_low"] else "white")
        ax.text(1.02, y, text, transform=ax.get_yaxis_transform(), va="center", fontsize=8.5, color=color)
    ratio, worse = f"ratio to {run.baseline}, log scale", "more CPU" if metric.endswith("cpu") else "longer wait"
    ax.set_xlabel(f"{ratio}  |  worse: {worse} →" if metric != "throughput" else f"← worse: fewer records  |  {ratio}")
    ax.set_title(f"{METRICS[metric]}, {at_rate(next(iter(rows.values())))}")
    ax.set_yticks(range(len(arms)), [run.looks[arm].label for arm in arms])
    ax.set_ylim(len(arms) - 0.5, -0.5)


def cost_ladder(run, workload):
    arms = [arm for arm in run.looks if any(t["arm"] == arm and belongs(t, workload) for t in run.trials)]
    wanted = [m for m in METRICS if not m.startswith("settled") or any(run.looks[arm].commits for arm in arms)]
    found = defaultdict(dict)
    for row in run.costs:
        if row["comparison"] != "step" and row["metric"] in wanted and belongs(row, workload):
            found[wanted.index(row["metric"]), row.get("rate", ""), row["benchmark"]][row["arm"]] = row
    panels = [key for key in sorted(found) if any(row["ratio"] for row in found[key].values())]
    if not panels:
        return "costs.csv has no ratio to the baseline"
    lines = (len(panels) + 1) // 2
    fig = figure.Figure(figsize=(13.4, lines * (0.9 + 0.22 * len(arms)) + 2))
    axes = list(fig.subplots(lines, 2, sharey=True, squeeze=False).flat)
    results = {(r["arm"], r["benchmark"], r["metric"]): r for r in run.results if belongs(r, workload) and r["median"]}
    for ax, key in zip(axes, panels):
        ladder_panel(ax, run, arms, found[key], wanted[key[0]], results.get((run.baseline, key[2], wanted[key[0]])))
    for ax in axes[len(panels) :]:
        ax.remove()
    notes = ["With acks=0 nobody answers: acknowledged then means handed to the socket.",
             "Point: ratio within blocks (Hodges–Lehmann); whisker: its 95 % interval; line at 1: no difference. "
             "“baseline again (A/A)” is the baseline measured twice: what no difference looks like."]  # fmt: skip
    drawn = [row for key in panels for row in found[key].values()]
    if any(row["ratio"] and not row["ci_low"] for row in drawn):
        notes.append("Hollow markers: no intervals: fewer than 6 blocks.")
    if any("not comparable" in row["verdict"] for row in drawn):
        notes.append("† not comparable: an arm did not sustain the rate, so the latency says how long the trial was.")
    missing = [METRICS[m] for i, m in enumerate(wanted) if i not in [index for index, *_ in panels]]
    notes += ["Not measured in this run: " + "; ".join(missing) + "."] if missing else []
    return finish(fig, run, workload, f"What does each delivery guarantee cost, compared with {run.baseline}?", notes)


def latency_spectrum(run, workload):
    lines = defaultdict(list)
    for row in (row for row in run.spectrum if belongs(row, workload)):
        if row["distribution"] == "ack" or (row["distribution"] == "settled" and run.looks[row["arm"]].commits):
            if row["value"] and row["percentile"] is not None and row["percentile"] < 100:
                point = 1 / (1 - row["percentile"] / 100), row["value"] / 1000
                lines[list(run.looks).index(row["arm"]), row["arm"], row["distribution"]].append(point)
    if not lines:
        return "spectrum.csv has no distribution 'ack'"
    fig = figure.Figure(figsize=(11, 7))
    ax, (xs, ys) = fig.subplots(), zip(*(point for points in lines.values() for point in points))
    late = {t["arm"] for t in run.trials if "rate-not-sustained" in t["flags"].split() and belongs(t, workload)}
    nines = [x for x in (2, 10, 100, 1000, 10000) if x < max(xs) * 1.01]
    log_axis(ax.yaxis, min(ys) / 1.3, max(ys) * 1.3)
    log_axis(ax.xaxis, 1, max(xs) * 1.1)
    ax.set_xticks(nines, [f"{100 - 100 / x:.10g} %" for x in nines])
    for (_, arm, distribution), points in sorted(lines.items()):
        look, (xs, ys) = run.looks[arm], zip(*sorted(points))
        until = {"ack": ", acknowledged", "settled": ", committed"}[distribution] if look.commits else ""
        ax.plot(xs, ys, color=look.color, marker=look.marker, markevery=10, linewidth=1.8,
                linestyle=(0, (4, 2.5)) if distribution == "settled" else look.line,
                label=look.label + until + " †" * (arm in late))  # fmt: skip
    ax.set_title(f"from the intended send, {at_rate(workload)}")
    ax.set(xlabel="percentile of records (log scale of 1/(1−p))", ylabel="latency in ms (log scale)")
    notes = ["With acks=0 nobody answers: acknowledged then means handed to the socket.",
             "Until acknowledged; for transactions also until committed (dashed). An arm's trials are pooled, for "
             "the eye only: ratios use each trial's own."]  # fmt: skip
    notes += ["† did not sustain the rate in some trials: its latency says how long they were."] if late else []
    return finish(fig, run, workload, "How long does a record wait, at each percentile?", notes)


def blocks_over_time(run, workload):
    trials = [trial for trial in run.trials if belongs(trial, workload)]
    panels = [(metric, benchmark) for metric in ("throughput", "ack_p99")
              for benchmark in dict.fromkeys(t["benchmark"] for t in trials if metric in t["values"])]  # fmt: skip
    if not panels:
        return "trials.csv has neither throughput nor ack_p99 of a measured trial"
    fig = figure.Figure(figsize=(12, 1.8 + 3.4 * len(panels)))
    for ax, (metric, benchmark) in zip(fig.subplots(len(panels), 1, squeeze=False).flat, panels):
        blocks_panel(ax, run, [trial for trial in trials if trial["benchmark"] == benchmark], metric)
    ax.set_xlabel("block (within it, trials in the order in which they ran)")
    notes = ["Each point is a trial; dotted vertical line: brokers restarted. Ratios are formed within a block, so a "
             "drift that all arms share does not enter them."]  # fmt: skip
    flags = [flag for trial in trials for flag in trial["flags"].split()]
    counts = ", ".join(f"{flag} {flags.count(flag)} ×" for flag in sorted(set(flags)))
    notes += [f"Hollow markers: flagged trials ({counts})."] if flags else []
    of = [t for t in trials if not t["values"] or any(m not in t["values"] for m, b in panels if b == t["benchmark"])]
    which = "; ".join(f"{t['arm']} {t['status']} in block {t['block']:.0f}" for t in of[:9])
    more = f"; and {len(of) - 9} more" if len(of) > 9 else ""
    notes += [f"× at the bottom: no figure: {which}{more}. The reasons stand in trials.csv."] if of else []
    return finish(fig, run, workload, "Did conditions drift while the run went on?", notes)


def blocks_panel(ax, run, trials, metric):
    """One benchmark's trials as they ran, each block's spread evenly; lines break where a trial has no figure."""
    unit = next(t["values"][metric][1] for t in trials if metric in t["values"])
    shown, size = UNITS.get(unit, (unit, 1))
    ys = [t["values"][metric][0] / size if metric in t["values"] else math.nan for t in trials]
    blocks, measured = [t["block"] for t in trials], [y for y in ys if y > 0]
    xs = [b - 0.5 + (i - blocks.index(b) + 0.5) / blocks.count(b) for i, b in enumerate(blocks)]
    spread = 1.1 * max(measured) / min(measured)
    log_axis(ax.yaxis, min(measured) / spread**0.12, max(measured) * spread**0.06)
    for arm in (arm for arm in run.looks if any(t["arm"] == arm for t in trials)):
        look, own = run.looks[arm], [i for i, t in enumerate(trials) if t["arm"] == arm]
        style = dict(color=look.color, marker=look.marker, linestyle=look.line, linewidth=1.1, label=look.label)
        ax.plot([xs[i] for i in own], [ys[i] for i in own], **style)
        hollow, failed = [i for i in own if trials[i]["flags"]], [xs[i] for i in own if math.isnan(ys[i])]
        ax.plot([xs[i] for i in hollow], [ys[i] for i in hollow], look.marker, color=look.color, mfc="white")
        ax.plot(failed, [0.05] * len(failed), "x", color=look.color, ms=8, mew=2, transform=ax.get_xaxis_transform())
    ran = [i for i, t in enumerate(trials) if t["incarnation"]]  # 0 where a trial has no figure
    for i, j in zip(ran, ran[1:]):
        if trials[i]["incarnation"] != trials[j]["incarnation"]:
            ax.axvline((xs[i] + xs[j]) / 2, color="0.3", linestyle=":", linewidth=1)
    ax.set_title(f"{METRICS[metric]}, {at_rate(trials[0])}")
    ax.set(xlim=(blocks[0] - 0.6, blocks[-1] + 0.6), ylabel=f"{shown} (log scale)")
    ax.xaxis.set_major_locator(ticker.MaxNLocator(nbins=20, integer=True))


FIGURES = {f.__name__.replace("_", "-"): f for f in (cost_ladder, latency_spectrum, blocks_over_time)}


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
    for (workload, suffix), name in product(workloads(run) or [({}, "")], FIGURES):
        file, fig = out / f"{name}{suffix}.{arguments.format}", FIGURES[name](run, workload)
        if isinstance(fig, str):
            print(f"plot.py: {name}{suffix} skipped: {fig}", file=sys.stderr)
            continue
        try:
            out.mkdir(parents=True, exist_ok=True)
            fig.savefig(file, dpi=130, metadata={"Date": None} if arguments.format == "svg" else None)
        except OSError as e:
            fail(f"{file}: cannot be written ({e.strerror or e})")
        print(file)
        written += 1
    return 0 if written else 2


if __name__ == "__main__":
    sys.exit(main())
