"""The end-to-end product: producers of what a stage reads, by what the stage promises."""

import math
from itertools import product

from .folder import belongs
from .ladder import ratio_text
from .looks import LOOKS, SEMANTICS, name
from .page import METRICS, at_rate, figure, finish, number, patches

PANELS = ("visible_p50", "visible_p99", "throughput")


def product_matrix(run, workload, _=""):
    rows = [r for r in run.results + run.trials + run.refused if r["level"] and belongs(r, workload)]
    rows = [r for r in rows if not r["arm"].endswith(" (A/A)")]
    panels = []
    for metric in PANELS:
        for benchmark in dict.fromkeys(r["benchmark"] for r in run.costs if r["metric"] == metric):
            own = [r for r in rows if r["benchmark"] == benchmark]
            producers, stages = (list(dict.fromkeys(of(r) for r in own)) for of in (producer, stage))
            producers.sort(key=lambda p: [*LOOKS, p.split()[0]].index(p.split()[0]))
            stages.sort(key=lambda s: [*SEMANTICS, s.split()[0]].index(s.split()[0]) if s else -1)
            if len(producers) > 1 and len(stages) > 1:
                panels.append((metric, benchmark, own, producers, stages))
    if not panels:
        return None
    columns = max(len(stages) for *_, stages in panels)
    heights, seen = [len(producers) for *_, producers, _ in panels], set()
    fig = figure.Figure(figsize=(2.6 + 1.75 * columns, 2.6 + 0.8 * len(panels) + 0.55 * sum(heights)))
    axes = fig.subplots(len(panels), 1, squeeze=False, gridspec_kw=dict(height_ratios=heights))[:, 0]
    for ax, panel in zip(axes, panels):
        seen |= matrix_panel(ax, run, workload, *panel)
    notes = ["A row: the producer of what the stage reads; a column: what the stage promises, and its reader's "
             "isolation level where it is not the ordinary one. In a cell: ratio to the baseline within blocks, 95 % "
             "interval below it. Blue: better than the baseline; orange: worse."]  # fmt: skip
    notes += [text for word, text in HATCHED.items() if word in seen]
    if "no interval" in seen:
        notes.append("Ratios without an interval: fewer than 6 blocks; take none for a result.")
    if "†" in seen:
        notes.append("† not comparable: an arm did not sustain the rate, so the latency says how long the trial was.")
    return finish(fig, run, workload, "What does the product of producer and consumer guarantees cost?", notes)


HATCHED = {
    "invalid": "Hatched, invalid: Kafka refuses the combination, or it cannot act; trials.csv has the reason.",
    "failed": "Hatched, failed: no trial was measured; trials.csv has the reason.",
    "not comparable": "Hatched, not comparable: no ratio could be formed; costs.csv has the reason.",
    "not in this run": "Hatched, not in this run: nobody asked for it.",
}


def producer(row):
    return name(row["level"], row["transactions"])


def stage(row):
    """As the suite names arms: exactly-once stages read committed records, others whatever is there."""
    semantics = row.get("semantics", "")
    usual = "read_committed" if semantics.startswith("exactly-once") else "read_uncommitted"
    return semantics + (f"\n{row['isolation']}" if row["isolation"] != usual else "")


def matrix_panel(ax, run, workload, metric, benchmark, rows, producers, stages):
    """Returns what the notes must explain."""
    own = [r for r in run.results if (r["metric"], r["benchmark"]) == (metric, benchmark) and belongs(r, workload)]
    medians = {r["arm"]: number(r["median"], r["unit"]) for r in own if r["median"]}
    costs = {r["arm"]: r for r in run.costs if (r["metric"], r["benchmark"]) == (metric, benchmark)
             and r["comparison"] == "baseline" and belongs(r, workload)}  # fmt: skip
    sign = -1 if metric == "throughput" else 1
    worse = {arm: sign * math.log(row["ratio"]) for arm, row in costs.items() if row["ratio"]}
    widest = max([abs(value) for value in worse.values()] + [math.log(1.5)])
    most, seen = max((r["n"] or 0 for r in costs.values()), default=0), set()
    for (y, by), (x, what) in product(enumerate(producers), enumerate(stages)):
        cell = [r for r in rows if (producer(r), stage(r)) == (by, what)]
        arm, style = next((r["arm"] for r in cell), ""), dict(facecolor="white", edgecolor="0.6")
        if arm == run.baselines.get(benchmark):
            text, style["linewidth"] = f"baseline\n{medians.get(arm, '')}", 1
        elif arm in worse:
            text = ratio_text(costs[arm], most).replace(" (", "\n(", 1)
            style["facecolor"] = tint(worse[arm] / widest)
            seen |= {"†"} if "†" in text else set()
            seen |= set() if costs[arm]["ci_low"] else {"no interval"}
        else:
            text = fate(cell)
            style.update(hatch="////", edgecolor="0.8")
            seen.add(text)
        ax.add_patch(patches.Rectangle((x - 0.5, y - 0.5), 1, 1, **style))
        label = ax.text(x, y, text, ha="center", va="center", fontsize=8.5, linespacing=1.3)
        if "hatch" in style:
            label.set_bbox(dict(facecolor="white", edgecolor="none", pad=1.5))
    ax.set_title(f"{METRICS[metric]}, {at_rate(rows[0])}")
    ax.set_xticks(range(len(stages)), stages)
    ax.set_yticks(range(len(producers)), producers)
    ax.set(xlim=(-0.5, len(stages) - 0.5), ylim=(len(producers) - 0.5, -0.5))
    ax.tick_params(length=0)
    return seen


def fate(cell):
    """Of a cell without a ratio."""
    states = {row.get("status", "OK") for row in cell}
    if not cell:
        return "not in this run"
    return "invalid" if states == {"INVALID"} else "not comparable" if "OK" in states else "failed"


def tint(worse):
    """From blue over white to orange, both ends light enough for black text; -1 to 1."""
    end = (0.34, 0.71, 0.91) if worse < 0 else (0.95, 0.62, 0.13)
    return tuple(1 - abs(worse) * (1 - part) for part in end)
