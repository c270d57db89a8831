"""What was observed under faults: scenarios by guarantees, in each cell the twins that were played there."""

import re
import textwrap
from collections import defaultdict

from .audit import BROKEN, DAMAGED, HELD, NOTHING
from .matrix import tint
from .page import lines, patches, path, textpath

DAMAGES = {"lost": "lost", "duplicated": "duplicated", "aborted_read": "aborted and read", "torn": "torn",
           "reordered": "reordered"}  # fmt: skip
# By verdict: the marker and its size, the colour of the box (blue and orange as in other figures), the frame's width.
LOOK = {HELD: ("o", 6, tint(-0.35), 0.9), DAMAGED: ("X", 7, tint(0.35), 0.9), BROKEN: ("X", 9, tint(1), 2.6),
        NOTHING: ("?", 8, "0.93", 0.9)}  # fmt: skip
CHARACTERS, LABEL, NAME = 23, 26, 17  # of a line in a box, in a row's label, over a column
FRAME = 1.1  # above and below a box's lines, in lines
NEVER = dict(facecolor="white", edgecolor="0.86", hatch="////", linewidth=0)


def grid_rows(twins, columns, column_of):
    """From top to bottom: (label, for each column its twins with their lines, height in lines)."""
    rows = []
    for scenario in sorted({t["scenario"] for t in twins}, key=natural):
        own = [t for t in twins if t["scenario"] == scenario]
        cells = []
        for column in columns:
            here = together(t for t in own if column_of(t) == column)
            cells.append([(of[0], lines_of(of, here)) for of in here])
        label = "\n".join(textwrap.wrap(f"{scenario}: {own[0]['fault']}", LABEL))
        tallest = max(sum(len(text) + FRAME for _, text in cell) for cell in cells)
        rows.append((label, cells, max(tallest, label.count("\n") + 1.8)))
    return rows


def together(twins):
    """Repetitions that came to one verdict are one twin; controls come first."""
    alike = defaultdict(list)
    for twin in twins:
        alike[twin["arm"], twin["control"], twin.get("whose"), twin["verdict"]].append(twin)
    return sorted(alike.values(), key=lambda of: not of[0]["control"])


def natural(scenario):
    """F10 after F9."""
    digits = "".join(c for c in scenario if c.isdigit())
    return scenario.rstrip("0123456789"), int(digits or 0), scenario


def lines_of(repetitions, here):
    """The first is the verdict's own. Counted is what the statement names, such as what is promised, and all damage."""
    twin, seen = repetitions[0], [t for t in repetitions if t["sent"] is not None]
    kinds = [k for k, words in DAMAGES.items() if any(t[k] or re.search(rf"\d {words}\b", t["statement"]) for t in seen)]
    text = ["but not expected"] * (twin["verdict"] == BROKEN) + textwrap.wrap(telling(twin, here), CHARACTERS)
    if not seen:
        text.append("not observed")
    else:
        # A number stays with its word.
        counts = {k: f"{span(seen, k)} {DAMAGES[k]}".replace(" ", "\u00a0") for k in kinds}
        besides = [counts.pop(k) for k in kinds if twin["verdict"] == HELD and any(t[k] for t in seen)]
        text += textwrap.wrap(", ".join(counts.values()), CHARACTERS)
        text += ["of " * bool(counts) + f"{span(seen, 'sent')} sent"]
        text += textwrap.wrap("not promised: " + ", ".join(besides), CHARACTERS) if besides else []
        text += [f"{span(seen, 'indeterminate')} indeterminate"] if any(t["indeterminate"] for t in seen) else []
        text += [f"lag when struck: {span(seen, 'lag')}"] if all(t["lag"] is not None for t in seen) else []
    text += [f"{len(repetitions)} repetitions"] * (len(repetitions) > 1)
    return [twin["verdict"].split()[0], *text, *["control twin"] * twin["control"]]


def telling(twin, here):
    """What a column's name does not say: what tells twins of one cell apart, or what is special about a stage."""
    if len({of[0]["arm"] for of in here}) > 1 or len({of[0].get("whose") for of in here}) > 1:
        different = (c for c in ("whose", "isolation", "arm") if len({of[0].get(c) for of in here}) > 1)
        return twin[next(different)]
    special = twin.get("semantics") and twin["arm"] != twin["semantics"]
    return (twin.get("whose") or twin["arm"]) if special else ""


