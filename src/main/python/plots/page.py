"""What figures share: scales, units, names of metrics, and what stands around the panels."""

import textwrap

try:
    from matplotlib import figure, layout_engine, lines, patches, path, rcParams, textpath, ticker
except ImportError:
    figure = layout_engine = lines = patches = path = rcParams = textpath = ticker = None

METRICS = {
    "throughput": "throughput", "ack_p50": "ack p50", "ack_p99": "ack p99", "ack_p999": "ack p99.9",
    "visible_p50": "visible p50", "visible_p99": "visible p99", "settled_p50": "until committed p50",
    "settled_p99": "until committed p99", "commit_p50": "commit p50", "commit_p90": "commit p90",
    "commit_p99": "commit p99", "commit_mean": "commit mean",
    "takeover_mean": "takeover mean", "takeover_max": "takeover max", "join_pause_mean": "join pause mean",
    "leave_pause_mean": "leave pause mean", "redelivered_per_rebalance": "delivered again per rebalance",
    "fetched": "fetched", "client_cpu": "client CPU", "broker_cpu": "broker CPU",
}  # fmt: skip
UNITS = {"us": ("ms", 1000), "ns/record": ("µs/record", 1000)}  # as written: as shown, and what to divide by
# The same input gives the same bytes; text in SVG stays text, and no name is taken for a formula.
STYLE = {"svg.fonttype": "none", "svg.hashsalt": "plot.py", "text.parse_math": False, "font.size": 9,
         "axes.titlelocation": "left", "axes.titlesize": 10, "axes.titleweight": "bold"}  # fmt: skip
LOAD = {"logRecords": "log of {:,} records", "transactionSize": "{:,} per transaction", "batch": "batches of {:,}",
        "processing": "processing {:,} µs", "failures": "failures {:,} ‰",
        "heartbeat": "heartbeats every {:,} ms"}  # fmt: skip
ACKS_0 = "With acks=0 nobody answers: acknowledged then means handed to the socket."


SEVERAL = "several"  # instead of a rate


def at_rate(row):
    if row.get("rate") == SEVERAL:
        return "at several rates"
    if row.get("predecessor"):
        return "one at a time"
    return f"at {int(row['rate']):,} records/s" if row.get("rate", "").isdigit() else "flat out"


def load(workload):
    """Of what only some benchmarks have."""
    given = {c: workload.get(c, "") for c in LOAD}
    return "".join(" · " + LOAD[c].format(int(value)) for c, value in given.items() if value.isdigit())


def number(value, unit):
    """In the unit that is shown, four digits that count; a ratio or a count, whose unit is 1, has none."""
    shown, size = UNITS.get(unit, (unit, 1))
    return f"{float('%.4g' % (value / size)):,.10g} {shown}".removesuffix(" 1")


def log_axis(axis, low, high):
    """Log scale with round ticks that do not crowd; matplotlib's own leave a short axis bare."""
    axis.axes.set(**{f"{axis.axis_name}scale": "log", f"{axis.axis_name}lim": (low, high)})
    subs = (1, 1.5, 2, 3, 5, 7) if high / low < 8 else (1, 2, 5) if high / low < 1000 else (1,)
    short = ticker.MaxNLocator(6, steps=[1, 2, 5, 10])
    axis.set_major_locator(short if high / low < 2.5 else ticker.LogLocator(subs=subs))
    axis.set_minor_locator(ticker.NullLocator())
    axis.set_major_formatter(ticker.FuncFormatter(lambda value, _: f"{value:,.10g}"))
    axis.grid(True, color="0.9", linewidth=0.6)


def brokers(info):
    """Of a run or an audit: when it was, of which versions, on which cluster."""
    return (
        f"{str(info['started'])[:16].replace('T', ' ')} UTC · suite {info['suite.version']}, git "
        f"{info['suite.git']}{' (changed)' * (info['suite.git.dirty'] == 'true')} · Kafka {info['versions.broker']}, "
        f"client {info['versions.client']} · brokers {info['topology.nodes']}, copies {info['topology.replication']}, "
        f"min ISR {info['topology.min.insync.replicas']} · {info['host.cpus']} CPUs"
    )


def trials_of(run, workload):
    done = len({t["block"] for t in run.trials if t["status"] == "OK"})
    blocks = done if done == run.info["blocks"] else f"{done} of {run.info['blocks']}"
    one = {"predecessor": run.trials[0].get("predecessor", "")} if run.trials else {}
    return (f"{workload.get('recordSize', '?')}-byte records · {at_rate({**one, **workload})}{load(workload)} · {blocks} "
            f"block{'s' * (blocks != 1)} · seed {run.info['seed']}")  # fmt: skip


def one_broker(info):
    return "\nONE BROKER: no replication; acks=1 and acks=all wait for one copy" * (info["topology.nodes"] == "1")


def finish(fig, run, workload, title, notes):
    """What surrounds the panels: the question above; how to read the answer, and the run's conditions, below."""
    conditions = [f"run {run.info['run']} · {brokers(run.info)}", trials_of(run, workload)]
    for ax in (ax for ax in fig.axes if ax.get_legend_handles_labels()[1]):
        ax.legend(loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False, handlelength=5, labelspacing=0.9)
    return surround(fig, title + one_broker(run.info), [*notes, " ", *conditions])


def surround(fig, title, notes):
    width = int(fig.get_size_inches()[0] * 14)
    below = [line for note in notes for line in textwrap.wrap(note, width) or [""]]
    fig.suptitle(title, x=0.01, ha="left", fontsize=13, fontweight="bold")
    fig.supxlabel("\n".join(below), x=0.01, ha="left", fontsize=8.5, linespacing=1.4)
    fig.set_layout_engine(layout_engine.ConstrainedLayoutEngine(h_pad=0.09, w_pad=0.09))
    return fig
