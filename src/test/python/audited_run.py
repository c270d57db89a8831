"""A synthetic audit, in the columns that the suite writes: every verdict, and a level that nobody audited."""

import csv
import json

RUN = "20260304-050607-cafe"
COUNTERS = ["sent", "acked", "lost", "duplicated", "aborted_read", "torn", "phantom", "reordered", "indeterminate"]
HEADER = ["run", "scenario", "fault", "acks", "idempotence", "transactions", "isolation", "semantics", "level",
          "control", *COUNTERS, "verdict", "evidence", "statement", "lag", "arm", "repetition", "whose"]  # fmt: skip
WORDS = {"aborted_read": "aborted and read"}
FAULTS = {
    "F1": "consumer process halts between commit and processing",
    "F2": "consumer process halts between processing and commit",
    "F3": "response of the 3rd Produce swallowed, connection closed",
    "F4": "producer process halts after the append, restarts and resends",
    "F5": "follower fetches cut, leader killed, link healed",
    "F6": "transaction aborted",
    "F7": "producer stopped mid-transaction, a successor takes its transactional id",
    "F8": "process halts after produce, before commitTransaction",
    "F9": "requests swallowed",
    "F10": "consumer group rebalances during processing",
}
PRODUCERS = {  # acks, idempotence, transactions, level
    "fire-and-forget": ("0", "false", "none", "fire-and-forget"),
    "leader-ack": ("1", "false", "none", "leader-ack"),
    "all-isr": ("all", "false", "none", "all-isr"),
    "idempotent": ("all", "true", "none", "idempotent"),
    "transactional 100": ("all", "true", "100", "transactional"),
}
HELD, DAMAGED, BROKEN, NOTHING = "HELD", "VIOLATED (expected)", "VIOLATED (unexpected)", "INCONCLUSIVE"


def twin(scenario, arm, control, verdict, semantics="", isolation="read_uncommitted", statement="", lag="",
         promised=("lost", "duplicated"), repetition=1, whose="", **counts):  # fmt: skip
    acks, idempotence, transactions, level = PRODUCERS["idempotent" if semantics else arm]
    seen = {counter: 0 for counter in COUNTERS} | {"sent": 1000, "acked": 1000} | counts
    if counts.get("sent", 1) is None:
        seen = {}
    told = promised if verdict == HELD else [c for c in COUNTERS[2:-1] if seen.get(c)] or ["lost"]
    said = ", ".join(f"{seen.get(c, 0):,} {WORDS.get(c, c)}" for c in told)
    if semantics:
        usual = "read_committed" if semantics.startswith("exactly-once") else "read_uncommitted"
        arm = semantics + f" {isolation}" * (isolation != usual)
    elif isolation == "read_committed":
        arm += " read_committed"
    return {"run": RUN, "scenario": scenario, "fault": FAULTS[scenario], "acks": acks, "idempotence": idempotence,
            "transactions": transactions, "isolation": isolation, "semantics": semantics, "level": level,
            "control": str(control).lower(), **seen, "verdict": verdict, "evidence": "pid 4711 ended by signal 9",
            "statement": statement or f"observed {said} in 1,000 sends under {scenario}", "lag": lag,
            "arm": arm, "repetition": repetition, "whose": whose}  # fmt: skip


def producers():
    """F5 is inconclusive on both sides, F7 violated against expectation; F6 has both twins on one level."""
    stuck, whole = "the weak twin shows no damage: observed 0 lost in 1,000 sends under F5", list(WORDS) + ["torn"]
    return [
        twin("F3", "all-isr", True, DAMAGED, duplicated=5),
        twin("F3", "idempotent", False, HELD),
        twin("F4", "idempotent", True, DAMAGED, duplicated=1),
        twin("F4", "transactional 100", False, HELD, isolation="read_committed"),
        twin("F5", "leader-ack", True, NOTHING, statement=stuck),
        twin("F5", "all-isr", False, NOTHING, indeterminate=12,
             statement="observed 0 lost in 1,000 sends under F5 (12 indeterminate apart), but the weak twin proves "
                       f"nothing: {stuck}"),
        twin("F6", "transactional 100", True, DAMAGED, aborted_read=100),
        twin("F6", "transactional 100", False, HELD, isolation="read_committed", promised=["lost", *whole]),
        twin("F7", "idempotent", True, DAMAGED, duplicated=100, reordered=40),
        twin("F7", "transactional 100", False, BROKEN, isolation="read_committed", duplicated=3, torn=1),
        twin("F9", "fire-and-forget", True, DAMAGED, lost=1_000_000, sent=1_000_000, acked=1_000_000),
        twin("F9", "leader-ack", False, HELD, promised=["lost"], sent=1_000_000, acked=999_000, indeterminate=1000),
    ]  # fmt: skip


def stages():
    """F1 holds with copies that nobody promised away; F8's strong twin was not observed, its weak one has no name."""
    return [
        twin("F1", "", True, DAMAGED, "at-most-once", lost=37, lag="0"),
        twin("F1", "", False, HELD, "at-least-once", promised=["lost"], duplicated=37, lag="0"),
        twin("F2", "", True, DAMAGED, "at-least-once-idempotent", duplicated=37, lag="0"),
        twin("F2", "", False, HELD, "exactly-once", isolation="read_committed", lag="0"),
        twin("F8", "", True, DAMAGED, "at-most-once", isolation="read_committed", lost=37, lag="1200",
             whose="results in a transaction, positions committed outside of it"),
        twin("F8", "", False, NOTHING, "exactly-once", isolation="read_committed", sent=None,
             statement="not observed: the stage did not start"),
        twin("F10", "", True, DAMAGED, "auto-commit", duplicated=211, lost=2, lag="0"),
        twin("F10", "", False, HELD, "exactly-once", isolation="read_committed", lag="0"),
    ]  # fmt: skip


def write_audit(folder, twins, nodes="3", without=()):
    """`without` are columns that older audits lack."""
    info = {
        "format": 1, "run": RUN, "started": "2026-03-04T05:06:07Z", "seed": 7, "arguments": ["audit"],
        "suite": {"version": "0.1.0", "git": "1a2b3c4", "git.dirty": "false"},
        "versions": {"client": "4.3.1", "broker": "4.3.1"}, "host": {"cpu": "A CPU", "cpus": "2"},
        "topology": {"broker": "process", "nodes": nodes, "replication": nodes, "min.insync.replicas": "2"},
    }  # fmt: skip
    (folder / "run.json").write_text(json.dumps(info), encoding="utf-8")
    header = [c for c in HEADER if c not in without and (c != "semantics" or any(t["semantics"] for t in twins))]
    with open(folder / "audit.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(twins)
    return folder
