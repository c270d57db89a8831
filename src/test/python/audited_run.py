"""An audit with every verdict, and a level that nobody audited: `golden/audit`."""

import golden

NAME = "audit"
RUN = golden.info(NAME)["run"]
HEADER, ROWS = golden.read(golden.HOME / NAME / "audit.csv")
HELD, DAMAGED, BROKEN, NOTHING = "HELD", "VIOLATED (expected)", "VIOLATED (unexpected)", "INCONCLUSIVE"


def producers():
    return [row for row in ROWS if not row["semantics"]]


def stages():
    return [row for row in ROWS if row["semantics"]]


def twin(scenario, name, control, verdict, **changes):
    """That of a level or of a semantics, with another verdict or other counts."""
    row = next(r for r in ROWS if r["scenario"] == scenario and name in (r["level"], r["semantics"])
               and (bool(r["semantics"]) == (name == r["semantics"])))  # fmt: skip
    unknown = set(changes) - set(HEADER)
    assert not unknown, unknown
    return {**row, "control": str(control).lower(), "verdict": verdict, **{c: str(v) for c, v in changes.items()}}


def write_audit(folder, twins, nodes="3", without=()):
    """`without` are columns that older audits lack."""
    golden.copy(NAME, folder)
    golden.on_nodes(folder, nodes)
    header = [c for c in HEADER if c not in without and (c != "semantics" or any(t["semantics"] for t in twins))]
    golden.write(folder / "audit.csv", header, [{c: twin[c] for c in header} for twin in twins])
    return folder
