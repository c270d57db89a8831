"""A run of the benchmarks with consumers: `golden/consumers`, of which a test takes the benchmarks that it wants."""

import golden

NAME = "consumers"
RUN = golden.info(NAME)["run"]
TREATMENT = ["semantics", "log", "aborted", "commit", "group.protocol", "predecessor"]
HEADERS = {table: golden.read(golden.HOME / NAME / table)[0] for table in golden.TABLES}
BLOCKS = golden.info(NAME)["blocks"]
ROWS = golden.read(golden.HOME / NAME / "results.csv")[1]
CONTROL = " (A/A)"


def arms_of(benchmark):
    """In the order of the tables, without the control."""
    arms = dict.fromkeys(row["arm"] for row in ROWS if row["benchmark"] == benchmark)
    return [arm for arm in arms if not arm.endswith(CONTROL)]


READERS = arms_of("ConsumeThroughput")
STAGES = [arm for arm in arms_of("PipelineLatency") if " of " not in arm]


def benchmark(*names):
    return lambda row: row["benchmark"] in names


def end_to_end():
    return benchmark("EndToEndLatency")


def consuming():
    return benchmark("ConsumeThroughput")


def pipelines(all_producers=False):
    """Stages behind the usual producer alone, or behind all of them."""
    return lambda row: row["benchmark"].startswith("Pipeline") and (all_producers or " of " not in row["arm"])


def takeovers():
    return benchmark("TakeoverLatency")


def rebalances():
    return benchmark("RebalancePause")


def write_run(folder, *wanted, blocks=BLOCKS):
    """The rows that one of `wanted` takes, and the columns that they need: as the suite leaves out those of others."""
    golden.copy(NAME, folder)
    for table in golden.TABLES:
        golden.edit(folder / table, lambda row: row if any(takes(row) for takes in wanted) else None)
        header, rows = golden.read(folder / table)
        optional = [*TREATMENT, "rate", "logRecords", "transactionSize", "batch", "processing", "failures", "heartbeat"]
        unused = {c for c in header if c in optional and not any(row[c] for row in rows)}
        golden.write(folder / table, [c for c in header if c not in unused],
                     [{c: v for c, v in row.items() if c not in unused} for row in rows])  # fmt: skip
    if blocks != BLOCKS:
        golden.fewer_blocks(folder, blocks)
    return folder
