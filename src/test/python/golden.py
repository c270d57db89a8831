"""Runs and audits for the tests: the files that GoldenRunsTest wrote, whole or in part.

What a test needs beyond them is made of their own rows, so that no column is known here that the suite does not write."""

import csv
import json
import shutil
from pathlib import Path

HOME = Path(__file__).resolve().parents[1] / "resources" / "golden"
TABLES = ("trials.csv", "results.csv", "costs.csv", "spectrum.csv")
FEWEST = 6  # blocks that intervals need
NO_INTERVAL = {"ci_low": "", "ci_high": ""}


def read(file):
    """Header and rows."""
    with open(file, encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        return reader.fieldnames, list(reader)


def write(file, header, rows):
    with open(file, "w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, header, restval="")
        writer.writeheader()
        writer.writerows(rows)


def edit(file, change):
    """Rewrites a table's rows; a change returns the row to keep, or None."""
    header, rows = read(file)
    rows = [row for row in map(change, rows) if row is not None]
    write(file, [h for h in header if not rows or h in rows[0]], rows)


def edit_info(folder, change):
    info = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    change(info)
    (folder / "run.json").write_text(json.dumps(info), encoding="utf-8")


def info(name):
    return json.loads((HOME / name / "run.json").read_text(encoding="utf-8"))


def copy(name, folder):
    for file in (HOME / name).iterdir():
        shutil.copy(file, folder / file.name)
    return folder


def fewer_blocks(folder, blocks):
    """As if the run had ended earlier: the medians and ratios stay, their intervals only if there are blocks enough."""
    edit(folder / "trials.csv", lambda row: row if int(row["block"]) <= blocks else None)
    for name in ("results.csv", "costs.csv"):
        ends = {} if blocks >= FEWEST else NO_INTERVAL
        edit(folder / name, lambda row: {**row, "n": row["n"] and str(min(int(row["n"]), blocks)), **ends})
    edit_info(folder, lambda given: given.update(blocks=blocks))


def on_nodes(folder, nodes):
    edit_info(folder, lambda given: given["topology"].update(nodes=nodes, replication=nodes))
