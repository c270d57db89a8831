"""Every trial in the order in which they ran: whether conditions drifted."""

import math

from .folder import belongs
from .looks import by_producer
from .page import METRICS, UNITS, at_rate, figure, finish, log_axis, ticker

EVENTS = {"takeover": ("takeover_mean",), "rebalance": ("join_pause_mean", "leave_pause_mean")}


def blocks_over_time(run, workload, family=""):
    trials = [trial for trial in run.trials if belongs(trial, workload)]
    metrics = ("throughput", "ack_p99")
    if family in EVENTS:
        metrics = EVENTS[family]
    elif family:
        # A short trial has too few records for p99.
        measured = any("visible_p99" in t["values"] for t in trials)
        metrics = ("throughput", "visible_p99" if measured else "visible_p50")
    panels = [(metric, benchmark) for metric in metrics
              for benchmark in dict.fromkeys(t["benchmark"] for t in trials if metric in t["values"])]  # fmt: skip
    if not panels:
        return f"trials.csv has none of {', '.join(metrics)} of a measured trial"
    arms = [arm for arm in run.looks if any(t["arm"] == arm for t in trials)]
    figures = {(metric, t["benchmark"], t["arm"]) for t in trials for metric in metrics if metric in t["values"]}
    drawn = [(*panel, start, of) for panel in panels for start, of in by_producer(run, arms, family)
             if any((*panel, arm) in figures for arm in of)]  # fmt: skip
    tall = max(3.4, 0.24 * max(len(of) for *_, of in drawn) * bool(family))
    fig = figure.Figure(figsize=(12, 1.8 + tall * len(drawn)))
    for ax, (metric, benchmark, start, of) in zip(fig.subplots(len(drawn), 1, squeeze=False).flat, drawn):
        blocks_panel(ax, run, [t for t in trials if t["benchmark"] == benchmark and t["arm"] in of], metric)
        ax.set_title(start + ax.get_title(loc="left"))
    ax.set_xlabel("block (within it, trials in the order in which they ran)")
    notes = ["Each point is a trial; dotted vertical line: brokers restarted. Ratios are formed within a block, so a "
             "drift from block to block does not enter them."]  # fmt: skip
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
    ax.xaxis.set_major_locator(ticker.MaxNLocator(nbins=20, integer=True, min_n_ticks=1))
