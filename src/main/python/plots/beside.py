"""Two runs side by side: the ladders of each benchmark that both have, on one scale."""

import textwrap
from collections import defaultdict
from types import SimpleNamespace

from .audit import is_audit
from .folder import belongs, fail, load as read, workloads
from .ladder import METRICS_OF, PRODUCE, ladder_panel, scale_of
from .looks import looks
from .page import ACKS_0, METRICS, at_rate, brokers, figure, one_broker, surround, trials_of

TABLES = ("trials", "results", "costs", "spectrum")
CONDITIONS = {  # key of run.json: as it is called here
    "topology.broker": "brokers as", "topology.image": "image", "topology.nodes": "brokers",
    "topology.replication": "copies", "topology.min.insync.replicas": "min ISR", "versions.broker": "Kafka",
    "versions.client": "client", "suite.version": "suite", "suite.git": "git", "suite.jar.sha256": "jar",
    "versions.jdk": "JDK", "versions.os": "kernel", "host.cpu": "CPU", "host.cpus": "cores",
    "host.data.filesystem": "data on", "blocks": "blocks",
}  # fmt: skip
MOST_CELLS = 8
DIGITS = 12  # of a hash
WIDTH = 100  # of a title's line


def of_two(folders, family):
    """Names and figures, or why there is none; besides, the line that says what only one of the runs has."""
    runs = loaded(folders)
    benchmarks = [list(dict.fromkeys(t["benchmark"] for t in run.trials)) for run in runs]
    common = [name for name in benchmarks[0] if name in benchmarks[1]]
    if not common:
        has = (f"{run.info['run']} has {', '.join(names) or 'none'}" for run, names in zip(runs, benchmarks))
        fail(f"{folders[0]} and {folders[1]}: no benchmark in common: {'; '.join(has)}")
    cells = [cells_of(run) for run in runs]
    drawn = []
    for benchmark in common:
        parts = [part_of(run, benchmark) for run in runs]
        shared = [workload for workload, _ in workloads(parts[0]) if load_of(workload) in cells[1][benchmark]]
        trials = [t for t in parts[0].trials if any(belongs(t, workload) for workload in shared)]
        name = f"side-by-side-{benchmark}"
        if not shared:
            drawn.append((name, "no workload in common"))
        for workload, suffix in workloads(SimpleNamespace(trials=trials)):
            drawn.append((name + suffix, side_by_side(parts, benchmark, workload, family(benchmark))))
    return drawn, in_one_only(runs, cells)


def loaded(folders):
    for folder in folders:
        if is_audit(folder):
            fail(f"{folder}: is an audit; side by side stand two measuring runs")
    if folders[0].resolve() == folders[1].resolve():
        fail(f"{folders[0]} and {folders[1]}: twice the same folder; give two runs")
    runs = [read(folder) for folder in folders]
    if runs[0].info["run"] == runs[1].info["run"]:
        fail(f"{folders[0]} and {folders[1]}: both are run {runs[0].info['run']}; give two runs")
    return runs


def part_of(run, benchmark):
    part = SimpleNamespace(**vars(run))
    for table in TABLES:
        setattr(part, table, [row for row in getattr(run, table) if row["benchmark"] == benchmark])
    return part


def load_of(workload):
    """The same for the same load, whatever columns a run has."""
    return tuple(sorted((column, value) for column, value in workload.items() if value))


def cells_of(run):
    """By benchmark and load the arms that were to be measured."""
    found = defaultdict(lambda: defaultdict(list))
    for benchmark in dict.fromkeys(t["benchmark"] for t in run.trials):
        part = part_of(run, benchmark)
        for workload, _ in workloads(part):
            arms = dict.fromkeys(t["arm"] for t in part.trials if belongs(t, workload))
            found[benchmark][load_of(workload)] += arms
    return found


def in_one_only(runs, cells):
    """One line; empty where both have the same cells."""
    told = []
    for run, own, other in zip(runs, cells, reversed(cells)):
        names = []
        for benchmark, loads in own.items():
            if benchmark not in other:
                names.append(benchmark)
                continue
            for where, arms in loads.items():
                if where not in other[benchmark]:
                    others = set().union(*map(set, other[benchmark]))
                    names.append(f"{benchmark} with " + ", ".join(f"{c}={v}" for c, v in where if (c, v) not in others))
                else:
                    names += [f"{benchmark} {arm}" for arm in arms if arm not in other[benchmark][where]]
        more = f" and {len(names) - MOST_CELLS} more" * (len(names) > MOST_CELLS)
        told += [f"only in {run.info['run']}: {', '.join(names[:MOST_CELLS])}{more}"] if names else []
    return "; ".join(told)


