"""A synthetic run of the benchmarks with consumers, in the columns that the suite writes."""

import csv
import json

RUN = "20260203-040506-beef"
TREATMENT = ["semantics", "log", "aborted", "commit", "group.protocol", "predecessor"]
LOAD = ["recordSize", "keySize", "partitions", "linger.ms", "batch.size", "max.in.flight", "compression", "producer",
        "logRecords", "transactionSize", "batch", "processing", "failures", "heartbeat", "rate"]  # fmt: skip
CELL = ["benchmark", "acks", "idempotence", "transactions", "isolation", *TREATMENT, *LOAD, "level"]
HEADERS = {
    "trials.csv": ["run", "block", "position", *CELL, "metric", "unit", "value", "status", "reason", "arm",
                   "incarnation", "started", "flags"],
    "results.csv": ["run", *CELL, "metric", "unit", "n", "median", "ci_low", "ci_high", "arm"],
    "costs.csv": ["run", *CELL, "baseline", "metric", "ratio", "ci_low", "ci_high", "n", "method", "verdict", "arm",
                  "comparison"],
    "spectrum.csv": ["run", *CELL, "arm", "distribution", "percentile", "unit", "value", "n"],
}  # fmt: skip
PRODUCERS = {  # acks, idempotence, transactions, level, how much slower
    "fire-and-forget": ("0", "false", "none", "fire-and-forget", 0.8),
    "leader-ack": ("1", "false", "none", "leader-ack", 1),
    "all-isr": ("all", "false", "none", "all-isr", 1.2),
    "idempotent": ("all", "true", "none", "idempotent", 1.25),
    "transactional 100ms": ("all", "true", "100ms", "transactional", 1.6),
}
READERS = {  # treatment and isolation, how much slower, bytes fetched
    "plain": ({}, "read_uncommitted", 1, 1060),
    "read_committed": ({}, "read_committed", 1.01, 1060),
    "group.protocol=consumer": ({"group.protocol": "consumer"}, "read_uncommitted", 0.97, 1062),
    "auto": ({"commit": "auto"}, "read_uncommitted", 1.02, 1060),
    "before": ({"commit": "before"}, "read_uncommitted", 1.5, 1061),
    "batch-async": ({"commit": "batch-async"}, "read_uncommitted", 1.3, 1061),
    "batch-sync": ({"commit": "batch-sync"}, "read_uncommitted", 1.6, 1061),
    "every-100": ({"commit": "every-100"}, "read_uncommitted", 9, 1075),
    "record-sync": ({"commit": "record-sync"}, "read_uncommitted", 700, 1456),
    "committed": ({"log": "committed"}, "read_uncommitted", 1.03, 1066),
    "committed read_committed": ({"log": "committed"}, "read_committed", 1.05, 1066),
    "aborted 10% read_committed": ({"log": "committed", "aborted": "10"}, "read_committed", 1.1, 1186),
    "aborted 50%": ({"log": "committed", "aborted": "50"}, "read_uncommitted", 1.04, 1066),
    "aborted 50% read_committed": ({"log": "committed", "aborted": "50"}, "read_committed", 1.9, 2134),
}
STAGES = {  # how much slower
    "at-most-once": 0.9, "auto-commit": 0.85, "at-least-once": 1, "at-least-once-idempotent": 1.05,
    "effectively-once": 2.2, "exactly-once": 3.1, "exactly-once-external": 2.6,
}  # fmt: skip
BASELINES = {"EndToEndLatency": "leader-ack", "ConsumeThroughput": "plain", "PipelineLatency": "at-least-once",
             "PipelineThroughput": "at-least-once", "TakeoverLatency": "no predecessor",
             "RebalancePause": "classic every-100"}  # fmt: skip


def arm(benchmark, label, producer="idempotent", isolation="read_uncommitted", treatment=None, metrics=None, **load):
    acks, idempotence, transactions, level, _ = PRODUCERS[producer]
    row = {"run": RUN, "benchmark": benchmark, "acks": acks, "idempotence": idempotence, "transactions": transactions,
           "isolation": isolation, "level": level, "arm": label, "recordSize": "1024", "keySize": "16",
           "partitions": "6", "linger.ms": "5", "batch.size": "16384", "max.in.flight": "5", "compression": "none",
           **(treatment or {}), **load}  # fmt: skip
    return row, metrics


