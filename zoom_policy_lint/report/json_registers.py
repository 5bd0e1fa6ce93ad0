"""The registers of exceptions and statements as the JSON report has them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from zoom_policy_lint.model.registers import Due, Registers, StatementEntry, WaiverEntry


def register_lists(registers: Registers) -> dict[str, Iterator[Any]]:
    """The lists of the report by their keys, in its order."""
    return {
        "waivers": map(_waiver_entry, registers.waivers),
        "attestations": map(_statement_entry, registers.statements),
        "attestations_due": map(_due, registers.due),
    }


def _waiver_entry(entry: WaiverEntry) -> dict[str, Any]:
    return {
        "rule": entry.rule,
        "resource": {"level": entry.level, "named": entry.resource},
        "check": entry.check,
        "status": entry.status,
        "reason": entry.reason,
        "approver": entry.approver,
        "from": _day(entry.start),
        "expires": _day(entry.expires),
        "validity": entry.validity,
        "covers": entry.covered,
        "covers_failing": entry.failing,
        "remarks": entry.remarks,
    }


def _statement_entry(entry: StatementEntry) -> dict[str, Any]:
    return {
        "clause": entry.clause,
        "question": entry.question,
        "statement": entry.statement,
        "by": {"name": entry.by_name, "role": entry.by_role},
        "on": _day(entry.on),
        "counts_until": _day(entry.until),
        "validity": entry.validity,
        "evidence": entry.evidence or None,
        "evidence_sha256": entry.evidence_sha256 or None,
        "findings": entry.findings,
        "remarks": entry.remarks,
    }


def _due(due: Due) -> dict[str, Any]:
    return {
        "clause": due.clause,
        "question": due.question,
        "by_role": due.by_role,
        "why": due.why,
        "counts_until": _day(due.until),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
