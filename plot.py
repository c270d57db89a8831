#!/usr/bin/env python3
# /// script
# requires-python = ">=3.9"
# dependencies = ["matplotlib>=3.6"]
# ///
"""Draws a run: what each guarantee costs, how long records wait, whether conditions drifted meanwhile.

Reads run.json and the CSV files of a run's folder, never the journal. Every figure carries the run's conditions.
"""

import argparse
import csv
import json
import math
import re
import sys
import textwrap
from pathlib import Path
from types import SimpleNamespace

try:
    import matplotlib
    from matplotlib.figure import Figure
    from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator
except ImportError:
    matplotlib = None

FORMAT = 1
CELL = ["benchmark", "transactions", "isolation", "level", "arm", "metric"]
NUMBERS = {
    "trials.csv": ["block", "position", "incarnation", "value"],
    "results.csv": ["median"],
    "costs.csv": ["ratio", "ci_low", "ci_high", "n"],
    "spectrum.csv": ["percentile", "value"],
}
TEXTS = {
    "trials.csv": CELL + ["unit", "status", "flags"],
    "results.csv": CELL + ["unit"],
    "costs.csv": CELL + ["baseline", "verdict", "comparison"],
    "spectrum.csv": CELL[:-1] + ["distribution", "unit"],
}
CONTROL = " (A/A)"

# Palette of Okabe and Ito, without its yellow, which is lost on white. Transactions may be committed in several ways.
LOOKS = {
    "fire-and-forget": [("#56B4E9", "o", (0, (1, 1)))],
    "leader-ack": [("#E69F00", "s", (0, (6, 1.5, 1, 1.5)))],
    "all-isr": [("#009E73", "^", (0, (4, 1.5)))],
    "idempotent": [("#0072B2", "D", (0, (6, 1.5, 1, 1.5, 1, 1.5)))],
    "transactional": [(c, m, "-") for c, m in zip(["#D55E00", "#CC79A7", "#000000"] * 4, "vPXh<>dp8H12")],
}
LEVELS = list(LOOKS)
OTHER = ("#777777", "*", (0, (2, 3)))

LEFT, RIGHT = "left", "right"
METRICS = {
    "throughput": ("throughput", LEFT, "fewer records"),
    "ack_p50": ("until acknowledged, p50", RIGHT, "longer wait"),
    "ack_p99": ("until acknowledged, p99", RIGHT, "longer wait"),
    "ack_p999": ("until acknowledged, p99.9", RIGHT, "longer wait"),
    "settled_p50": ("until committed, p50", RIGHT, "longer wait"),
    "settled_p99": ("until committed, p99", RIGHT, "longer wait"),
    "client_cpu": ("client CPU per record", RIGHT, "more CPU"),
    "broker_cpu": ("broker CPU per record", RIGHT, "more CPU"),
}
# As written in the CSV files: as shown, and how many of the first make one of the second.
UNITS = {"us": ("ms", 1000), "ns/record": ("µs/record", 1000)}


def fail(message):
    print(f"plot.py: {message}", file=sys.stderr)
    raise SystemExit(2)


def read_info(folder):
    """run.json, refused when this script could misread it."""
    file = folder / "run.json"
    if not folder.is_dir():
        fail(f"{folder}: not there, or not a folder; RUN is a run's folder such as results/latest")
    if not file.is_file():
        fail(f"{folder}: not the folder of a run (no run.json in it)")
    try:
        info = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as e:
        fail(f"{file}: cannot be read ({e})")
    if not isinstance(info, dict) or not isinstance(info.get("format"), int):
        fail(f"{file}: not a run's (it has no format number)")
    if info["format"] > FORMAT:
        fail(f"{file}: format {info['format']} is newer than this script, which reads up to {FORMAT}")
    return info


