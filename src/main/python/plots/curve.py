"""Latency against throughput: what waiting costs as the load grows towards what each level sustains."""

from .page import ACKS_0, METRICS, SEVERAL, figure, finish, log_axis, ticker

TITLE = "How long does a record wait, the nearer the load is to what is sustained?"


def latency_against_throughput(run, family=""):
    """All arms at all rates in one figure; None where each has one rate, and there is no curve."""
    first, then = ("visible", None) if family else ("ack", "settled")
    rows = [row for row in run.curve if row["achieved_rate"] and row[first + "_p50"]]
    if not rows:
        return "curve.csv has no latency of any arm" if run.saturation else None
    if len({row["rate"] for row in rows}) < 2:
        return None
    arms = [arm for arm in run.looks if any(row["arm"] == arm for row in rows)]
    fig = figure.Figure(figsize=(11, 10))
    axes = fig.subplots(2, 1, sharex=True)
    for ax, percentile in zip(axes, ("_p50", "_p99")):
        for arm in arms:
            own = sorted((row for row in rows if row["arm"] == arm), key=lambda row: row["achieved_rate"])
            curve(ax, run.looks[arm], own, first + percentile, ", acknowledged" if then and run.looks[arm].commits else "")
            if then and run.looks[arm].commits:
                curve(ax, run.looks[arm], own, then + percentile, ", committed", dashed=True)
        ax.set_title(METRICS[first + percentile] + ", from the intended send")
        ax.set_ylabel("latency in ms (log scale)")
        values = [y for line in ax.lines for y in line.get_ydata()]
        if values:
            log_axis(ax.yaxis, min(values) / 1.3, max(values) * 1.3)
        saturations(ax, run, arms)
    axes[-1].set_xlabel("records/s achieved")
    axes[-1].xaxis.set_major_formatter(ticker.FuncFormatter(lambda x, _: f"{x:,.10g}"))
    axes[-1].set_xlim(left=0)
    notes = ["Point: median of the trials at one rate, with its 95 % interval where there are blocks enough. Dotted vertical "
             "line, with the level's marker on top: the highest rate that most trials of its search sustained."]  # fmt: skip
    notes += [] if family else [ACKS_0 + " For transactions also until committed (dashed)."]
    if any(row["not_sustained"] for row in rows):
        notes.append("Hollow: the rate was not sustained in some trials: the latency says how long they were.")
    if any(row[first + "_p99"] is None for row in rows):
        notes.append("Where a trial is too short for it, there is no p99.")
    load = run.trials[0] if run.trials else {}
    return finish(fig, run, {**load, "rate": SEVERAL}, TITLE, notes)


def curve(ax, look, rows, metric, until="", dashed=False):
    """One line through an arm's points; a point whose trials are too short for the percentile is left out."""
    rows = [row for row in rows if row[metric] is not None]
    if not rows:
        return
    xs, ys = [row["achieved_rate"] for row in rows], [row[metric] / 1000 for row in rows]
    ax.plot(xs, ys, color=look.color, marker=look.marker, linewidth=1.6, label=look.label + until,
            linestyle=(0, (4, 2.5)) if dashed else look.line)  # fmt: skip
    for row, x, y in zip(rows, xs, ys):
        if row[metric + "_low"] is not None and row[metric + "_high"] is not None:
            ax.vlines(x, row[metric + "_low"] / 1000, row[metric + "_high"] / 1000, color=look.color, linewidth=1)
        if row["not_sustained"]:
            ax.plot(x, y, look.marker, color=look.color, mfc="white")


def saturations(ax, run, arms):
    """Where each level's curve ends: a line down, and its marker above the panel."""
    for row in (row for row in run.saturation if row["arm"] in arms and row["sustainable"]):
        look = run.looks[row["arm"]]
        ax.axvline(row["sustainable"], color=look.color, linestyle=":", linewidth=1.2, zorder=1)
        ax.plot(row["sustainable"], 1, look.marker, color=look.color, transform=ax.get_xaxis_transform(), clip_on=False)
