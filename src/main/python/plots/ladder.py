"""The cost ladder: each arm's ratio to the baseline, a panel per metric of one benchmark."""

import math
from collections import defaultdict

from .folder import belongs
from .page import ACKS_0, METRICS, at_rate, figure, finish, log_axis, number

QUESTIONS = {
    "": "What does each delivery guarantee cost, compared with {}?",
    "end-to-end": "What does each guarantee cost until a consumer has the record, compared with {}?",
    "consume": "What does each way to read and to commit cost a consumer, compared with {}?",
    "pipeline": "What do the promises of a stage cost that reads, processes and writes, compared with {}?",
    "takeover": "What does it cost to take over a transactional id, compared with {}?",
    "rebalance": "What do a member's coming and going cost, compared with {}?",
}
METRICS_OF = {
    "end-to-end": ["visible_p50", "visible_p99", "ack_p50", "settled_p50", "client_cpu", "broker_cpu"],
    "consume": ["throughput", "fetched", "client_cpu", "broker_cpu"],
    "pipeline": ["throughput", "commit_p50", "visible_p50", "visible_p99", "client_cpu", "broker_cpu"],
    "takeover": ["takeover_mean", "takeover_max", "commit_mean", "broker_cpu"],
    "rebalance": ["join_pause_mean", "leave_pause_mean", "redelivered_per_rebalance", "visible_p99", "client_cpu",
                  "broker_cpu"],
}
PRODUCE = ["throughput", "ack_p50", "ack_p99", "ack_p999", "settled_p50", "settled_p99", "client_cpu", "broker_cpu"]
NOTES = {
    "end-to-end": ["Visible: a consumer's poll has returned the record, counted from its intended send.", ACKS_0],
    "consume": ["Bytes fetched: all that came over the consumer's connections, per record that it delivered."],
    "pipeline": ["Visible: the record's result is there for who reads it, counted from the record's intended send. "
                 "A commit: of the stage's position, with its results where one transaction holds both."],
    "takeover": ["A record stands for a takeover with all that belongs to it: CPU is that of its transactions, too."],
    "rebalance": ["Pause: the longest that a record waited, from its intended send, until a member was given it."],
}
WORSE = {"client_cpu": "more CPU", "broker_cpu": "more CPU", "fetched": "more bytes",
         "redelivered_per_rebalance": "more records"}  # fmt: skip


def ratio_text(row, most):
    """As the console prints it; below a tenth two digits that count, where ×0.00 would say nothing."""
    if not row["ratio"]:
        return row["verdict"].split(" (")[0]
    form = ".0f" if row["ratio"] >= 9.995 else ".2f" if row["ratio"] >= 0.0995 else ".2g"
    ends = "–".join(f"{end:{form}}" for end in (row["ci_low"], row["ci_high"]) if end)
    fewer = f" n={row['n']:.0f}" if row["n"] and row["n"] < most else ""
    return f"×{row['ratio']:{form}}" + f" ({ends})" * bool(ends) + fewer + " †" * ("not comparable" in row["verdict"])


def scale_of(rows):
    """From below the lowest end of all intervals to above the highest, and to both sides of 1."""
    values = [row[c] for row in rows for c in ("ratio", "ci_low", "ci_high") if row[c]] + [0.9, 1.1]
    margin = (max(values) / min(values)) ** 0.06
    return min(values) / margin, max(values) * margin


def ladder_panel(ax, run, arms, rows, metric, baseline, own, scale, absent=()):
    """One metric of one benchmark: a row per arm, the baseline's at 1 with its `own` result; `absent` ones were not asked for."""
    log_axis(ax.xaxis, *scale)
    ax.axvline(1, color="0.35", linewidth=1)
    for y, arm in enumerate(arms):
        look, row, text, color = run.looks[arm], rows.get(arm), "not measured", "black"
        if arm in absent:
            text, color = "not in this run", "0.45"
        elif arm == baseline:
            text = f"baseline = {number(own['median'], own['unit'])}" if own else "baseline"
            ax.plot(1, y, look.marker, color=look.color, ms=7)
        elif metric.startswith("settled") and not look.commits and not look.control:
            text, color = "as acknowledged", "0.45"
        elif row:
            text = ratio_text(row, max(other["n"] or 0 for other in rows.values()))
            low, ratio, high = (row[c] or math.nan for c in ("ci_low", "ratio", "ci_high"))
            ax.plot([low, high], [y, y], "|-", color=look.color, linewidth=2)
            ax.plot(ratio, y, look.marker, color=look.color, ms=7, mfc=look.color if row["ci_low"] else "white")
        ax.text(1.02, y, text, transform=ax.get_yaxis_transform(), va="center", fontsize=8.5, color=color)
    ratio, worse = f"ratio to {baseline}, log scale", WORSE.get(metric, "longer wait")
    ax.set_xlabel(f"{ratio}  |  worse: {worse} →" if metric != "throughput" else f"← worse: fewer records  |  {ratio}")
    ax.set_yticks(range(len(arms)), [run.looks[arm].label for arm in arms])
    ax.set_ylim(len(arms) - 0.5, -0.5)


def cost_ladder(run, workload, family=""):
    arms = [arm for arm in run.looks if any(t["arm"] == arm and belongs(t, workload) for t in run.trials)]
    wanted = [m for m in METRICS_OF.get(family, PRODUCE)
              if not m.startswith("settled") or any(run.looks[arm].commits for arm in arms)]  # fmt: skip
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
        metric, baseline = wanted[key[0]], run.baselines[key[2]]
        own, rows = results.get((baseline, key[2], metric)), found[key]
        ladder_panel(ax, run, arms, rows, metric, baseline, own, scale_of(rows.values()))
        ax.set_title(f"{METRICS[metric]}, {at_rate(next(iter(rows.values())))}")
    for ax in axes[len(panels) :]:
        ax.remove()
    notes = NOTES.get(family, [ACKS_0]) + [
             "Point: ratio within blocks (Hodges–Lehmann); whisker: its 95 % interval; line at 1: no difference. "
             "“(A/A)” is the baseline measured twice: what no difference looks like."]  # fmt: skip
    drawn = [row for key in panels for row in found[key].values()]
    if any(row["ratio"] and not row["ci_low"] for row in drawn):
        notes.append("Hollow markers: no intervals: fewer than 6 blocks.")
    if any("not comparable" in row["verdict"] for row in drawn):
        notes.append("† not comparable: an arm did not sustain the rate, so the latency says how long the trial was.")
    missing = [METRICS[m] for i, m in enumerate(wanted) if i not in [index for index, *_ in panels]]
    notes += ["Not measured in this run: " + "; ".join(missing) + "."] if missing else []
    against = " and ".join(dict.fromkeys(run.baselines[key[2]] for key in panels))
    return finish(fig, run, workload, QUESTIONS.get(family, QUESTIONS[""]).format(against), notes)
