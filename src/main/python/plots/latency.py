"""Latency distributions: how long records wait, and what waiting for commits adds."""

import re
from collections import defaultdict
from statistics import median
from types import SimpleNamespace

from .folder import belongs, columns_of
from .looks import by_producer
from .page import ACKS_0, at_rate, figure, finish, log_axis

QUESTIONS = {
    "": "How long does a record wait, at each percentile?",
    "end-to-end": "How long until a consumer has the record, at each percentile?",
    "pipeline": "How long until the result of a record is there, at each percentile?",
    "rebalance": "How long until a member has a record, while another comes and goes, at each percentile?",
}
NOTES = {
    "end-to-end": ["Until a consumer's poll has returned the record. One colour: one producer; solid: its reader has "
                   "read_uncommitted, dashed: read_committed."],
    "pipeline": ["Until the record's result is there for who reads it, from the record's intended send. Dashed: the "
                 "stage reads committed records only."],
    "rebalance": ["Until a member's poll has returned the record for the first time, from its intended send."],
}  # fmt: skip


def latency_spectrum(run, workload, family=""):
    lines, shown = defaultdict(list), "visible" if family else "ack"
    for row in (row for row in run.spectrum if belongs(row, workload)):
        committed = not family and row["distribution"] == "settled" and run.looks[row["arm"]].commits
        if row["distribution"] == shown or committed:
            if row["value"] and row["percentile"] is not None and row["percentile"] < 100:
                point = 1 / (1 - row["percentile"] / 100), row["value"] / 1000
                lines[list(run.looks).index(row["arm"]), row["arm"], row["distribution"]].append(point)
    if not lines:
        return f"spectrum.csv has no distribution '{shown}'"
    late = {t["arm"] for t in run.trials if "rate-not-sustained" in t["flags"].split() and belongs(t, workload)}
    panels = by_producer(run, dict.fromkeys(arm for _, arm, _ in sorted(lines)), family)
    fig = figure.Figure(figsize=(11, 7 if len(panels) == 1 else 2 + 3.6 * len(panels)))
    for ax, (start, arms) in zip(fig.subplots(len(panels), 1, squeeze=False)[:, 0], panels):
        spectrum_panel(ax, run, lines, arms, late)
        ax.set_title(f"{start}from the intended send, {at_rate(workload)}")
    ax.set_xlabel("percentile of records (log scale of 1/(1−p))")
    notes = NOTES.get(family, [ACKS_0, "Until acknowledged; for transactions also until committed (dashed)."])
    notes = [*notes[:-1], notes[-1] + " An arm's trials are pooled, for the eye only: ratios use each trial's own."]
    notes += ["† did not sustain the rate in some trials: its latency says how long they were."] if late else []
    return finish(fig, run, workload, QUESTIONS.get(family, QUESTIONS[""]), notes)


def spectrum_panel(ax, run, lines, arms, late):
    """`lines` are of all panels, which have the same scales."""
    xs, ys = zip(*(point for points in lines.values() for point in points))
    nines = [x for x in (2, 10, 100, 1000, 10000) if x < max(xs) * 1.01]
    log_axis(ax.yaxis, min(ys) / 1.3, max(ys) * 1.3)
    log_axis(ax.xaxis, 1, max(xs) * 1.1)
    ax.set_xticks(nines, [f"{100 - 100 / x:.10g} %" for x in nines])
    for (_, arm, distribution), points in sorted(line for line in lines.items() if line[0][1] in arms):
        look, (xs, ys) = run.looks[arm], zip(*sorted(points))
        until = {"ack": ", acknowledged", "settled": ", committed"}.get(distribution, "") if look.commits else ""
        ax.plot(xs, ys, color=look.color, marker=look.marker, markevery=10, linewidth=1.8,
                linestyle=(0, (4, 2.5)) if distribution == "settled" else look.line,
                label=look.label + until + " †" * (arm in late))  # fmt: skip
    ax.set_ylabel("latency in ms (log scale)")


def commit_wait(run, workload, _=""):
    """What reading committed records only adds to each producer's latency, beside the time between its commits."""
    pairs = [pair for pair in readers(run, workload) if any(pair.added.values())]
    if not pairs:
        return "trials.csv has no producer with readers of both isolation levels in one block"
    fig = figure.Figure(figsize=(11, 2.1 + 1.25 * len(pairs)))
    axes = fig.subplots(len(pairs), 1, squeeze=False, sharex=len({p.asked for p in pairs if p.asked}) < 2)[:, 0]
    for ax, pair in zip(axes, pairs):
        commit_wait_panel(ax, run, pair)
    axes[-1].set_xlabel("ms that read_committed adds: its percentile minus that of read_uncommitted in the same block")
    notes = ["Point: a block; line: their median. Shaded: up to the time between two commits, as measured: records "
             "sent per transaction ÷ rate. Where records arrive evenly, half of them wait for more than half of that "
             "time, and the last ones sent for hardly any of it.",
             "Without transactions nothing should be added: that row shows the noise of this run. A difference of two "
             "percentiles is not a percentile of differences."]  # fmt: skip
    if any(point.doubted for pair in pairs for points in pair.added.values() for point in points):
        notes.append("Hollow: one of the two trials did not sustain the rate; the difference means little.")
    return finish(fig, run, workload, "What does reading only committed records add, and is it the commit's?", notes)


