"""The folder of a run, as docs/FORMATS.md describes it: read once, checked, and taken apart."""

import csv
import json
import math
import re
import sys
from collections import defaultdict
from types import SimpleNamespace

from .looks import looks

FORMAT = 2
CELL = "benchmark transactions isolation level arm "
COLUMNS = {  # those needed: text, numbers
    "trials.csv": (CELL + "metric unit status flags", "block position incarnation value"),
    "results.csv": (CELL + "metric unit", "median"),
    "costs.csv": (CELL + "metric baseline comparison verdict", "ratio ci_low ci_high n"),
    "spectrum.csv": (CELL + "distribution", "percentile value"),
}
MEASURED = "achieved_rate ack_p50 ack_p99 settled_p50 settled_p99 visible_p50 visible_p99".split()
CURVES = {  # of a run that searched what its arms sustain
    "saturation.csv": ("benchmark level arm", "sustainable exceeded"),
    "curve.csv": ("benchmark level arm rate common", " ".join(["fraction not_sustained", *(m + e for m in MEASURED for e in ("", "_low", "_high"))])),
}  # fmt: skip
SIGNED = ("drift", "shift", "backlog_growth")  # metrics that may be below 0
TREATMENT = ("semantics", "log", "aborted", "commit", "group.protocol", "predecessor")  # differ between arms of one comparison
OPTIONAL = ("rate", "logRecords", "transactionSize", "batch", "processing", "failures", "heartbeat")  # not in every benchmark


def fail(message):
    print("plot.py: " + " ".join(message.split()), file=sys.stderr)
    raise SystemExit(2)


def read_info(folder):
    """run.json with the keys of its sections as `section.key`; what it lacks is `?`."""
    file = folder / "run.json"
    try:
        if not file.is_file():
            fail(f"{folder}: not the folder of a run ({'no run.json in it' if folder.is_dir() else 'no such folder'})")
        info = json.loads(file.read_text(encoding="utf-8"))
        if info["format"] > FORMAT:
            fail(f"{file}: format {info['format']} is newer than this script, which reads up to {FORMAT}")
        flat = {f"{s}.{k}": v for s in info if isinstance(info[s], dict) for k, v in info[s].items()}
        return defaultdict(lambda: "?", {**info, **flat})
    except (OSError, ValueError, KeyError, TypeError) as e:
        fail(f"{file}: cannot be read as a run's ({type(e).__name__}: {e})")


def read_table(folder, name, columns=None, remedy=None):
    """Rows by column; numbers are floats, None where the cell is empty. `remedy` says what to do where no file is."""
    file, rows, header = folder / name, [], None
    texts, numbers = (text.split() for text in columns or {**COLUMNS, **CURVES}[name])
    remedy = remedy or f"`java -jar benchmarks.jar report {folder}` rebuilds it"
    try:
        if not file.is_file():
            fail(f"{file}: not there; {remedy}")
        with open(file, encoding="utf-8", newline="") as text:
            lines = csv.reader(text)
            header = next(lines, [])
            if not header:
                fail(f"{file}: is empty; {remedy}")
            for column in (column for column in texts + numbers if column not in header):
                fail(f"{file}: has no column '{column}'; needed are {', '.join(texts + numbers)}")
            for cells in lines:
                if len(cells) != len(header):
                    raise ValueError(f"{len(cells)} cells of {len(header)}: was the file cut off?")
                row = dict(zip(header, cells))
                least = -math.inf if row.get("metric") in SIGNED else 0
                row.update({column: number(column, row[column], least) for column in numbers})
                rows.append(row)
    except (OSError, ValueError, csv.Error) as e:
        fail(f"{file}: line {len(rows) + 2 if header else 1} cannot be read ({e})")
    return rows


def number(column, text, least=0):
    """None where there is none; only places must be there."""
    must = column in ("block", "position")
    try:
        value = float(text) if text or must else None
    except ValueError:
        value = math.nan
    if not (math.isfinite(value or 0) and (value or 0) >= least):
        allowed = "a number from 0 on" if least == 0 else "a number"
        raise ValueError(f"{column} is '{text}'; allowed is {allowed}" + ", or nothing" * (not must))
    return value