def differences(runs):
    """What `run.json` says differently, `name one | other`."""
    told = []
    for key, words in CONDITIONS.items():
        values = [str(run.info[key]) for run in runs]
        if values[0] != values[1]:
            told.append(f"{words} " + " | ".join(v[:DIGITS] if key.endswith("sha256") else v for v in values))
    return told


def side_by_side(parts, benchmark, workload, kind):
    """`workload` is of the first run; the second has the same."""
    loads = [workload, next(w for w, _ in workloads(parts[1]) if load_of(w) == load_of(workload))]
    tables = {table: [row for part in parts for row in getattr(part, table)] for table in TABLES}
    both = SimpleNamespace(**tables, looks=looks(SimpleNamespace(**tables)))
    measured = [{t["arm"] for t in part.trials if belongs(t, own)} for part, own in zip(parts, loads)]
    arms = [arm for arm in both.looks if arm in measured[0] | measured[1]]
    found = defaultdict(lambda: ({}, {}))
    for nth, (part, own) in enumerate(zip(parts, loads)):
        for row in (r for r in part.costs if r["comparison"] != "step" and belongs(r, own)):
            found[row["metric"]][nth][row["arm"]] = row
    metrics = [m for m in METRICS_OF.get(kind, PRODUCE) if any(r["ratio"] for of in found[m] for r in of.values())
               and (not m.startswith("settled") or any(both.looks[arm].commits for arm in arms))]  # fmt: skip
    if not metrics:
        return "costs.csv of neither run has a ratio to the baseline"
    fig = figure.Figure(figsize=(13.4, len(metrics) * (0.9 + 0.22 * len(arms)) + 2.6))
    for axes, metric in zip(fig.subplots(len(metrics), 2, sharey=True, squeeze=False), metrics):
        scale = scale_of([row for of in found[metric] for row in of.values()])
        for nth, (ax, part, load) in enumerate(zip(axes, parts, loads)):
            baseline = part.baselines.get(benchmark, "the baseline")
            medians = [r for r in part.results if (r["arm"], r["metric"]) == (baseline, metric) and belongs(r, load)]
            own, absent = next((r for r in medians if r["median"]), None), set(arms) - measured[nth]
            ladder_panel(ax, both, arms, found[metric][nth], metric, baseline, own, scale, absent)
            head = f"run {part.info['run']}\n" * (metric == metrics[0])
            ax.set_title(f"{head}{METRICS[metric]}, {at_rate({**part.trials[0], **load})}")
    return surround(fig, title_of(parts, benchmark), notes_of(parts, loads, measured, arms))


def title_of(parts, benchmark):
    """The runs, and what their conditions have not in common."""
    alone = next((line for line in (one_broker(part.info) for part in parts) if line), "")
    other = differences(parts)
    told = "differ in " + "; ".join(other) if other else "brokers, jar, JDK and cores are the same"
    told = "\n".join(textwrap.wrap(told, WIDTH))
    return f"{benchmark}: run {parts[0].info['run']} beside run {parts[1].info['run']}\n{told}{alone}"


def notes_of(parts, loads, measured, arms):
    notes = ["Point: ratio to its own run's baseline within blocks (Hodges–Lehmann); whisker: its 95 % interval; both "
             "columns have one scale. Whether the runs differ is what `compare RUN_A RUN_B` says."]  # fmt: skip
    baselines = {part.baselines.get(part.trials[0]["benchmark"]) for part in parts}
    notes += ["The runs have different baselines: their ratios are not of one thing."] if len(baselines) > 1 else []
    for part, own in zip(parts, measured):
        missing = [arm for arm in arms if arm not in own]
        notes += [f"Not in {part.info['run']}: {', '.join(missing)}."] if missing else []
    notes += [ACKS_0] if any(arm == "fire-and-forget" for arm in arms) else []
    notes.append(" ")
    for part, load in zip(parts, loads):
        notes += [f"run {part.info['run']} · {brokers(part.info)}", trials_of(part, load)]
    return notes
