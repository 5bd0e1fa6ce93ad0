"""The JSON report for machines: every finding in full, under a published schema."""

from collections.abc import Callable, Iterator
from typing import Any

from zoom_policy_lint.model.clause import ClauseResult, Conflict, UnreadEntry
from zoom_policy_lint.model.finding import AppliedWaiver, Finding, Remediation, Request
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.model.words import Kind, Status
from zoom_policy_lint.report import conflicts
from zoom_policy_lint.report.json_registers import register_lists
from zoom_policy_lint.report.plain import json_text, ordered
from zoom_policy_lint.report.schema import SCHEMA_VERSION
from zoom_policy_lint.report.sections import COLUMNS, Row, profile_rows, section_rows
from zoom_policy_lint.report.style import SEVERITIES, Style

EVERY_FINDING = True
"""This format needs all findings, those that pass included."""

_STATUSES = (Status.PASS, Status.FAIL, Status.UNKNOWN, Status.MANUAL, Status.WAIVED, Status.NOT_APPLICABLE)


def render(run: Run, write: Callable[[str], object], style: Style) -> None:  # noqa: ARG001
    """Write the report as one JSON object, each clause and each finding on a line of its own.

    Findings are written as they come and never collected, so memory does not grow with the account.
    """
    write("{\n")
    for key, part in _head(run).items():
        lines = json_text(part, indent=2).replace("\n", "\n  ")
        write(f"  {json_text(key)}: {lines},\n")
    _write_list(write, "clauses", (_clause(one, run) for one in run.clauses), ",\n")
    _write_list(write, "findings", map(_finding, run.findings()), ",\n")
    _write_list(write, "unread", map(_unread, run.unread), ",\n")
    for key, entries in register_lists(run.registers).items():
        _write_list(write, key, entries, ",\n")
    _write_list(write, "notes", iter(run.notes), ",\n")
    _write_list(write, "not_looked_at", iter(run.not_looked_at), "\n")
    write("}\n")


def _write_list(write: Callable[[str], object], key: str, items: Iterator[Any], end: str) -> None:
    write(f"  {json_text(key)}: [\n")
    separator = ""
    for item in items:
        write(f"{separator}    {json_text(item)}")
        separator = ",\n"
    if separator:
        write("\n")
    write(f"  ]{end}")


def _head(run: Run) -> dict[str, Any]:
    policy, source = run.policy, run.source
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "zoom-policy-lint", "version": run.tool_version},
        "policy": {
            "id": policy.id,
            "title": policy.title,
            "version": policy.version,
            "sha256": policy.sha256,
            **({"notice": run.notice} if run.notice else {}),
        },
        "source": {"kind": source.kind, "account_id": source.account_id, "taken_at": source.taken_at},
        "as_of": run.as_of.isoformat(),
        "summary": _summary(run),
    }


def _summary(run: Run) -> dict[str, Any]:
    summary = run.summary
    tables = {"sections": section_rows(run), "profiles": profile_rows(run)}
    return {
        "verdict": summary.verdict,
        "exit_code": run.exit_code,
        "findings": {status: summary.findings.get(status, 0) for status in _STATUSES},
        "advisory": {status: summary.advisory.get(status, 0) for status in _STATUSES},
        "failed_by_severity": {severity: summary.failed_by_severity.get(severity, 0) for severity in SEVERITIES},
        "right_but_unlocked": summary.right_but_unlocked,
        **{name: [_row(row) for row in rows if row.id] for name, rows in tables.items() if rows},
    }


def _row(row: Row) -> dict[str, Any]:
    return {"id": row.id, "title": row.title, "clauses": {column: row.counts[column] for column in COLUMNS}}


def _clause(clause: ClauseResult, run: Run) -> dict[str, Any]:
    return {
        "id": clause.id,
        "text": clause.text,
        "verdict": clause.verdict,
        "kinds": {kind: clause.kinds[kind] for kind in Kind if kind in clause.kinds},
        "rules": clause.rules,
        "reasons": clause.reasons,
        "exceptions": [str(one) for one in clause.exceptions],
        "limits": clause.limits,
        **{key: part for key, part in _of_tables(clause, run).items() if part},
    }


def _of_tables(clause: ClauseResult, run: Run) -> dict[str, Any]:
    """What only some policies say of their clauses."""
    conflict = clause.conflict
    told = _conflict(conflict, conflicts.says(clause, run)) if conflict else None
    return {"section": clause.section, "profile": clause.profile, "conflict": told}


def _conflict(conflict: Conflict, says: str) -> dict[str, Any]:
    return {
        "strength": conflict.strength,
        "kinds": conflict.kinds,
        "with": ordered(conflict.against),
        "because": conflict.because,
        "says": says,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    resource = finding.resource
    return {
        "fingerprint": finding.fingerprint,
        "rule": finding.rule,
        "check": finding.check,
        "clauses": finding.clauses,
        "advisory": finding.advisory,
        "severity": finding.severity,
        "status": finding.status,
        "evidence": finding.evidence,
        "reason": finding.reason,
        "resource": {"level": resource.level, "id": resource.id, "name": resource.name},
        "setting": finding.setting,
        "expected": ordered(finding.expected),
        "actual": ordered(finding.actual),
        "locked": finding.locked,
        "decided_by": finding.decided_by,
        "waiver": _waiver(finding.waiver),
        "baselined": finding.baselined,
        "message": finding.message,
        "remediation": _remediation(finding.remediation),
    }


def _waiver(waiver: AppliedWaiver | None) -> dict[str, Any] | None:
    if waiver is None:
        return None
    return {
        "reason": waiver.reason,
        "approver": waiver.approver,
        "expires": waiver.expires,
        "original": waiver.original,
    }


def _remediation(remediation: Remediation | None) -> dict[str, Any] | None:
    if remediation is None:
        return None
    return {
        "summary": remediation.summary,
        "portal": remediation.portal,
        "requests": [_request(each) for each in remediation.requests],
    }


def _request(request: Request) -> dict[str, Any]:
    return {"method": request.method, "path": request.path, "body": ordered(request.body)}


def _unread(entry: UnreadEntry) -> dict[str, Any]:
    return {
        "resource": entry.resource,
        "endpoint": entry.endpoint,
        "reason": entry.reason,
        "rules": entry.rules,
    }