def end_to_end():
    """Each producer, the two strong ones with readers of both isolation levels; a commit comes every 104 ms."""
    for label, (*_, transactions, _, slower) in PRODUCERS.items():
        for isolation in ["read_uncommitted"] + ["read_committed"] * (label in list(PRODUCERS)[3:]):
            waits = isolation == "read_committed" and transactions != "none"
            metrics = {"visible_p50": (8000 * slower + 52000 * waits, "us"), "ack_p50": (6000 * slower, "us"),
                       "visible_p99": (30000 * slower + 101000 * waits, "us"), "achieved_rate": (5000, "records/s"),
                       "settled_p50": (6000 * slower + 54000 * (transactions != "none"), "us"),
                       "client_cpu": (90000 * slower, "ns/record"), "broker_cpu": (200000 * slower, "ns/record")}
            if transactions != "none":
                metrics["records_per_transaction"] = (520, "1")
            name = label + " read_committed" * (isolation == "read_committed")
            yield arm("EndToEndLatency", name, label, isolation, None, metrics, rate="5000")


def consuming():
    for label, (treatment, isolation, slower, fetched) in READERS.items():
        metrics = {"throughput": (450000 / slower, "records/s"), "fetched": (fetched, "B/record"),
                   "client_cpu": (1900 * slower, "ns/record"), "broker_cpu": (900 * slower**0.9, "ns/record")}
        treatment = {"log": "plain", "aborted": "0", "commit": "none", "group.protocol": "classic", **treatment}
        if treatment["commit"] not in ("none", "auto"):
            metrics.update(commit_p50=(1200, "us"), commit_p90=(3000, "us"), records_per_commit=(500, "1"))
        yield arm("ConsumeThroughput", label, "idempotent", isolation, treatment, metrics,
                  logRecords="200000", transactionSize="100")  # fmt: skip


def pipelines(producers=("idempotent",)):
    for benchmark in ("PipelineThroughput", "PipelineLatency"):
        for semantics, slower in STAGES.items():
            for producer in producers:
                cost = slower * PRODUCERS[producer][4] / PRODUCERS["idempotent"][4]
                metrics = {"visible_p50": (15000 * cost, "us"), "visible_p99": (60000 * cost, "us")}
                if benchmark == "PipelineThroughput":
                    metrics = {"throughput": (60000 / cost, "records/s")}
                if semantics != "auto-commit":
                    metrics["commit_p50"] = (2500 * cost, "us")
                metrics["client_cpu"] = (40000 * cost, "ns/record")
                isolation = "read_committed" if semantics.startswith("exactly-once") else "read_uncommitted"
                label = semantics + (f" of {producer}" if producer != "idempotent" else "")
                rate = {"rate": "2000"} if benchmark == "PipelineLatency" else {}
                yield arm(benchmark, label, producer, isolation, {"semantics": semantics}, metrics,
                          batch="500", processing="0", failures="0", **rate)  # fmt: skip


def takeovers():
    for predecessor, (label, slower) in {"none": ("no predecessor", 1), "committed": ("committed predecessor", 1.2),
                                         "open": ("open predecessor", 20)}.items():  # fmt: skip
        metrics = {"takeover_mean": (6000 * slower, "us"), "takeover_max": (9000 * slower, "us"),
                   "commit_mean": (8000, "us"), "broker_cpu": (9e6, "ns/record")}  # fmt: skip
        if predecessor == "open":
            metrics["lso_stall_mean"] = (14000, "us")
        row, metrics = arm("TakeoverLatency", label, "transactional 100ms", "read_committed",
                           {"predecessor": predecessor}, metrics)  # fmt: skip
        yield {**row, "transactions": "1"}, metrics


def rebalances():
    for protocol, slower in (("classic", 1), ("consumer", 1.6)):
        metrics = {"join_pause_mean": (60000 * slower, "us"), "leave_pause_mean": (180000 * slower, "us"),
                   "redelivered_per_rebalance": (150 / slower, "1"), "visible_p50": (8000, "us"),
                   "visible_p99": (150000 * slower, "us"), "client_cpu": (150000, "ns/record"),
                   "broker_cpu": (300000, "ns/record")}  # fmt: skip
        yield arm("RebalancePause", f"{protocol} every-100", treatment={"commit": "every-100",
                  "group.protocol": protocol}, metrics=metrics, rate="2000", heartbeat="300")  # fmt: skip


def with_controls(arms):
    for row, metrics in arms:
        yield row, metrics
        if row["arm"] == BASELINES[row["benchmark"]]:
            yield dict(row, arm=row["arm"] + " (A/A)"), metrics