def read_table(folder, name):
    """Header and rows; the columns of NUMBERS become floats, None where the cell is empty."""
    file = folder / name
    if not file.is_file():
        fail(f"{file}: not there; `java -jar benchmarks.jar report {folder}` rebuilds it")
    try:
        with open(file, encoding="utf-8", newline="") as lines:
            reader = csv.reader(lines)
            header = next(reader, [])
            for column in TEXTS[name] + NUMBERS[name]:
                if column not in header:
                    fail(f"{file}: has no column '{column}'")
            return header, [read_row(file, reader.line_num, header, cells) for cells in reader]
    except (OSError, ValueError, csv.Error) as e:
        fail(f"{file}: cannot be read ({e})")


def read_row(file, line, header, cells):
    if len(cells) != len(header):
        fail(f"{file}: line {line} has {len(cells)} cells, the header {len(header)}")
    row = dict(zip(header, cells))
    for column in NUMBERS[file.name]:
        try:
            row[column] = float(row[column]) if row[column] else None
        except ValueError:
            fail(f"{file}: line {line}: {column} '{row[column]}' is not a number")
    return row


def load(folder):
    """Everything that the figures need of a run. Combinations that were never run (INVALID) are left out."""
    run = SimpleNamespace(folder=folder, info=read_info(folder))
    header, trials = read_table(folder, "trials.csv")
    run.trials = [row for row in trials if row["status"] != "INVALID"]
    run.results, run.costs, run.spectrum = (read_table(folder, n)[1] for n in list(NUMBERS)[1:])
    isolations = {row["isolation"] for row in run.trials}
    for row in run.trials + run.results + run.costs + run.spectrum if len(isolations) > 1 else []:
        # An arm's label leaves out how it is read; two cells must not share a name.
        row["arm"] += " " + row["isolation"]
    run.columns = header[header.index("isolation") + 1 : header.index("level")]
    run.baseline = next((r["baseline"] for r in run.costs if r["comparison"] in ("baseline", "control")), "")
    run.looks = looks(run.trials + run.costs + run.spectrum)
    return run


def looks(rows):
    """Colour, marker, line and label of each arm, weak to strong in the order of the tables, alike in all figures."""
    cells = {row["arm"]: (row["level"], row["transactions"]) for row in rows}

    def strength(arm):
        level, transactions = cells[arm]
        rank = LEVELS.index(level) if level in LEVELS else len(LEVELS)
        return rank, len(transactions), transactions, CONTROL in arm, arm

    found, seen = {}, {}
    for arm in sorted(cells, key=strength):
        level, control = cells[arm][0], CONTROL in arm
        nth = seen[level] = seen.get(level, -1) + (not control)
        choices = [OTHER] if control else LOOKS.get(level, [OTHER])
        color, marker, line = choices[nth % len(choices)]
        label = arm.replace(arm.split(CONTROL)[0] + CONTROL, "baseline again (A/A)") if control else arm
        found[arm] = SimpleNamespace(
            color=color, marker=marker, line=line, label=label, control=control, commits=level == LEVELS[-1]
        )
    return found


def workloads(run):
    """Distinct workloads. A closed loop has no rate: it belongs to every workload that differs only in having one."""
    keys = list(dict.fromkeys(tuple(row[c] for c in run.columns) for row in run.trials))
    found = [dict(zip(run.columns, key)) for key in keys]
    return [w for w in found if w.get("rate") or not any(o is not w and belongs(w, o) for o in found)]


def belongs(row, workload):
    return all(row.get(c) == value or (c == "rate" and not row.get(c)) for c, value in workload.items())


def suffixes(run, found):
    """What tells the workloads' files apart: nothing when there is one, else the parameters in which they differ."""
    differing = [c for c in run.columns if len({w[c] for w in found}) > 1]
    names = []
    for workload in found:
        text = "".join(f"-{c}-{workload[c] or 'none'}" for c in differing)
        name = re.sub(r"[^A-Za-z0-9.-]+", "-", text)
        names.append(name if name not in names else f"{name}-{len(names) + 1}")
    return names


def load_words(row):
    rate = row.get("rate")
    return f"at {int(rate):,} records/s" if rate and rate.isdigit() else "flat out"


def amount(value, unit):
    shown, size = UNITS.get(unit, (unit, 1))
    value /= size
    return f"{value:,.0f} {shown}" if value >= 100 else f"{value:.3g} {shown}"


