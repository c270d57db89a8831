"""What a consumer's throughput is made of: bytes on the wire and commits of its position."""

import math

from .folder import belongs
from .page import METRICS, figure, finish, log_axis, ticker

COMMITS = {"commit_p50": "o", "commit_p90": "|", "commit_p99": ">"}  # each with its marker


def fetched_bytes(run, workload, _=""):
    """Bytes that came over the wire per record that the application got, beside the duration of commits."""
    trials = [t for t in run.trials if belongs(t, workload)]
    arms = [arm for arm in run.looks if any(t["arm"] == arm for t in trials)]
    results = {(r["arm"], r["metric"]): r["median"] for r in run.results if belongs(r, workload) and r["median"]}
    if not any((arm, "fetched") in results for arm in arms):
        return "results.csv has no metric 'fetched'"
    fig = figure.Figure(figsize=(13.4, 2.3 + 0.25 * len(arms)))
    fetched, commits = fig.subplots(1, 2, sharey=True)
    for y, arm in enumerate(arms):
        look, value = run.looks[arm], results.get((arm, "fetched"))
        own = [t["values"]["fetched"][0] for t in trials if t["arm"] == arm and "fetched" in t["values"]]
        fetched.barh(y, value or 0, height=0.6, color=look.color, alpha=0.55)
        fetched.plot(own, [y] * len(own), ".", color="black", ms=4)
        fetched.text(1.02, y, f"{value:,.0f} B" if value else "not measured", va="center", fontsize=8.5,
                     transform=fetched.get_yaxis_transform())  # fmt: skip
    size = sum(int(workload.get(c, "")) for c in ("recordSize", "keySize") if workload.get(c, "").isdigit())
    fetched.axvline(size, color="0.35", linewidth=1, linestyle="--")
    fetched.set(title="bytes fetched per delivered record",
                xlabel="B: all that came over the consumer's connections ÷ delivered records")  # fmt: skip
    fetched.xaxis.set_major_formatter(ticker.StrMethodFormatter("{x:,.0f}"))
    fetched.set_yticks(range(len(arms)), [run.looks[arm].label for arm in arms])
    fetched.set_ylim(len(arms) - 0.5, -0.5)
    fetched.grid(True, axis="x", color="0.9", linewidth=0.6)
    fetched.set_axisbelow(True)
    timed = {t["arm"] for t in trials if t.get("commit") == "auto"}
    commits_panel(commits, run, arms, results, timed)
    notes = [f"Bar: median of the trials; point: a trial; dashed: key and value of a record, {size:,} B. The broker "
             "sends the records of aborted transactions, too, and a read_committed consumer throws them away itself; a read_uncommitted one delivers them.",
             "The duration of an asynchronous commit ends with its callback, which runs in a later poll."]  # fmt: skip
    few = [METRICS[m] for m in COMMITS if any((a, "commit_p50") in results and (a, m) not in results for a in arms)]
    notes += [f"A trial of some arm has too few commits for {' and '.join(few)}."] * bool(few)
    return finish(fig, run, workload, "What does a consumer fetch and commit for each record that it delivers?", notes)


def commits_panel(ax, run, arms, results, timed):
    """`timed` are the arms whose client commits by its own timer."""
    values = [results[arm, m] / 1000 for arm in arms for m in COMMITS if (arm, m) in results] or [1]
    drawn = [m for m in COMMITS if any((arm, m) in results for arm in arms)]
    log_axis(ax.xaxis, min(values) / 1.5, max(values) * 1.5)
    for y, arm in enumerate(arms):
        look, own = run.looks[arm], {m: results[arm, m] / 1000 for m in COMMITS if (arm, m) in results}
        text, color = "by the client's timer, not measured" if arm in timed else "no commits", "0.45"
        if own:
            ax.plot(list(own.values()), [y] * len(own), "-", color=look.color, linewidth=2)
            for metric, value in own.items():
                ax.plot(value, y, COMMITS[metric], color=look.color, ms=7)
            per = results.get((arm, "records_per_commit"), math.nan)
            text = f"a commit per {per:,.4g} records" if per != 1 else "a commit per record"
            color = "black"
        ax.text(1.02, y, text, transform=ax.get_yaxis_transform(), va="center", fontsize=8.5, color=color)
    told = ", ".join(f"{m.removeprefix('commit_')} ({COMMITS[m]})" for m in drawn)
    ax.set(title="duration of a commit" + f": {told}" * bool(told), xlabel="ms, log scale; median of the trials")