def readers(run, workload):
    """Each producer that had a reader of either isolation level, in the order of the tables."""
    columns = [c for c in columns_of(run, "benchmark", "level") if c != "isolation"]
    trials, found = [t for t in run.trials if belongs(t, workload) and not run.looks[t["arm"]].control], []
    # A short trial has too few records for p99.
    tail = "visible_p99" if any("visible_p99" in t["values"] for t in trials) else "visible_p90"
    by_reader = defaultdict(dict)
    for trial in trials:
        by_reader[tuple(trial[c] for c in columns), trial["isolation"]][trial["block"], trial["incarnation"]] = trial
    order = list(run.looks)
    for (cell, isolation), committed in by_reader.items():
        twins = by_reader.get((cell, "read_uncommitted"), {})
        if isolation != "read_committed" or not twins:
            continue
        arm, twin = (next(iter(of.values()))["arm"] for of in (committed, twins))
        gaps = [t["values"]["records_per_transaction"][0] / t["values"]["achieved_rate"][0] * 1000 * threads(run)
                for t in committed.values() if "records_per_transaction" in t["values"]
                and t["values"].get("achieved_rate", [0])[0]]  # fmt: skip
        way = next(iter(committed.values()))["transactions"]
        added = {m: [difference(t, twins[place], m) for place, t in committed.items() if place in twins]
                 for m in ("visible_p50", tail)}  # fmt: skip
        added = {m: [point for point in points if point] for m, points in added.items()}
        found.append(SimpleNamespace(arm=arm, twin=twin, asked=way if way != "none" else "", added=added,
                                     gap=median(gaps) if gaps and way != "none" else None))  # fmt: skip
    return sorted(found, key=lambda pair: order.index(pair.arm))


def threads(run):
    """Of the client, each with a producer of its own, which share the rate: JMH's -t."""
    given = run.info["arguments"]
    asked = re.search(r"(?:^| )-t *([1-9]\d*)(?: |$)", " ".join(map(str, given)) if isinstance(given, list) else "")
    return int(asked.group(1)) if asked else 1


def difference(trial, twin, metric):
    values = [t["values"][metric][0] for t in (trial, twin) if metric in t["values"]]
    doubted = any("rate-not-sustained" in t["flags"].split() for t in (trial, twin))
    return SimpleNamespace(ms=(values[0] - values[1]) / 1000, doubted=doubted) if len(values) == 2 else None


def commit_wait_panel(ax, run, pair):
    look, title = run.looks[pair.arm], f"{run.looks[pair.twin].label}: no transactions, so no commit to wait for"
    if pair.asked:
        timed = re.fullmatch(r"(\d+)(m?s)", pair.asked)
        every = f"every {timed[1]} {timed[2]}" if timed else f"after {pair.asked} records"
        title = f"{run.looks[pair.twin].label}: asked to commit {every}"
        title += f", did so every {pair.gap:,.4g} ms" if pair.gap else ", none came due"
    if pair.gap:
        ax.axvspan(0, pair.gap, color="0.9", linewidth=0)
    ax.axvline(0, color="0.35", linewidth=1)
    for y, (metric, points) in enumerate(pair.added.items()):
        text = "not measured"
        if points:
            middle = median(point.ms for point in points)
            text = f"{middle:+,.{1 if abs(middle) < 99.95 else 0}f} ms".replace("-", "−")
            ax.plot([middle, middle], [y - 0.3, y + 0.3], color=look.color, linewidth=2.5)
        for point in points:
            ax.plot(point.ms, y, look.marker, color=look.color, ms=6, mfc="white" if point.doubted else look.color)
        ax.text(1.02, y, text, transform=ax.get_yaxis_transform(), va="center", fontsize=8.5)
    ax.set_title(title)
    ax.set_yticks(range(len(pair.added)), [metric.removeprefix("visible_") for metric in pair.added])
    ax.set_ylim(len(pair.added) - 0.5, -0.5)
    ax.grid(True, axis="x", color="0.9", linewidth=0.6)
    ax.set_axisbelow(True)