def log_ticks(low, high, gap):
    """Round numbers for a log axis, none closer than `gap` of its length; matplotlib's own leave short axes bare."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    choices = [[m * 10.0**e for e in range(first, last + 1) for m in ms] for ms in ((1, 2, 5), (1, 3))]
    choices += [[10.0**e for e in range(first, last + 1) if e % k == 0] for k in (1, 2, 3, 6)]
    for step in (m * 10.0**e for e in range(first - 2, last + 1) for m in (1, 2, 5)):
        if (high - low) / step < 50:
            choices.append([i * step for i in range(math.ceil(low / step), math.floor(high / step) + 1)])
    best = []
    for choice in choices:
        ticks = [t for t in choice if low <= t <= high]
        apart = all(math.log(b / a) >= gap * math.log(high / low) for a, b in zip(ticks, ticks[1:]))
        best = ticks if apart and len(ticks) > len(best) else best
    return best


def log_axis(axis, low, high, gap):
    axis.axes.set(**{axis.axis_name + "scale": "log", axis.axis_name + "lim": (low, high)})
    axis.set_major_locator(FixedLocator(log_ticks(low, high, gap)))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))
    axis.grid(True, color="0.9", linewidth=0.6)


def label_ends(ax, ends, gap):
    """Names lines at their right ends, pushed apart where they would collide; a marker ties each to its line."""
    low, high = (math.log(v) for v in ax.get_ylim())
    wanted = sorted(((math.log(y) - low) / (high - low), x, y, look, text) for look, text, x, y in ends)
    places = []
    for at, *_ in wanted:
        places.append(max(at, places[-1] + gap) if places else max(at, 0.01))
    excess = places[-1] - 0.99
    for i in range(len(places) - 1, -1, -1):
        places[i] = min(places[i], 0.99 - gap * (len(places) - 1 - i)) if excess > 0 else places[i]
    for place, (_, x, y, look, text) in zip(places, wanted):
        ax.annotate("", (x, y), (1.02, place), "data", "axes fraction", arrowprops=dict(arrowstyle="-", color="0.7", lw=0.6))
        ax.plot([1.025], [place], transform=ax.transAxes, clip_on=False, color=look.color, marker=look.marker, ms=6)
        ax.text(1.04, place, text, transform=ax.transAxes, va="center", fontsize=9)


def conditions(run, workload):
    """Two lines: which run, and under what conditions its figures hold."""
    info = run.info
    suite, versions, host, topology = (info.get(k) or {} for k in ("suite", "versions", "host", "topology"))
    client, broker = versions.get("client", "?"), versions.get("broker", "?")
    done = len({row["block"] for row in run.trials if row["status"] == "OK"})
    planned = info.get("blocks", "?")
    first = [
        f"run {info.get('run', '?')}",
        str(info.get("started", "?"))[:16].replace("T", " ") + " UTC",
        f"suite {suite.get('version', '?')}, git {suite.get('git', '?')}" + (" (changed)" if suite.get("git.dirty") == "true" else ""),
        f"Kafka {broker}" + (f", client {client}" if client != broker else ""),
        f"{host.get('cpus', '?')} CPUs",
    ]
    nodes = topology.get("nodes", "?")
    second = [
        f"{nodes} broker" + ("" if nodes == "1" else "s"),
        f"{topology.get('replication', '?')} copies, min ISR {topology.get('min.insync.replicas', '?')}",
        f"{workload.get('recordSize', '?')}-byte records",
        f"latencies {load_words(workload)}" if workload.get("rate") else "no latency load",
        f"{done} blocks" if done == planned else f"{done} of {planned} blocks",
        f"seed {info.get('seed', '?')}",
    ]
    return [" · ".join(first), " · ".join(second)]


def finish(fig, run, workload, title, reading, notes):
    """Above and below the panels: title, how to read it, notes, conditions. Room is made in inches, by line."""
    width, height = fig.get_size_inches()
    one = (run.info.get("topology") or {}).get("nodes") == "1"
    head = textwrap.wrap(reading, int(width * 14))
    foot = [line for note in notes for line in textwrap.wrap(note, int(width * 14))]
    grey = [line for part in conditions(run, workload) for line in textwrap.wrap(part, int(width * 14.5))]
    at = 0.12
    for lines, size, weight, gap in [
        ([title], 14, "bold", 0.06),
        (["ONE BROKER: no replication. acks=1 and acks=all wait for the same copy."] * one, 10, "bold", 0.06),
        (head, 9, "normal", 0.1),
    ]:
        fig.text(0.12 / width, 1 - at / height, "\n".join(lines), va="top", fontsize=size, fontweight=weight)
        at += len(lines) * size * 1.4 / 72 + gap * bool(lines)
    below = 0.1
    for lines, size, color in [(grey, 8, "0.35"), (foot, 8.5, "black")]:
        fig.text(0.12 / width, below / height, "\n".join(lines), va="bottom", fontsize=size, color=color)
        below += len(lines) * size * 1.4 / 72 + 0.08 * bool(lines)
    fig.get_layout_engine().set(rect=(0, below / height, 1, 1 - (at + below) / height), hspace=0.06, wspace=0.04)
    return fig


def ratio_text(row, most):
    """As the console prints it; below a tenth two digits that count, since ×0.00 would say nothing."""

    def digits(value):
        return f"{value:.0f}" if value >= 9.995 else f"{value:.2f}" if value >= 0.0995 else f"{value:.2g}"

    if row["ratio"] is None:
        return row["verdict"].split(" (")[0]
    text = "×" + digits(row["ratio"])
    if row["ci_low"] is not None and row["ci_high"] is not None:
        text += f" ({digits(row['ci_low'])}–{digits(row['ci_high'])})"
    text += f" n={row['n']:.0f}" if row["n"] is not None and row["n"] < most else ""
    return text + " †" * row["verdict"].startswith("not comparable")


def ladder_panel(ax, run, arms, rows, metric, median):
    """One metric of one benchmark: a row per arm, the baseline's at 1."""
    title, side, worse = METRICS[metric]
    shown = {arm: row for arm, row in rows.items() if row["ratio"]}
    values = [v for row in shown.values() for v in (row["ratio"], row["ci_low"], row["ci_high"]) if v]
    low, high = min(values + [0.9]), max(values + [1.1])
    log_axis(ax.xaxis, low / (high / low) ** 0.06, high * (high / low) ** 0.06, 0.11)
    ax.axvline(1, color="0.35", linewidth=1)
    most = max([row["n"] or 0 for row in rows.values()])
    for y, arm in enumerate(arms):
        look, text, color = run.looks[arm], "not measured", "black"
        if arm == run.baseline:
            text = "baseline" + (f" = {median}" if median else "")
            ax.plot([1], [y], look.marker, color=look.color, ms=6)
        elif metric.startswith("settled") and not (look.commits or look.control):
            text, color = "as acknowledged", "0.5"
        elif arm in rows:
            text = ratio_text(rows[arm], most)
        if arm in shown and color == "black":
            row = rows[arm]
            interval = row["ci_low"] and row["ci_high"]
            if interval:
                ax.plot([row["ci_low"], row["ci_high"]], [y, y], "-", color=look.color, linewidth=2, marker="|", ms=7)
            ax.plot([row["ratio"]], [y], look.marker, color=look.color, ms=7, mfc=None if interval else "white")
        ax.text(1.02, y, text, transform=ax.get_yaxis_transform(), va="center", fontsize=8.5, color=color)
    ax.set_title(f"{title}, {load_words(next(iter(rows.values())))}", loc="left", fontsize=10, fontweight="bold")
    ratio = f"ratio to {run.baseline}, log scale"
    ax.set_xlabel(f"← worse: {worse}    |    {ratio}" if side == LEFT else f"{ratio}    |    worse: {worse} →", fontsize=8.5)
    ax.set_yticks(range(len(arms)), [run.looks[arm].label for arm in arms], fontsize=9)
    ax.tick_params(axis="x", labelsize=8.5)
    ax.set_ylim(len(arms) - 0.5, -0.5)


