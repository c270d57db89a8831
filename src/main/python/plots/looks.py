"""Which colour, marker and line each arm has, the same in all figures of a run."""

from collections import defaultdict
from itertools import cycle
from types import SimpleNamespace

# Colour (of Okabe and Ito's palette), marker and line by level, weak to strong; there can be several ways to commit.
LOOKS = {
    "fire-and-forget": [("#56B4E9", "o", (0, (1, 1)))],
    "leader-ack": [("#E69F00", "s", (0, (6, 1.5, 1, 1.5)))],
    "all-isr": [("#009E73", "^", (0, (10, 2)))],
    "idempotent": [("#0072B2", "D", (0, (6, 1.5, 1, 1.5, 1, 1.5)))],
    "transactional": [(c, m, "-") for c, m in zip(["#D55E00", "#CC79A7", "#000000"] * 3, "vh<>dp8HX")],
}
CONTROL, CONTROL_LOOK = " (A/A)", ("#777777", "P", (0, (2, 3)))
COLORS = ["#E69F00", "#56B4E9", "#009E73", "#D55E00", "#0072B2", "#CC79A7", "#000000"]
MARKERS = "so^vDhp<>d8HX*"
LINES = {"read_uncommitted": "-", "read_committed": (0, (4, 2))}


def looks(run):
    """By arm, in the order of the tables: weak to strong, the control after its twin."""
    rows = run.trials + run.costs + run.spectrum
    if all(row["benchmark"].startswith("Produce") for row in rows):
        return by_level(rows)
    found, kinds = {}, {}
    styles = {level: cycle(choices) for level, choices in LOOKS.items()}
    unnamed = cycle((COLORS[i % len(COLORS)], MARKERS[i % len(MARKERS)]) for i in range(len(COLORS) * len(MARKERS)))
    for row in in_order(run.results, rows):
        arm, producer = row["arm"], (row["level"], row["transactions"])
        if arm.endswith(CONTROL):
            color, marker, line = CONTROL_LOOK
        else:
            # Of one colour: arms of one semantics, of one producer, or, of anything else, none.
            alone = any(row.get(column) for column in ("log", "commit", "predecessor"))
            kind = row.get("semantics") or (arm if alone else producer)
            if kind not in kinds:
                level = styles.get(row["level"], unnamed)
                kinds[kind] = next(level)[:2] if kind == producer else next(unnamed)
            (color, marker), line = kinds[kind], LINES.get(row["isolation"], "-")
        found[arm] = SimpleNamespace(label="baseline again (A/A)" if arm.endswith(CONTROL) else arm, color=color,
                                     control=arm.endswith(CONTROL), marker=marker, line=line,
                                     commits=row["transactions"] != "none", producer=name(*producer))  # fmt: skip
    return found


def name(level, transactions):
    return level if transactions == "none" else f"{level} {transactions}"


def in_order(results, rows):
    """A row of each arm: results stand in the order of the tables; an arm without any comes after its semantics."""
    first = {}
    for row in results:
        first.setdefault(row["arm"], row)
    order = list(first.values())
    for row in (row for row in rows if row["arm"] not in first):
        first[row["arm"]] = row
        alike = [i for i, other in enumerate(order) if other.get("semantics", "") == row.get("semantics", "")]
        order.insert(alike[-1] + 1 if alike else len(order), row)
    return order


def by_producer(run, arms, family):
    """Arms that share a panel: (what its title begins with, the arms). Of stages, those that read from one producer."""
    producers = list(dict.fromkeys(run.looks[arm].producer for arm in arms)) if family == "pipeline" else []
    if len(producers) < 2:
        return [("", list(arms))]
    return [(f"reading from {p}: ", [arm for arm in arms if run.looks[arm].producer == p]) for p in producers]


def by_level(rows):
    """Of producers alone, where each level has a look of its own."""
    arms, found, used = {(row["level"], row["transactions"], row["arm"]) for row in rows}, {}, defaultdict(int)
    for level, way, arm in sorted(arms, key=lambda a: ([*LOOKS, a[0]].index(a[0]), len(a[1]), a)):
        control = arm.endswith(CONTROL)
        choices = [CONTROL_LOOK] if control else LOOKS.get(level, [CONTROL_LOOK])
        found[arm] = look = SimpleNamespace(label="baseline again (A/A)" if control else arm, control=control)
        look.color, look.marker, look.line = choices[used[level] % len(choices)]
        look.commits = way != "none"
        used[level] += not control
    return found
