"""Takeovers and rebalances: how long events lasted and whom they held up, arm by arm."""

from collections import defaultdict

from .folder import belongs
from .page import figure, finish, log_axis, number

PANELS = {  # distribution, the metric of a trial that stands beside it, title
    "takeover": [
        ("takeover", "takeover_mean", "initTransactions of the successor"),
        ("lso_stall", "lso_stall_mean", "readers of committed data stand still at the open transaction"),
        ("commit", "commit_mean", "commit of the successor's first transaction"),
    ],
    "rebalance": [
        ("join_pause", "join_pause_mean", "longest wait of a record while a member joins"),
        ("leave_pause", "leave_pause_mean", "longest wait of a record while a member leaves"),
        ("partition_pause", "", "the same for each partition by itself, joins and leaves"),
    ],
}
QUESTIONS = {
    "takeover": "How long does it take to take over a transactional id, and whom does it hold up?",
    "rebalance": "How long do records wait when a member joins their reader's group or leaves it?",
}
NOTES = {
    "takeover": "Points: the mean of each trial.",
    "rebalance": "Points: the mean of each trial. How often members give a sign of life is a setting: it is when they "
                 "learn that somebody came or went.",
}  # fmt: skip


def event_distributions(run, workload, family=""):
    arms = [arm for arm in run.looks if any(t["arm"] == arm and belongs(t, workload) for t in run.trials)]
    spread = defaultdict(list)
    for row in (row for row in run.spectrum if belongs(row, workload) and row["value"]):
        spread[row["distribution"], row["arm"]].append((row["percentile"], row["value"] / 1000))
    panels = [panel for panel in PANELS[family] if any((panel[0], arm) in spread for arm in arms)]
    if not panels:
        return "spectrum.csv has no distribution '" + "', '".join(panel[0] for panel in PANELS[family]) + "'"
    fig = figure.Figure(figsize=(12, 2 + len(panels) * (0.8 + 0.3 * len(arms))))
    for ax, panel in zip(fig.subplots(len(panels), 1, squeeze=False)[:, 0], panels):
        events_panel(ax, run, workload, arms, spread, *panel)
    notes = ["Line: from the 20th percentile of the events of all trials to the highest with ten events beyond it; "
             "bar across: their median. " + NOTES[family] + " Beside them: the median of the trials, with its 95 % "
             "interval from six blocks on."]  # fmt: skip
    return finish(fig, run, workload, QUESTIONS[family], notes)


def events_panel(ax, run, workload, arms, spread, distribution, metric, title):
    results = {r["arm"]: r for r in run.results if r["metric"] == metric and belongs(r, workload) and r["median"]}
    values = [value for arm in arms for _, value in spread[distribution, arm]]
    for y, arm in enumerate(arms):
        look, points = run.looks[arm], sorted(p for p in spread[distribution, arm] if p[0] > 20)
        own = [t["values"][metric][0] / 1000 for t in run.trials
               if t["arm"] == arm and belongs(t, workload) and metric in t["values"]]  # fmt: skip
        values += own
        if points:
            ax.plot([points[0][1], points[-1][1]], [y, y], "-", color=look.color, linewidth=5, alpha=0.35)
            middle = min(points, key=lambda p: abs(p[0] - 50))
            if abs(middle[0] - 50) < 1:
                ax.plot([middle[1]] * 2, [y - 0.3, y + 0.3], color=look.color, linewidth=2.5)
        ax.plot(own, [y] * len(own), look.marker, color=look.color, ms=5, mfc="white")
        text = with_interval(results[arm]) if arm in results else "" if points else "none"
        ax.text(1.02, y, text, transform=ax.get_yaxis_transform(), va="center", fontsize=8.5)
    log_axis(ax.xaxis, min(values) / 1.2, max(values) * 1.2)
    ax.set_title(title)
    ax.set_yticks(range(len(arms)), [run.looks[arm].label for arm in arms])
    ax.set_ylim(len(arms) - 0.5, -0.5)
    ax.set_xlabel("ms, log scale")


def with_interval(row):
    ends = [float(row[c]) for c in ("ci_low", "ci_high") if row.get(c)]
    interval = f" ({number(ends[0], row['unit'])} – {number(ends[1], row['unit'])})" if len(ends) == 2 else ""
    return number(row["median"], row["unit"]) + interval