def baseline_median(run, workload, benchmark, metric):
    for r in run.results:
        if (r["arm"], r["benchmark"], r["metric"]) == (run.baseline, benchmark, metric) and belongs(r, workload):
            return amount(r["median"], r["unit"]) if r["median"] is not None else ""
    return ""


def cost_ladder(run, workload):
    panels, arms = {}, set()
    for row in run.costs:
        if row["comparison"] in ("baseline", "control") and belongs(row, workload):
            panels.setdefault((row["metric"], row["benchmark"]), {})[row["arm"]] = row
    for row in run.trials:
        arms |= {row["arm"]} if belongs(row, workload) else set()
    arms = [arm for arm in run.looks if arm in arms]
    commits = any(run.looks[arm].commits for arm in arms)
    order = sorted(
        (list(METRICS).index(m), b, m) for m, b in panels if m in METRICS and (commits or not m.startswith("settled"))
    )
    order = [key for key in order if any(row["ratio"] for row in panels[key[2], key[1]].values())]
    if not order:
        return "costs.csv has no ratio to the baseline"
    rows = math.ceil(len(order) / 2)
    columns = min(len(order), 2)
    fig = Figure(figsize=(6.2 * columns + 1, rows * (0.9 + 0.22 * len(arms)) + 1.9), layout="constrained")
    axes = fig.subplots(rows, columns, sharey=True, squeeze=False).flat
    used = []
    for ax, (_, benchmark, metric) in zip(axes, order):
        used += panels[metric, benchmark].values()
        median = baseline_median(run, workload, benchmark, metric)
        ladder_panel(ax, run, arms, panels[metric, benchmark], metric, median)
    for ax in list(axes)[len(order) :]:
        ax.remove()
    notes = []
    if any(row["ratio"] and not row["ci_low"] for row in used):
        notes.append("Hollow markers: no intervals: fewer than 6 blocks.")
    if any(row["verdict"].startswith("not comparable") for row in used):
        notes.append("† not comparable: an arm did not sustain the rate, and its latency says how long the trial was.")
    missing = [METRICS[m][0] for m in METRICS if m not in [key[2] for key in order] and (commits or m[0] != "s")]
    if missing:
        notes.append("Not measured in this run: " + "; ".join(missing) + ".")
    title = f"What does each delivery guarantee cost, compared with {run.baseline}?"
    reading = "Point: ratio within blocks (Hodges–Lehmann); whisker: its 95 % interval; line at 1: no difference. "
    reading += "“baseline again (A/A)” is the baseline measured twice: what no difference looks like."
    return finish(fig, run, workload, title, reading, notes)


