"""Which colour, marker and line each arm has, the same in all figures of a run."""

from itertools import cycle
from types import SimpleNamespace

# Of Okabe and Ito's palette, without its yellow, which white paper swallows; test_plot_looks.py simulates who sees what.
BLUE, ORANGE, GREEN, DEEP, RED, PINK, BLACK = "#56B4E9 #E69F00 #009E73 #0072B2 #D55E00 #CC79A7 #000000".split()
# Colour, marker and line by level, weak to strong; there can be several ways to commit, of which one is usual.
LOOKS = {
    "fire-and-forget": [(BLUE, "o", (0, (1, 1)))],
    "leader-ack": [(ORANGE, "s", (0, (6, 1.5, 1, 1.5)))],
    "all-isr": [(GREEN, "^", (0, (10, 2)))],
    "idempotent": [(DEEP, "D", (0, (6, 1.5, 1, 1.5, 1, 1.5)))],
    "transactional": [(c, m, "-") for c, m in zip([RED, PINK, BLACK] * 3, "vh<>dp8HX")],
}
USUAL_WAY = "100ms"
CONTROL, CONTROL_LOOK = " (A/A)", ("#484848", "P", (0, (2, 3)))
COLORS = [ORANGE, BLUE, GREEN, RED, DEEP, PINK, BLACK]
MARKERS = "so^vDhp<>d8HX*"
LINES = {"read_uncommitted": "-", "read_committed": (0, (4, 2))}
SEMANTICS = ["at-most-once", "auto-commit", "at-least-once", "at-least-once-idempotent", "effectively-once", "exactly-once",
             "exactly-once-external"]  # fmt: skip
# Arms of one kind, each list with looks of its own. Whoever is not in it comes after it.
NAMED = [
    ["no predecessor", "committed predecessor", "open predecessor"],
    ["classic every-100", "consumer every-100", "classic batch-sync", "consumer batch-sync", "classic auto", "consumer auto"],
    ["plain", "read_committed", "group.protocol=consumer", "auto", "batch-async", "batch-sync", "every-100", "record-sync",
     "committed read_committed", "aborted 50%", "aborted 50% read_committed", "committed", "before", "aborted 10%",
     "aborted 10% read_committed"],
]  # fmt: skip


def looks(run):
    """By arm, weak to strong, the control after its twin; what a name means in one run, it means in all."""
    rows = run.trials + run.costs + run.spectrum
    if all(row["benchmark"].startswith("Produce") for row in rows):
        return by_level(rows)
    found, kinds, ways, unnamed = {}, {}, cycle(LOOKS["transactional"][1:]), {}
    for row in in_order(run.results, rows):
        arm, producer = row["arm"], (row["level"], row["transactions"])
        if arm.endswith(CONTROL):
            color, marker, line = CONTROL_LOOK
        else:
            # Of one colour: arms of one semantics, of one producer, or, of anything else, none.
            alone = any(row.get(column) for column in ("log", "commit", "predecessor"))
            kind = row.get("semantics") or (arm if alone else producer)
            if kind not in kinds:
                kinds[kind] = of_producer(*producer, ways)[:2] if kind == producer else of_name(kind, unnamed)
            (color, marker), line = kinds[kind], LINES.get(row["isolation"], "-")
        found[arm] = SimpleNamespace(label=arm, color=color,
                                     control=arm.endswith(CONTROL), marker=marker, line=line,
                                     commits=row["transactions"] != "none", producer=name(*producer))  # fmt: skip
    return found


def of_producer(level, way, ways):
    """`ways` are looks for unusual ways to commit."""
    return next(ways) if level == "transactional" and way != USUAL_WAY else LOOKS.get(level, [CONTROL_LOOK])[0]


def of_name(kind, unnamed):
    """`unnamed` are those that no list names, each with its place behind the list."""
    names = next((names for names in [SEMANTICS, *NAMED] if kind in names), max(NAMED, key=len))
    place = names.index(kind) if kind in names else len(names) + unnamed.setdefault(kind, len(unnamed))
    # A colour that comes again has another marker.
    return COLORS[place % len(COLORS)], MARKERS[(place + place // len(COLORS)) % len(MARKERS)]


def name(level, transactions):
    return level if transactions == "none" else f"{level} {transactions}"


def in_order(results, rows):
    """A row of each arm, weak to strong; arms of one strength as in the tables, one without a result after them."""
    first = {}
    for row in results + rows:
        first.setdefault(row["arm"], row)
    return sorted(first.values(), key=strength)


def strength(row):
    """Of what a stage promises, then of whose records it reads; of anything else that is neither better nor worse."""
    semantics = row.get("semantics", "")
    return [*SEMANTICS, semantics].index(semantics), [*LOOKS, row["level"]].index(row["level"])


def by_producer(run, arms, family):
    """Arms that share a panel: (what its title begins with, the arms). Of stages, those that read from one producer."""
    producers = list(dict.fromkeys(run.looks[arm].producer for arm in arms)) if family == "pipeline" else []
    if len(producers) < 2:
        return [("", list(arms))]
    return [(f"reading from {p}: ", [arm for arm in arms if run.looks[arm].producer == p]) for p in producers]


def by_level(rows):
    """Of producers alone, where each level has a look of its own."""
    arms = {(row["level"], row["transactions"], row["arm"]) for row in rows}
    found, ways = {}, cycle(LOOKS["transactional"][1:])
    for level, way, arm in sorted(arms, key=lambda a: ([*LOOKS, a[0]].index(a[0]), len(a[1]), a)):
        control = arm.endswith(CONTROL)
        found[arm] = look = SimpleNamespace(label=arm, control=control)
        look.color, look.marker, look.line = CONTROL_LOOK if control else of_producer(level, way, ways)
        look.commits = way != "none"
    return found
