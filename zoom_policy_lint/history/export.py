"""A run as a line of JSON, in the words of the JSON report."""

import json
from collections.abc import Mapping
from typing import Any

from zoom_policy_lint.history import documents
from zoom_policy_lint.history.database import Database
from zoom_policy_lint.history.runs import RunRow, fields
from zoom_policy_lint.model.finding import Finding

_FINDINGS = """SELECT fingerprint, body FROM open JOIN finding ON finding.key = open.finding
    WHERE run = ? AND carried = ? ORDER BY position"""
_INNER = ("oldest_id", "kind")
"""Fields of a finding that its fingerprint and its clauses stand for."""


def exported(database: Database, row: RunRow) -> dict[str, Any]:
    """One run with its clauses, counts, open findings, and those that were open before and not seen in it.

    Raises HistoryError where a record of it is damaged.
    """
    with documents.understood():
        kept = {name: json.loads(written) for name, written in fields(database, row).items()}
        simple = ("tool_version", "policy", "source", "as_of", "part")
        return {
            "run": row.id,
            "recorded_at": row.recorded_at,
            "reported_at": row.reported_at,
            **{name: kept[name] for name in simple},
            "summary": {**kept["summary"], "exit_code": kept["exit_code"]},
            "clauses": kept["clauses"],
            "findings": _findings(database, row, carried=False),
            "unseen": _findings(database, row, carried=True),
        }


def _findings(database: Database, row: RunRow, *, carried: bool) -> list[dict[str, Any]]:
    found = database.rows(_FINDINGS, (row.key, carried))
    return [_finding(fingerprint.hex(), json.loads(documents.unpacked(body))) for fingerprint, body in found]


def finding_data(finding: Finding) -> dict[str, Any]:
    """A finding as the JSON report has it."""
    return _finding(finding.fingerprint, documents.data(finding))


def _finding(fingerprint: str, told: Mapping[str, Any]) -> dict[str, Any]:
    return {"fingerprint": fingerprint, **{name: value for name, value in told.items() if name not in _INNER}}