def unsustained(run, workload):
    return {r["arm"] for r in run.trials if "rate-not-sustained" in r["flags"].split() and belongs(r, workload)}


def latency_spectrum(run, workload):
    lines = {}
    for row in run.spectrum:
        settled = row["distribution"] == "settled" and run.looks[row["arm"]].commits
        if (settled or row["distribution"] == "ack") and belongs(row, workload):
            if row["value"] and row["percentile"] is not None and row["percentile"] < 100:
                point = 1 / (1 - row["percentile"] / 100), row["value"] / 1000
                lines.setdefault(row["benchmark"], {}).setdefault((row["arm"], settled), []).append(point)
    if not lines:
        return "spectrum.csv has no distribution 'ack'"
    fig = Figure(figsize=(11, 1.6 + 5.4 * len(lines)), layout="constrained")
    late = unsustained(run, workload)
    for ax, (benchmark, of) in zip(fig.subplots(len(lines), 1, squeeze=False).flat, sorted(lines.items())):
        spectrum_panel(ax, run, of, late)
        ax.set_title(f"{benchmark}, {load_words(workload)}", loc="left", fontsize=10, fontweight="bold")
    notes = ["† did not sustain the rate in some trials: its latencies say how long the trials were."] if late else []
    title = "How long does a record wait, at each percentile?"
    reading = "From the intended send until acknowledged; for transactions also until committed (dashed). All trials of an "
    reading += "arm pooled, for the eye: comparisons use each trial's own percentiles. Markers stand at the labelled percentiles."
    return finish(fig, run, workload, title, reading, notes)


