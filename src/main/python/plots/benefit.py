"""Cost beside benefit: what each guarantee costs, and below it what was observed of it under faults."""

import math
from collections import defaultdict
from types import SimpleNamespace

from .audit import BROKEN, NOTHING, STAGES
from .folder import belongs
from .ladder import WORSE, ratio_text
from .looks import CONTROL, LOOKS, SEMANTICS
from .observed import grid_rows, key, name_of, observed_panel
from .page import ACKS_0, METRICS, at_rate, brokers, figure, log_axis, number, one_broker, surround, trials_of

SHOWN = {"": ["throughput", "ack_p50", "ack_p99"], STAGES: ["throughput", "visible_p50", "visible_p99"]}
CHOICES = [m for m in METRICS if m != "fetched"]  # which is of consumers alone, and they are not audited
AXIS = {"": "level", STAGES: "semantics"}
ORDER = {"": list(LOOKS), STAGES: SEMANTICS}
CLUSTER = {"topology.broker": "brokers as", "topology.nodes": "nodes", "topology.replication": "copies",
           "topology.min.insync.replicas": "min ISR", "versions.broker": "Kafka"}  # fmt: skip
MOST_REASONS = 8
STEP = 0.24  # between arms of one column, whose width is 1


def cost_benefit(audit, kind, run=None, workload=None, metrics=()):
    """One kind of twins; of `run` the part with benchmarks of that kind, or None where no costs are given."""
    twins, wanted = [t for t in audit.twins if t["kind"] == kind], metrics or SHOWN[kind]
    panels = cost_panels(run, workload, kind, wanted) if run else []
    found = {t[AXIS[kind]] for t in twins} | {column for panel in panels for column in panel.arms}
    columns = sorted(found, key=lambda c: ([*ORDER[kind], c].index(c), c))
    rows = grid_rows(twins, columns, lambda t: t[AXIS[kind]])
    heights = [1.35] * len(panels) + [0.152 * sum(height for *_, height in rows), 0.7]
    wide = 1.9 + (1.78 if len(columns) < 6 else 1.62) * max(len(columns), 4)
    fig = figure.Figure(figsize=(wide, 2.9 + 0.75 * len(panels) + sum(heights)))
    axes = fig.subplots(len(heights), 1, gridspec_kw=dict(height_ratios=heights))
    for ax, panel in zip(axes, panels):
        cost_panel(ax, run, columns, panel)
    observed_panel(axes[-2], rows, columns)
    key(axes[-1], columns)
    what = "each promise of a stage" if kind else "each delivery guarantee"
    asked = f"does {what} cost, and what was observed of it" if panels else f"was observed of {what}"
    # Either cluster may be one on which copies mean nothing.
    alone = one_broker(audit.info) or (one_broker(run.info) if panels else "")
    notes = cost_notes(run, workload, kind, wanted, panels)
    notes += reasons(twins) + [" ", *conditions(audit, run, workload, panels)]
    return surround(fig, f"What {asked} under faults?{alone}", notes)


def cost_panels(run, workload, kind, metrics):
    """In the order of the metrics: metric, the baseline's row and result, and by column the arms' rows of costs.csv."""
    panels = []
    for metric, (benchmark, baseline) in ((m, b) for m in metrics for b in run.baselines.items()):
        own = next((t for t in run.trials if (t["benchmark"], t["arm"]) == (benchmark, baseline)), None)
        rows = [r for r in run.costs if r["benchmark"] == benchmark and r["comparison"] != "step"
                and own and belongs(r, workload) and differs_in_promise(r, own)]  # fmt: skip
        if not any(r["ratio"] for r in rows if r["metric"] == metric):
            continue
        final, arms = "settled" + metric.removeprefix("ack"), defaultdict(list, {own[AXIS[kind]]: []})
        for arm, look in run.looks.items():
            # Without transactions a record is final once it is acknowledged.
            of = [metric] + [final] * (metric.startswith("ack_") and look.commits and not look.control)
            for row in (r for m in of for r in rows if (r["arm"], r["metric"]) == (arm, m) and r["ratio"]):
                arms[row[AXIS[kind]]].append(row)
        medians = [r for r in run.results if belongs(r, workload) and r["median"]]
        of = (benchmark, baseline, metric)
        result = next((r for r in medians if (r["benchmark"], r["arm"], r["metric"]) == of), None)
        panels.append(SimpleNamespace(metric=metric, own=own, at=own[AXIS[kind]], result=result, arms=dict(arms)))
    return panels


def differs_in_promise(row, baseline):
    """Stages differ in what they read from, too; one column is to hold one question."""
    alike = ("level", "transactions", "group.protocol") if baseline.get("semantics") else ()
    return all(row.get(c) == baseline.get(c) for c in alike)


