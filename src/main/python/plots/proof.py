"""The proof: every session's interval beside what is true, the suite's beside those of the naive way."""

from types import SimpleNamespace

from .folder import fail, read_table
from .looks import BLACK, CONTROL_LOOK, DEEP, RED
from .page import METRICS, figure, lines, log_axis, surround

SESSIONS, SHARES = "sessions.csv", "proof.csv"
COLUMNS = {
    SESSIONS: ("question metric covered", "session estimate ci_low ci_high truth"),
    SHARES: ("question metric", "sessions intervals confidence covered cp_low cp_high detected"),
}
REMEDY = "`mvn verify -Pproof` writes it"
TITLES = {
    "aa": "baseline against itself", "naive-95": "one after the other, 95 %", "naive-99.9": "one after the other, 99.9 %",
    "work-5": "5 % more work", "work-10": "10 % more work", "delay-5": "5 % delay", "delay-10": "10 % delay",
}  # fmt: skip
COVERED, MISSED, NONE = (DEEP, "o", "the truth is in it"), (RED, "X", "it is not"), (CONTROL_LOOK[0], "D", "no interval")
ACROSS = 3


def is_proof(folder):
    return (folder / SHARES).is_file()


def of_proof(folder):
    """Name and figure."""
    rows = {name: read_table(folder, name, columns, REMEDY) for name, columns in COLUMNS.items()}
    for name, table in rows.items():
        if not table:
            fail(f"{folder / name}: has no row: no session was measured")
    yield "sessions", sessions(rows[SESSIONS], rows[SHARES])


def sessions(rows, shares):
    panels = [SimpleNamespace(share=share, rows=sorted(belonging(rows, share), key=lambda row: row["estimate"]))
              for share in in_order(shares)]  # fmt: skip
    down = -(-len(panels) // ACROSS)
    most = max(len(panel.rows) for panel in panels)
    fig = figure.Figure(figsize=(12, 2.2 + down * max(1.9, 1 + 0.06 * most)))
    axes = list(fig.subplots(down, ACROSS, squeeze=False).flat)
    first = [panel for panel in panels if is_beside(panel.share)]
    for ax, panel in zip(axes, panels):
        draw(ax, panel, limits(first if panel in first else [panel]))
    for ax in axes[len(panels) :]:
        ax.axis("off")
    looks = [COVERED, MISSED] + [NONE] * any(not row["covered"] for panel in panels for row in panel.rows)
    handles = [lines.Line2D([], [], color=c, marker=m, linestyle="-" if c != NONE[0] else "", label=label)
               for c, m, label in looks]  # fmt: skip
    handles.append(lines.Line2D([], [], color=BLACK, label="the truth"))
    fig.legend(handles=handles, loc="upper right", ncol=len(handles), frameon=False, borderpad=0)
    notes = [
        "The axis is the ratio to the arm that is not slowed (log scale). Each line is the interval of one session, on brokers of "
        "its own; sessions stand in the order of their estimates. In brackets the exact 95 % interval (Clopper and Pearson) "
        "of the share that hold the truth.",
        "The first row is one question in three ways, on one scale: the ratio of two arms that are the same, in blocks as the "
        "suite measures, and one after the other with JMH's own forks and intervals, on brokers that get no faster any more. "
        "Other panels have scales of their own; with delay each session's truth follows from its own baseline.",
    ]  # fmt: skip
    return surround(fig, "Do the intervals hold what they say?", notes)


def belonging(rows, share):
    """Those with an estimate."""
    return [row for row in rows if all(row[c] == share[c] for c in ("question", "metric")) and row["estimate"]]


def in_order(shares):
    """The suite's throughput beside that of the naive way, the rest as in the table."""
    return sorted(shares, key=lambda share: not is_beside(share))


def is_beside(share):
    return share["metric"] == "throughput" and share["question"] in ("aa", "naive-95", "naive-99.9")


def limits(panels):
    # Of a naive interval the lower end may be 0: its line goes to the panel's edge.
    values = [row[c] for panel in panels for row in panel.rows for c in ("estimate", "ci_low", "ci_high", "truth") if row[c]]
    low, high = min(values, default=0.9), max(values, default=1.1)
    room = (high / low) ** 0.05 * 1.002
    return low / room, high * room


def draw(ax, panel, ends):
    share = panel.share
    log_axis(ax.xaxis, *ends)
    ax.grid(False, axis="y")
    for y, row in enumerate(panel.rows):
        color, marker, _ = {"yes": COVERED, "no": MISSED}.get(row["covered"], NONE)
        if row["ci_low"] is not None:
            ax.plot([row["ci_low"] or ends[0], row["ci_high"]], [y, y], color=color, linewidth=1.4, solid_capstyle="butt")
        ax.plot(row["estimate"], y, marker, color=color, markersize=4 if marker == "o" else 5.5)
        if row["truth"]:
            # Each session has its own: it knows what its baseline was.
            ax.plot([row["truth"]] * 2, [y - 0.5, y + 0.5], color=BLACK, linewidth=1.2)
    ax.set(ylim=(-1, max(len(panel.rows), 1)), yticks=[])
    ax.set_title(f"{TITLES[share['question']]}\n{METRICS[share['metric']]}: {said(share)}", fontsize=9)


def said(share):
    n = share["intervals"]
    if not n:
        return f"{share['sessions']:.0f} session{'s' * (share['sessions'] != 1)}, no interval"
    return f"{share['covered']:.0f} of {n:.0f} ({100 * share['cp_low']:.0f}–{100 * share['cp_high']:.0f} %)"