def spectrum_panel(ax, run, lines, late):
    ends = []
    nines = [2, 10, 100, 1000, 10000]
    values = [y for points in lines.values() for _, y in points]
    log_axis(ax.yaxis, min(values) / 1.3, max(values) * 1.3, 0.07)
    far = max(x for points in lines.values() for x, _ in points)
    log_axis(ax.xaxis, 1, max(far, 2.2), 1)
    ax.xaxis.set_major_locator(FixedLocator([n for n in nines if n <= far * 1.001]))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{100 - 100 / x:.10g} %"))
    for arm, settled in sorted(lines, key=lambda key: (list(run.looks).index(key[0]), key[1])):
        look, points = run.looks[arm], sorted(lines[arm, settled])
        marked = [min(range(len(points)), key=lambda i: abs(math.log(points[i][0] / n))) for n in nines if n <= points[-1][0] * 1.001]
        ax.plot(*zip(*points), color=look.color, marker=look.marker, ls=(0, (5, 3)) if settled else look.line,
                markevery=sorted({*marked, len(points) - 1}), lw=1.8, ms=6)  # fmt: skip
        name = look.label + (", committed" if settled else ", acknowledged" if look.commits else "")
        ends.append((look, name + " †" * (arm in late), *points[-1]))
    label_ends(ax, ends, 0.045)
    ax.set_xlabel("percentile of records (log scale of 1/(1−p))")
    ax.set_ylabel("latency in ms (log scale)")


def blocks_over_time(run, workload):
    panels = {}
    for metric, shown in (("throughput", "throughput"), ("ack_p99", "until acknowledged, p99")):
        for row in run.trials:
            if row["metric"] == metric and row["value"] and belongs(row, workload):
                panels[metric, row["benchmark"]] = f"{shown}, {load_words(row)}", row["unit"]
    if not panels:
        return "trials.csv has neither throughput nor ack_p99 of a measured trial"
    fig = Figure(figsize=(12, 1.8 + 3.4 * len(panels)), layout="constrained")
    failed, flagged = {}, {}
    for ax, ((metric, benchmark), (title, unit)) in zip(fig.subplots(len(panels), 1, squeeze=False).flat, panels.items()):
        trials = panel_trials(run, workload, metric, benchmark)
        blocks_panel(ax, run, trials, unit)
        ax.set_title(title, loc="left", fontsize=10, fontweight="bold")
        for trial in trials:
            for flag in trial.flags:
                flagged[flag] = flagged.get(flag, 0) + 1
            if not trial.value:
                failed.setdefault((trial.status, run.looks[trial.arm].label), []).append(f"{trial.block:.0f}")
    ax.set_xlabel("block (within it the trials stand in the order in which they ran)")
    notes = []
    if flagged:
        notes.append("Hollow markers: flagged trials: " + ", ".join(f"{n} × {f}" for f, n in sorted(flagged.items())) + ".")
    if failed:
        which = [f"{status} {arm} in block {', '.join(blocks)}" for (status, arm), blocks in failed.items()]
        notes.append("× at the bottom: trials without a figure: " + "; ".join(which) + ". trials.csv says why.")
    title = "Did conditions drift while the run went on?"
    reading = "Each point is one trial. Vertical dotted line: the brokers were restarted. Ratios are formed within a block, "
    reading += "so a drift that all arms share does not enter them."
    return finish(fig, run, workload, title, reading, notes)