def cost_panel(ax, run, columns, panel):
    """A column per guarantee; in it, side by side, the arms that have it. Their figures stand below."""
    rows, baseline = [r for of in panel.arms.values() for r in of], panel.own["arm"]
    values = [r[c] for r in rows for c in ("ratio", "ci_low", "ci_high") if r[c]] + [0.9, 1.1]
    margin = (max(values) / min(values)) ** 0.12
    log_axis(ax.yaxis, min(values) / margin, max(values) * margin)
    ax.axhline(1, color="0.35", linewidth=1)
    most, labels = max(r["n"] or 0 for r in rows), []
    for x, column in enumerate(columns):
        arms, text = panel.arms.get(column, []), [name_of(column)]
        places = [x + STEP * (i - (len(arms) - (column != panel.at)) / 2) for i in range(len(arms) + 1)]
        if column == panel.at:
            look, result = run.looks[baseline], panel.result
            ax.plot(places.pop(0), 1, look.marker, color=look.color, ms=8)
            text.append("baseline" + (f": {number(result['median'], result['unit'])}" if result else ""))
        for place, row in zip(places, arms):
            look, later = run.looks[row["arm"]], row["metric"] != panel.metric
            low, high = (row[c] or math.nan for c in ("ci_low", "ci_high"))
            face = "white" if later or not row["ci_low"] else look.color
            ax.plot(place, row["ratio"], look.marker, color=look.color, ms=6 if later else 8, mfc=face)
            # Over the marker, and its ends wider: on a scale for all arms a narrow interval hides behind it.
            ax.plot([place, place], [low, high], "_:" if later else "_-", color=look.color, linewidth=2,
                    ms=16 if later else 6, mew=1.5)  # fmt: skip
            text.append(telling(row, column, later) + ratio_text(row, most))
        labels.append("\n".join(text + ["not measured"] * (len(text) == 1)))
    ax.set_xticks(range(len(columns)), labels, fontsize=8)
    ax.tick_params(axis="x", length=0)
    ax.grid(False, axis="x")
    for x in range(1, len(columns)):
        ax.axvline(x - 0.5, color="0.8", linewidth=0.8)
    ax.set_xlim(-0.5, len(columns) - 0.5)
    worse = "fewer records ↓" if panel.metric == "throughput" else f"{WORSE.get(panel.metric, 'longer wait')} ↑"
    ax.set_ylabel(f"ratio to\n{baseline}")
    ax.set_title(f"{METRICS[panel.metric]}, {at_rate(rows[0])}  |  worse: {worse}")


def telling(row, column, later):
    """What tells an arm from others of its column: the A/A arm, when it commits, until when it waits."""
    if row["arm"].endswith(CONTROL):
        return "A/A: "
    # Until it commits comes right after until it acknowledges.
    words = "committed" if later else row["arm"].removeprefix(column).strip()
    return words + ": " * bool(words)


def cost_notes(run, workload, kind, wanted, panels):
    of, missing = "stages" if kind else "producers", [m for m in wanted if m not in [p.metric for p in panels]]
    absent = [f"Not measured: {'; '.join(METRICS[m] for m in missing)}."] * bool(missing)
    if not run:
        return [f"Costs: not measured. `--costs RUN` sets those of a run of {of} beside the observations."]
    if not panels:
        return absent
    notes = ["Point: ratio within blocks (Hodges–Lehmann), log scale; whisker: its 95 % interval; line at 1: no "
             "difference; A/A: the baseline measured twice."]  # fmt: skip
    rows = [(r, r["metric"] != panel.metric) for panel in panels for of in panel.arms.values() for r in of]
    if any(later for _, later in rows):
        notes[0] += " Hollow with a whisker whose ends are wide: until committed, which is when a transaction's record is final."
    if any(not row["ci_low"] for row, _ in rows):
        notes.append("Hollow without a whisker: no interval: fewer than 6 blocks; take none for a result.")
    if any("not comparable" in row["verdict"] for row, _ in rows):
        notes.append("† not comparable: an arm did not sustain the rate, so the latency says how long the trial was.")
    if any(panel.metric.startswith("ack_") for panel in panels) and not kind:
        notes.append(ACKS_0)
    if kind:
        notes.append("Costs are those of stages that differ from the baseline in what they promise; effectively-once and "
                     "exactly-once-external also in where they store it, which is PostgreSQL and not a topic.")  # fmt: skip
    return notes + absent


def reasons(twins):
    """Why nothing can be said of a twin, and what nobody expected."""
    notes = [
        "Each box is one injection of its fault. How many records are lost or come twice follows from where it was placed, "
        "and is no rate. What holds for transactional and exactly-once holds for readers with read_committed. What was "
        "audited differs from what was costed in size of records, timing of commits and requests in flight: "
        "docs/AUDITS.md. Power loss is not among the faults."
    ]
    told = [f"{t['scenario']}, {t['arm']}{' (control)' * t['control']}: {t['verdict']}: {t['statement']}."
            for t in twins if t["verdict"] in (NOTHING, BROKEN)]  # fmt: skip
    told = list(dict.fromkeys(told))  # repetitions
    more = len(told) - MOST_REASONS
    return notes + told[:MOST_REASONS] + [f"{more} more of these stand in audit.csv."] * (more > 0)


def conditions(audit, run, workload, panels):
    lines = [f"audit {audit.info['run']} · {brokers(audit.info)}"]
    if panels:
        lines += [f"costs: run {run.info['run']} · {brokers(run.info)}", trials_of(run, workload)]
        other = [f"{words} {run.info[c]}, audited {audit.info[c]}" for c, words in CLUSTER.items()
                 if run.info[c] != audit.info[c]]  # fmt: skip
        lines += ["The costs are of other brokers than the observations: " + "; ".join(other) + "."] * bool(other)
    return lines