def load(folder, lenient=False, without=()):
    """All that the figures need of a run. INVALID combinations never ran: they are kept apart, as `refused`.

    SUPERSEDED trials were measured again and are in no figure; SEARCH ones are in none but curves. `lenient` takes a table that cannot be read for an empty
    one, once that has been said, and names it in `damaged`; without trials there is no run. `without` names tables that are not
    needed, and are not looked for: not every run is published whole."""
    run, trials = SimpleNamespace(info=read_info(folder), damaged=[]), {}
    rows = read_table(folder, "trials.csv")
    run.searched = any(row["status"] == "SEARCH" for row in rows)
    for name in [*list(COLUMNS)[1:], *CURVES]:
        try:
            needed = name not in without and (name in COLUMNS or run.searched)
            table = read_table(folder, name) if needed else []
        except SystemExit:
            if not lenient:
                raise
            run.damaged.append(name)
            table = []
        setattr(run, name.removesuffix(".csv"), table)
    run.refused = [row for row in rows if row["status"] == "INVALID"]
    # Block 0 holds the search for rates, which is in no figure.
    for row in (row for row in rows if row["block"] and row["status"] not in ("INVALID", "SUPERSEDED")):
        key = row["block"], row["position"], row["incarnation"], row["benchmark"], row["arm"]
        values = trials.setdefault(key, {**row, "values": {}})["values"]
        values.update({row["metric"]: (row["value"], row["unit"])} if row["value"] else {})
    run.trials = [trials[key] for key in sorted(trials)]
    run.baselines = {row["benchmark"]: row["baseline"] for row in run.costs if row["comparison"] != "step"}
    run.looks = looks(run)
    return run


def parts(run, family):
    """The run once per family of benchmarks, of which no two share a figure: (name of the family, its part)."""
    tables = ("trials", "results", "costs", "spectrum", "saturation", "curve", "refused")
    found = {family(row["benchmark"]) for table in tables[:-1] for row in getattr(run, table)} or {""}
    for name in sorted(found):
        part = SimpleNamespace(**vars(run))
        for table in tables:
            setattr(part, table, [row for row in getattr(run, table) if family(row["benchmark"]) == name])
        part.looks = looks(part)
        yield name, part


def columns_of(run, *between):
    header = list(run.trials[0]) if run.trials else list(between)
    return header[header.index(between[0]) : header.index(between[1])]


def workloads(run):
    """Each workload with the suffix of its files: nothing when there is one, else the parameters that differ."""
    columns = [c for c in columns_of(run, "isolation", "level") if c not in ("isolation", *TREATMENT)]
    every = defaultdict(dict)
    for trial in run.trials:
        every[trial["benchmark"]][tuple(trial[c] for c in columns)] = {c: trial[c] for c in columns}
    found = []
    for own in every.values():
        both = [{c: f[c] or w[c] for c in columns} for f in found for w in own.values() if belongs(w, f, columns)]
        alone = [f for f in found if not any(belongs(w, f, columns) for w in own.values())]
        found = both + alone + [w for w in own.values() if not any(belongs(w, f, columns) for f in found)]
    differing = [c for c in columns if len({w[c] for w in found}) > 1]
    names = [re.sub(r"[^\w.-]+", "-", "".join(f"-{c}-{w[c] or 'none'}" for c in differing)) for w in found]
    return [(w, n if names.count(n) == 1 else f"{n}-{i}") for i, (w, n) in enumerate(zip(found, names))]


def compared(run):
    """Workloads without those that are the point of one arm's own curve: there is nothing to compare it with."""
    def arms(workload):
        return {trial["arm"] for trial in run.trials if belongs(trial, workload)}

    return [(workload, suffix) for workload, suffix in workloads(run) if not run.searched or len(arms(workload)) > 1]


def belongs(row, workload, columns=None):
    """A benchmark may lack a parameter, as a closed loop has no rate: its rows belong to every value of it."""
    return all(row.get(c) == workload[c] or (c in OPTIONAL and not (row.get(c) and workload[c]))
               for c in columns or workload)  # fmt: skip