def panel_trials(run, workload, metric, benchmark):
    """One benchmark's trials in the order in which they ran; x spreads each block's evenly over its width."""
    found = {}
    for row in run.trials:
        if row["benchmark"] == benchmark and belongs(row, workload):
            trial = found.setdefault((row["block"], row["position"]), SimpleNamespace(
                block=row["block"], arm=row["arm"], status=row["status"], incarnation=row["incarnation"],
                flags=row["flags"].split(), value=None))  # fmt: skip
            trial.value = row["value"] if row["metric"] == metric else trial.value
    trials = [found[key] for key in sorted(found)]
    for block in {trial.block for trial in trials}:
        of = [trial for trial in trials if trial.block == block]
        for i, trial in enumerate(of):
            trial.x = block - 0.5 + (i + 0.5) / len(of)
    return trials


def blocks_panel(ax, run, trials, unit):
    shown, size = UNITS.get(unit, (unit, 1))
    values = [trial.value / size for trial in trials if trial.value]
    spread = max(values) / min(values) * 1.1
    log_axis(ax.yaxis, min(values) / spread**0.12, max(values) * spread**0.06, 0.09)
    ends = []
    for arm in (arm for arm in run.looks if any(t.arm == arm for t in trials)):
        look, of = run.looks[arm], [t for t in trials if t.arm == arm]
        ax.plot([t.x for t in of], [t.value / size if t.value else math.nan for t in of], color=look.color, ls=look.line, lw=1.1)
        for t in of:
            if t.value:
                ax.plot(t.x, t.value / size, look.marker, color=look.color, ms=6, mfc="white" if t.flags else look.color)
            else:
                ax.plot(t.x, 0.04, "x", color=look.color, ms=8, mew=2, transform=ax.get_xaxis_transform())
        last = [t for t in of if t.value][-1:]
        ends += [(look, look.label, t.x, t.value / size) for t in last]
    ran = [t for t in trials if t.incarnation]  # a trial without figures carries 0
    for before, after in zip(ran, ran[1:]):
        if after.incarnation != before.incarnation:
            ax.axvline((before.x + after.x) / 2, color="0.3", ls=":", lw=1)
    label_ends(ax, ends, 0.075)
    ax.set_xlim(min(t.block for t in trials) - 0.5, max(t.block for t in trials) + 0.5)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=20, integer=True))
    ax.set_ylabel(f"{shown} (log scale)")


FIGURES = {"cost-ladder": cost_ladder, "latency-spectrum": latency_spectrum, "blocks-over-time": blocks_over_time}


def draw(run, out, extension):
    """Writes what can be drawn and says what cannot. Returns how many files were written."""
    found = workloads(run)
    if not found:
        print("plot.py: trials.csv has no trials: cost-ladder, latency-spectrum, blocks-over-time skipped", file=sys.stderr)
    written = 0
    for workload, suffix in zip(found, suffixes(run, found)):
        for name, figure in FIGURES.items():
            drawn = figure(run, workload)
            if isinstance(drawn, str):
                print(f"plot.py: {name}{suffix} skipped: {drawn}", file=sys.stderr)
                continue
            file = out / f"{name}{suffix}.{extension}"
            try:
                out.mkdir(parents=True, exist_ok=True)
                drawn.savefig(file, dpi=130, metadata={"Date": None} if extension == "svg" else None)
            except OSError as e:
                fail(f"{file}: cannot be written ({e.strerror or e})")
            print(file)
            written += 1
    return written


def main():
    parser = argparse.ArgumentParser(prog="plot.py", description="Draw the figures of one run.")
    parser.error = fail
    parser.add_argument("run", metavar="RUN", type=Path, help="the run's folder, such as results/latest")
    parser.add_argument("--format", choices=["png", "svg"], default="png")
    parser.add_argument("--out", metavar="DIR", type=Path, help="where to write (default: RUN/plots)")
    arguments = parser.parse_args()
    if matplotlib is None:
        fail("matplotlib cannot be imported: install Debian's python3-matplotlib, or use `uv run plot.py RUN`")
    # The same input gives the same bytes; text in SVG stays text, and data is never taken for a formula.
    matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "plot.py", "text.parse_math": False})
    run = load(arguments.run)
    return 0 if draw(run, arguments.out or arguments.run / "plots", arguments.format) else 2


if __name__ == "__main__":
    sys.exit(main())