def trial_rows(arms, blocks, failed):
    for block in range(1, blocks + 1):
        for i, (row, metrics) in enumerate(arms):
            # Random order within a block.
            place = dict(row, block=block, position=1 + (i * 7 + block) % 97, incarnation=1 + (block - 1) // 4,
                         status="OK")  # fmt: skip
            if row["arm"] in failed:
                yield dict(place, status="FAILED", incarnation=0, reason="the store was gone")
                continue
            for metric, (value, unit) in metrics.items():
                yield dict(place, metric=metric, unit=unit, value=f"{value * (1 + 0.01 * ((block * 5 + i) % 4)):.6g}")


def result_rows(arms, blocks, failed):
    for row, metrics in arms:
        for metric, (value, unit) in metrics.items() if row["arm"] not in failed else ():
            ends = dict(ci_low=f"{value / 1.1:.6g}", ci_high=f"{value * 1.1:.6g}") if blocks >= 6 else {}
            yield dict(row, metric=metric, unit=unit, n=blocks, median=f"{value:.6g}", **ends)


def cost_rows(arms, blocks, failed):
    own = {(row["benchmark"], row["arm"]): metrics for row, metrics in arms}
    for row, metrics in arms:
        baseline = BASELINES[row["benchmark"]]
        for metric, (value, _) in metrics.items() if row["arm"] not in {baseline, *failed} else ():
            compared = dict(row, baseline=baseline, metric=metric, method="hodges-lehmann", verdict="costs", n=blocks)
            compared["comparison"] = "control" if row["arm"].endswith("(A/A)") else "baseline"
            reference = own[row["benchmark"], baseline].get(metric)
            if metric == "achieved_rate":
                continue
            if reference is None:
                yield dict(compared, n=0, verdict="not measured in both arms")
                continue
            ratio = value / reference[0]
            compared["ratio"] = f"{ratio:.6g}"
            if blocks >= 6:
                compared.update(ci_low=f"{ratio / 1.1:.6g}", ci_high=f"{ratio * 1.1:.6g}")
            yield compared


EVENTS = {"takeover": "takeover_mean", "lso_stall": "lso_stall_mean", "join_pause": "join_pause_mean",
          "leave_pause": "leave_pause_mean", "partition_pause": "leave_pause_mean"}  # fmt: skip


def spectrum_rows(arms, *_):
    for row, metrics in arms:
        for distribution in (d for d, metric in EVENTS.items() if metric in metrics):
            for percentile in (0, 20.6, 36.9, 50, 60.2, 74.9, 80, 84.2):
                value = metrics[EVENTS[distribution]][0] * (0.5 + percentile / 100)
                yield dict(row, distribution=distribution, unit="us", value=f"{value:.6g}", n=80,
                           percentile=f"{percentile:.6g}")  # fmt: skip
        for i in range(41) if "visible_p50" in metrics else ():
            value = metrics["visible_p50"][0] / 3 * 10 ** (i / 25)
            for distribution in ("ack", "visible"):
                yield dict(row, distribution=distribution, unit="us", value=f"{value:.6g}", n=100000,
                           percentile=f"{100 * (1 - 10 ** (-i / 10)):.6g}")  # fmt: skip


def write_run(folder, arms, blocks=8, failed=(), invalid=()):
    """`failed` are names of arms; `invalid` rows of cells that are never run."""
    info = {
        "format": 1, "run": RUN, "started": "2026-02-03T04:05:06Z", "seed": 99, "blocks": blocks,
        "arguments": ["run", "--plan", "consuming"], "baseline": {"acks": "1"},
        "baselines": {benchmark: {"acks": "all"} for benchmark in BASELINES},
        "suite": {"version": "0.1.0", "git": "1a2b3c4", "git.dirty": "false"},
        "versions": {"client": "4.3.1", "broker": "4.3.1"}, "host": {"cpu": "A CPU", "cpus": "2"},
        "topology": {"broker": "process", "nodes": "3", "replication": "3", "min.insync.replicas": "2"},
    }  # fmt: skip
    (folder / "run.json").write_text(json.dumps(info), encoding="utf-8")
    arms = list(with_controls(arms))
    makers = (trial_rows, result_rows, cost_rows, spectrum_rows)
    for (name, header), rows_of in zip(HEADERS.items(), makers):
        rows = list(rows_of(arms, blocks, failed))
        if name == "trials.csv":
            rows = [dict(row, block=0, position=0, incarnation=0, status="INVALID") for row in invalid] + rows
        with open(folder / name, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return folder
