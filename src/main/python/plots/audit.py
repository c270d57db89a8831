"""The folder of an audit, as docs/AUDITS.md describes it: what was observed of each twin under each fault."""

from types import SimpleNamespace

from .folder import fail, read_info, read_table

TABLE = "audit.csv"
COLUMNS = (
    "scenario fault acks idempotence transactions isolation level control verdict statement arm",
    "sent acked lost duplicated aborted_read torn reordered indeterminate lag",
)
HELD, DAMAGED, BROKEN, NOTHING = "HELD", "VIOLATED (expected)", "VIOLATED (unexpected)", "INCONCLUSIVE"
VERDICTS = (HELD, DAMAGED, BROKEN, NOTHING)
STAGES = "pipeline"  # the kind of twins that are stages, as the family of their benchmarks; that of producers is empty


def is_audit(folder):
    return (folder / TABLE).is_file()


def load_audit(folder):
    """Conditions and twins, in the order of the table, each with its `kind`."""
    info = read_info(folder)
    twins = read_table(folder, TABLE, COLUMNS, "is it the folder of an audit?")
    for line, twin in enumerate(twins, 2):
        for column, allowed in (("verdict", VERDICTS), ("control", ("true", "false"))):
            if twin[column] not in allowed:
                fail(f"{folder / TABLE}: line {line} cannot be read ({column} is '{twin[column]}'; allowed are "
                     f"{', '.join(allowed)})")  # fmt: skip
        for column in ("scenario", "level", "arm"):
            if not twin[column]:
                fail(f"{folder / TABLE}: line {line} cannot be read ({column} is ''; allowed is any name)")
        twin["control"] = twin["control"] == "true"
        twin["kind"] = STAGES if twin.get("semantics") else ""
    if not twins:
        fail(f"{folder / TABLE}: has no row: nothing was audited")
    return SimpleNamespace(info=info, twins=twins)