def span(twins, column):
    """Of repetitions, from the least to the most."""
    values = [t[column] or 0 for t in twins]
    return f"{min(values):,.0f}" + f"–{max(values):,.0f}" * (min(values) < max(values))


def observed_panel(ax, rows, columns):
    top, middles = 0, []
    for label, cells, height in rows:
        for x, cell in enumerate(cells):
            if not cell:
                ax.add_patch(patches.Rectangle((x - 0.5, top), 1, height, **NEVER))
                ax.text(x, top + height / 2, "not audited", ha="center", va="center", fontsize=8, color="0.35",
                        bbox=dict(facecolor="white", edgecolor="none", pad=2))  # fmt: skip
            y, lines_here = top, sum(len(text) + FRAME for _, text in cell)
            for twin, text in cell:
                share = height * (len(text) + FRAME) / lines_here
                box(ax, x, y, share, twin, text)
                y += share
        middles.append(top + height / 2)
        top += height
        ax.axhline(top, color="0.35", linewidth=0.8)
    for x in range(1, len(columns)):
        ax.axvline(x - 0.5, color="0.8", linewidth=0.8)
    ax.set_title("observed under faults")
    ax.set_yticks(middles, [label for label, *_ in rows], fontsize=8.5)
    ax.set_xticks(range(len(columns)), map(name_of, columns), fontweight="bold")
    ax.tick_params(length=0, labeltop=True, labelbottom=False)
    ax.set(xlim=(-0.5, len(columns) - 0.5), ylim=(top, 0))


def name_of(column):
    return "\n".join(textwrap.wrap(column, NAME))


def mark(verdict, **style):
    """Told apart by its shape alone."""
    marker, size, *_ = LOOK[verdict]
    if marker == "?":
        glyph = textpath.TextPath((0, 0), marker, prop=dict(weight="bold"))
        middle = (glyph.vertices.max(axis=0) + glyph.vertices.min(axis=0)) / 2
        marker = path.Path(glyph.vertices - middle, glyph.codes)
    return lines.Line2D(**style, color="black", marker=marker, ms=size, linestyle="", markeredgewidth=0.6)


def box(ax, x, y, height, twin, text):
    _, _, face, width = LOOK[twin["verdict"]]
    ax.add_patch(patches.Rectangle((x - 0.47, y + 0.15), 0.94, height - 0.3, facecolor=face, edgecolor="black",
                                   linewidth=width, linestyle=(0, (4, 2)) if twin["control"] else "-"))  # fmt: skip
    first = y + height / 2 - (len(text) - 1) / 2
    ax.add_line(mark(twin["verdict"], xdata=[x - 0.41], ydata=[first]))
    for i, line in enumerate(text):
        last = twin["control"] and i == len(text) - 1
        ax.text(x - 0.35 if i == 0 else x - 0.43, first + i, line, va="center", fontsize=8,
                fontweight="bold" if i == 0 else "normal", fontstyle="italic" if last else "normal")  # fmt: skip


def key(ax, columns):
    """Each mark in words. Below few columns it reaches below the labels of the rows, which the axes do not hold."""
    said = {
        HELD: "HELD: the fault struck, the control was damaged, this kept its promise",
        DAMAGED: "VIOLATED: damaged, as was expected of the control",
        BROKEN: "VIOLATED, thick frame: damaged, and that was not expected",
        NOTHING: "INCONCLUSIVE: nothing can be said, good or bad",
    }
    handles = []
    for verdict in said:
        _, _, face, width = LOOK[verdict]
        frame = patches.Patch(facecolor=face, edgecolor="black", linewidth=width)
        handles.append((frame, mark(verdict, xdata=[], ydata=[])))
    control = patches.Patch(facecolor="white", edgecolor="black", linestyle=(0, (4, 2)))
    handles += [(control,), (patches.Patch(**NEVER),)]
    words = [*said.values(), "dashed frame: control, the weak twin that must be damaged",
             "hatched: not audited there, so nothing is known"]  # fmt: skip
    ax.axis("off")
    place = dict(loc="upper left" if len(columns) > 4 else "upper right", borderaxespad=0, borderpad=0)
    look = dict(ncols=2, frameon=False, fontsize=8.5, handlelength=2.6, handleheight=1.5)
    ax.legend(handles, words, **place, **look).set_in_layout(False)
